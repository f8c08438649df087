"""A second person decides without knowing of the first; a third where they differ."""

import pytest

from integrity.reviews.closed import is_second_blind
from integrity.reviews.domain.decisions import undo
from integrity.reviews.domain.leases import take
from integrity.reviews.domain.seconds import is_drawn_again
from integrity.reviews.domain.standing import in_effect
from integrity.reviews.models import Case, CaseState, Verdict
from tests.integrity.reviews.cases import a_case, a_minute_passes, a_policy, a_reviewed_course, decided, fresh
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    course = a_reviewed_course()
    a_policy(course, second_share=1.0)
    return a_case(course=course)


def a_minute_goes_by(case: Case) -> None:
    a_minute_passes(case)
    last = case.decisions.latest("number")
    Case.objects.filter(pk=case.pk, state__in=[CaseState.SECOND, CaseState.SETTLING]).update(
        due_at=last.undo_until
    )


def decided_twice(case: Case, first: Verdict, second: Verdict) -> Case:
    decided(case, first, "rosa")
    a_minute_goes_by(case)
    decided(fresh(case), second, "rob")
    return fresh(case)


def test_without_a_share_one_person_is_enough() -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    assert fresh(case).state == CaseState.DECIDED


def test_a_drawn_case_goes_to_somebody_else_and_nobody_is_told_yet(case: Case) -> None:
    decided(case, Verdict.UPHELD, "rosa")
    a_minute_goes_by(case)
    case = fresh(case)
    assert case.state == CaseState.SECOND
    assert in_effect(case) is None
    assert take(case.pk, a_user("rosa")) is None
    assert take(case.pk, a_user("rob")) is not None


def test_nobody_else_gets_it_while_the_first_can_be_undone(case: Case) -> None:
    decision = decided(case, Verdict.UPHELD, "rosa")
    assert take(case.pk, a_user("rob")) is None
    undo(decision, a_user("rosa"))
    assert (fresh(case).state, fresh(case).holder) == (CaseState.WAITING, a_user("rosa"))


def test_the_second_does_not_see_the_first(case: Case) -> None:
    decided(case, Verdict.UPHELD, "rosa")
    a_minute_goes_by(case)
    assert is_second_blind(fresh(case), a_user("rob"))
    assert not is_second_blind(fresh(case), a_user("rosa"))


@pytest.mark.parametrize(
    ("verdict", "state"), [(Verdict.UPHELD, CaseState.NOTIFIED), (Verdict.DISMISSED, CaseState.DECIDED)]
)
def test_two_who_agree_decide_the_case(case: Case, verdict: Verdict, state: CaseState) -> None:
    after = decided_twice(case, verdict, verdict)
    assert after.state == state
    last = after.decisions.latest("number")
    assert (last.reply_until is not None) == (verdict == Verdict.UPHELD)


def test_where_two_differ_a_third_decides(case: Case) -> None:
    after = decided_twice(case, Verdict.UPHELD, Verdict.DISMISSED)
    assert after.state == CaseState.SETTLING
    a_minute_goes_by(case)
    assert [take(case.pk, a_user(who)) for who in ("rosa", "rob")] == [None, None]
    decided(fresh(case), Verdict.DISMISSED, "ines")
    a_minute_passes(case)
    settled = fresh(case)
    assert settled.state == CaseState.DECIDED
    effective = in_effect(settled)
    assert effective is not None
    assert effective.by == a_user("ines")


def test_an_instructor_may_settle_what_they_decided_themselves(case: Case) -> None:
    decided(case, Verdict.UPHELD, "ines")
    a_minute_goes_by(case)
    decided(fresh(case), Verdict.DISMISSED, "rob")
    a_minute_goes_by(case)
    assert take(case.pk, a_user("rob")) is None
    assert take(case.pk, a_user("ines")) is not None


def test_a_course_of_one_reviewer_has_no_second(case: Case) -> None:
    case.course.memberships.exclude(user__in=[a_user("rosa"), a_user("sam")]).delete()
    decided(case, Verdict.DISMISSED, "rosa")
    assert fresh(case).state == CaseState.DECIDED


def test_the_draw_takes_about_its_share_and_always_the_same() -> None:
    case = a_case()
    a_policy(case.course, second_share=0.3)
    cases = [Case(course=case.course) for _ in range(400)]
    drawn = [is_drawn_again(one) for one in cases]
    assert 80 <= sum(drawn) <= 160
    assert [is_drawn_again(one) for one in cases] == drawn
