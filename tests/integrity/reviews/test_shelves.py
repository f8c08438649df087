"""What a queue shows, to whom, on which shelf."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrity.inspections.domain.requests import request_again
from integrity.reviews.domain.passing import hand_over, hold, skip
from integrity.reviews.domain.views import MAX_VIEWS, ViewRefused, forget_view, save_view
from integrity.reviews.models import Case, CaseState, SavedView, Verdict
from integrity.reviews.shelves import Shelf, Wanted, queue_for, waiting_for
from tests.integrity.reviews.cases import (
    CUT,
    SHOWN,
    a_case,
    a_reviewed_course,
    decided,
    handed_in,
    store_report,
    taken,
    the_time_to_reply_passes,
)
from tests.integrity.rows import a_user, an_assignment
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def shelves_of(case: Case, who: str) -> set[str]:
    """Every shelf on which the person finds the case."""
    user = a_user(who)
    return {shelf for shelf in Shelf if case in queue_for(user, Wanted(shelf=shelf))}


def test_a_new_case_waits_for_everybody_who_reviews() -> None:
    case = a_case()
    assert shelves_of(case, "rosa") == shelves_of(case, "ines") == {Shelf.WAITING}
    assert shelves_of(case, "sam") == shelves_of(case, "kim") == set()


def test_a_case_in_hand_is_mine_to_one_and_taken_to_the_others() -> None:
    taken(case := a_case(), "rosa")
    assert shelves_of(case, "rosa") == {Shelf.MINE}
    assert shelves_of(case, "rob") == {Shelf.TAKEN}


def test_a_case_whose_lease_ran_out_waits_again() -> None:
    taken(case := a_case(), "rosa")
    Case.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert shelves_of(case, "rosa") == shelves_of(case, "rob") == {Shelf.WAITING}


def test_a_case_on_hold_is_out_of_the_way() -> None:
    hold(taken(case := a_case()), "Later.")
    assert shelves_of(case, "rosa") == {Shelf.ON_HOLD}


def test_a_case_handed_over_waits_for_one_and_is_kept_from_the_others() -> None:
    hand_over(taken(case := a_case(), "rosa"), a_user("rob"), "Yours.")
    assert shelves_of(case, "rob") == {Shelf.WAITING}
    assert shelves_of(case, "rosa") == {Shelf.HANDED_OVER}


def test_a_case_whose_student_may_reply_comes_back_when_that_is_over() -> None:
    decided(case := a_case(), Verdict.UPHELD)
    assert shelves_of(case, "rosa") == {Shelf.REPLYING}
    the_time_to_reply_passes(case)
    assert shelves_of(case, "rob") == {Shelf.WAITING}


def test_a_decided_case_is_done() -> None:
    decided(case := a_case(), Verdict.DISMISSED)
    assert shelves_of(case, "rosa") == {Shelf.DONE}


def test_what_was_drawn_among_the_clear_ones_stands_where_it_stands_by_its_age(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0
    course = a_reviewed_course()
    first, second = handed_in(course, "sam"), handed_in(course, "kim")
    store_report(second.runs.get())
    store_report(first.runs.get(), outcome=Outcome.CLEAR)
    queue = queue_for(a_user("rosa"), Wanted())
    assert [case.submission for case in queue] == [first, second]


def test_a_queue_is_narrowed_by_course_assignment_and_age() -> None:
    case = a_case()
    rosa = a_user("rosa")
    other = a_reviewed_course()
    assignment = case.submission.assignment
    another = an_assignment(course=case.course)
    Case.objects.update(handed_in_at=timezone.now() - timedelta(days=3))
    for wanted, expected in (
        (Wanted(course_id=case.course_id), [case]),
        (Wanted(course_id=other.pk), []),
        (Wanted(assignment_id=assignment.pk), [case]),
        (Wanted(assignment_id=another.pk), []),
        (Wanted(older_than_days=2), [case]),
        (Wanted(older_than_days=4), []),
    ):
        assert list(queue_for(rosa, wanted)) == expected


def test_a_queue_is_narrowed_by_what_was_found() -> None:
    course = a_reviewed_course()
    shown, cut = a_case(SHOWN, course=course, student="sam"), a_case(CUT, course=course, student="kim")
    rosa = a_user("rosa")
    assert list(queue_for(rosa, Wanted(code=SHOWN.code))) == [shown]
    assert list(queue_for(rosa, Wanted(check="continuity"))) == [cut]
    assert list(queue_for(rosa, Wanted(state=CaseState.WAITING))) == [shown, cut]
    assert not queue_for(rosa, Wanted(state=CaseState.APPEALED)).exists()


def test_only_instructors_narrow_by_outcome() -> None:
    case = a_case()
    wanted = Wanted(outcome=Outcome.NEEDS_REVIEW)
    assert list(queue_for(a_user("ines"), wanted)) == [case]
    assert not queue_for(a_user("rosa"), wanted).exists()
    assert not queue_for(a_user("ines"), Wanted(outcome=Outcome.CLEAR)).exists()


def test_codes_are_those_of_the_newest_report() -> None:
    case = a_case(SHOWN)
    store_report(request_again(case.submission), CUT)
    assert list(case.codes.values_list("code", flat=True)) == [CUT.code]


def test_what_somebody_skipped_is_not_given_to_them_next() -> None:
    course = a_reviewed_course()
    first, second = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    skip(taken(first, "rosa"), "Cannot hear anything.")
    assert list(waiting_for(a_user("rosa"), Wanted())) == [second]
    assert list(waiting_for(a_user("rob"), Wanted())) == [first, second]
    assert first in queue_for(a_user("rosa"), Wanted())


def test_a_view_is_kept_under_its_name_and_forgotten() -> None:
    rosa = a_user("rosa")
    save_view(rosa, " Cuts ", "check=continuity")
    view = save_view(rosa, "Cuts", "code=continuity.cut")
    assert list(SavedView.objects.values_list("name", "query")) == [("Cuts", "code=continuity.cut")]
    forget_view(a_user("rob"), view.pk)
    assert SavedView.objects.exists()
    forget_view(rosa, view.pk)
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_and_one_too_many_are_refused() -> None:
    rosa = a_user("rosa")
    for number in range(MAX_VIEWS):
        save_view(rosa, f"View {number}", "")
    for name, code in ((" ", "name"), ("One more", "many")):
        with pytest.raises(ViewRefused) as refusal:
            save_view(rosa, name, "")
        assert refusal.value.code == code
