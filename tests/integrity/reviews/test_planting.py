"""Planted cases come like any other, go to nobody who knows them, and nothing follows from them for anybody."""

import pytest

from integrity.gradebook.standing import standings
from integrity.reviews.domain.decisions import ReopenRefused, decide, reopen
from integrity.reviews.domain.planting import PlantingRefused, plant_double, withdraw
from integrity.reviews.domain.practice import PracticeRefused, answer, plant
from integrity.reviews.domain.quality import quality_of
from integrity.reviews.domain.seconds import is_drawn_again
from integrity.reviews.models import Case, CaseState, KnownCase, PlantedCase, Verdict
from integrity.reviews.queries import cases_to_take, reviewers_of
from integrity.reviews.shelves import Wanted, queue_for
from integrity.stewardship.domain.erasing import rows_of
from integrity.submissions.models import Recording, Submission
from integrity.submissions.queries import inspected_for, submissions_for
from tests.integrity.reviews.cases import (
    CUT,
    SHOWN,
    a_case_settled_as_known,
    a_minute_passes,
    a_planted_case,
    a_policy,
    all_as,
    fresh,
    taken,
    typed_and_opened,
)
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> KnownCase:
    return a_case_settled_as_known()


def answered(planted: PlantedCase, verdict: Verdict, who: str = "rob") -> None:
    typed_and_opened(planted.case, all_as(planted.case, verdict, policy="Rule 4", reason="Seen."), who)
    decide(taken(planted.case, who))


def test_it_waits_like_any_other_and_is_no_work_of_anybody(known: KnownCase) -> None:
    planted = a_planted_case(known)
    assert list(queue_for(a_user("rob"), Wanted())) == [planted.case]
    assert (planted.case.state, planted.case.is_sample) == (CaseState.WAITING, False)
    student = planted.case.student
    assert (str(student), student.is_active, student.has_usable_password()) == ("Ada Smith", False, False)
    assert not student.memberships.exists()
    work = Submission.objects.filter(assignment=known.case.submission.assignment)
    assert list(work) == [known.case.submission]
    assert len(standings(work)) == 1
    assert planted.case.submission not in submissions_for(a_user("ines"))


def test_whoever_reviews_it_finds_recording_report_and_pictures(known: KnownCase) -> None:
    picture = known.decision.run.report.path / "evidence" / "x.jpg"
    picture.parent.mkdir()
    picture.write_bytes(b"picture")
    double = a_planted_case(known).case
    assert double.submission in inspected_for(a_user("rob"))
    assert double.submission.recording == known.case.submission.recording
    assert double.run.report.read() == known.case.run.report.read()
    assert (double.run.report.path / "evidence" / "x.jpg").read_bytes() == b"picture"


def test_nobody_who_knows_the_answer_gets_it(known: KnownCase) -> None:
    answer(known, a_user("rob"), {SHOWN.id: Verdict.UPHELD, CUT.id: Verdict.DISMISSED})
    case = a_planted_case(known, by="ines").case
    # Ines chose and planted it, Rosa decided it, Rob practised with it.
    for who in ("ines", "rosa", "rob"):
        assert case not in cases_to_take(a_user(who))
    assert reviewers_of(case) == []


def test_what_is_upheld_is_told_to_nobody_and_needs_no_second_person(known: KnownCase) -> None:
    a_policy(known.case.course, second_share=1.0)
    case = a_planted_case(known).case
    assert is_drawn_again(case)
    answered(case.planted, Verdict.UPHELD)
    after = fresh(case)
    assert (after.state, after.due_at) == (CaseState.DECIDED, None)
    assert after.decisions.get().reply_until is None


def test_a_decided_one_is_neither_opened_again_nor_practised_with(known: KnownCase) -> None:
    case = a_planted_case(known).case
    answered(case.planted, Verdict.DISMISSED)
    a_minute_passes(case)
    with pytest.raises(ReopenRefused):
        reopen(case, a_user("rob"), "Again.")
    with pytest.raises(PracticeRefused):
        plant(fresh(case), a_user("ines"), "")


def test_it_counts_as_planted_and_nowhere_else(known: KnownCase) -> None:
    case = a_planted_case(known).case
    before = quality_of(case.course)
    answered(case.planted, Verdict.DISMISSED)
    assert quality_of(case.course).planted.count == 0
    a_minute_passes(case)
    wrong = a_planted_case(known, name="Bea Jones").case
    answered(wrong.planted, Verdict.UPHELD)
    a_minute_passes(wrong)
    after = quality_of(case.course)
    assert (after.planted.hits, after.planted.count) == (2, 4)
    assert {check: (one.hits, one.count) for check, one in after.planted_by_check.items()} == {
        "continuity": (1, 2),
        "text": (1, 2),
    }
    [rob] = [one for one in after.reviewers if one.user == a_user("rob")]
    assert (rob.planted.hits, rob.planted.count) == (2, 4)
    assert (after.checks, after.missed, after.second) == (before.checks, before.missed, before.second)


def test_it_goes_with_the_recording_of_whom_it_shows(known: KnownCase) -> None:
    planted = a_planted_case(known)
    rows = rows_of([known.case.submission_id])
    assert rows[Submission] == {known.case.submission_id, planted.case.submission_id}
    assert planted.case_id in rows[Case]
    assert rows[Recording] == {known.case.submission.recording_id}


@pytest.mark.parametrize(
    ("name", "agreed", "code"),
    [(" ", "Sam.", "name"), ("x" * 101, "Sam.", "name"), ("Ada Smith", " ", "agreed")],
)
def test_what_lacks_a_name_or_a_consent_is_not_planted(
    known: KnownCase, name: str, agreed: str, code: str
) -> None:
    with pytest.raises(PlantingRefused) as refused:
        plant_double(known, known.case.submission.assignment, a_user("ines"), name=name, agreed=agreed)
    assert refused.value.code == code
    assert not PlantedCase.objects.exists()


def test_one_is_taken_out_while_nobody_has_it(known: KnownCase) -> None:
    planted, held = a_planted_case(known), a_planted_case(known, name="Bea Jones")
    withdraw(planted, a_user("ines"))
    assert fresh(planted.case).state == CaseState.WITHDRAWN
    taken(held.case, "rob")
    with pytest.raises(PlantingRefused):
        withdraw(held, a_user("ines"))
