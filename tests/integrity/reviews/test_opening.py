"""Which submissions become cases, and when."""

import uuid

import pytest
from django.db import transaction
from pytest_django import Settings

from integrity.inspections.domain.requests import request_again
from integrity.inspections.models import StoredReport
from integrity.reviews.domain import cases
from integrity.reviews.domain.sampling import is_drawn
from integrity.reviews.models import Case, CaseState
from integrity.submissions.models import Submission
from tests.integrity.reviews.cases import SHOWN, a_case, handed_in, store_report, taken
from workers.report import Outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", [Outcome.NEEDS_REVIEW, Outcome.INCOMPLETE])
def test_a_report_that_asks_for_a_person_opens_a_case(outcome: Outcome) -> None:
    submission = handed_in()
    stored = store_report(submission.runs.get(), SHOWN, outcome=outcome)
    case = Case.objects.get()
    assert (case.submission, case.run, case.state, case.is_sample) == (
        submission,
        stored.run,
        CaseState.WAITING,
        False,
    )
    assert (case.course, case.student) == (submission.assignment.course, submission.student)
    assert case.handed_in_at == submission.created_at


def test_a_clear_report_opens_none() -> None:
    store_report(handed_in().runs.get(), outcome=Outcome.CLEAR)
    assert not Case.objects.exists()


def test_a_clear_report_that_is_drawn_waits_like_any_other(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0
    store_report(handed_in().runs.get(), outcome=Outcome.CLEAR)
    case = Case.objects.get()
    assert (case.state, case.is_sample) == (CaseState.WAITING, True)


def test_a_case_that_cannot_be_opened_leaves_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr(cases.audit, "append", fail)
    submission = handed_in()
    with pytest.raises(RuntimeError, match="no log"), transaction.atomic():
        store_report(submission.runs.get(), SHOWN)
    assert not StoredReport.objects.exists()
    assert not Case.objects.exists()


def test_about_one_in_twenty_is_drawn_and_always_the_same(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 0.05
    submission = handed_in()
    submission.assignment.course.secret = bytes(range(32))
    numbers = [uuid.UUID(int=number) for number in range(4000)]
    draws = [[is_drawn(_with_number(submission, number)) for number in numbers] for _ in range(2)]
    assert draws[0] == draws[1]
    assert 160 <= sum(draws[0]) <= 240


def test_what_is_drawn_depends_on_the_course_s_secret(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 0.5
    submission = handed_in()
    draws = []
    for first in range(40):
        submission.assignment.course.secret = bytes([first]) * 32
        draws.append(is_drawn(submission))
    assert set(draws) == {True, False}


def test_a_larger_share_draws_whatever_a_smaller_one_drew(settings: Settings) -> None:
    submission = handed_in()
    numbers = [uuid.UUID(int=number) for number in range(500)]
    drawn = []
    for share in (0.1, 0.4):
        settings.CANDOR_REVIEW_SAMPLE = share
        drawn.append({number for number in numbers if is_drawn(_with_number(submission, number))})
    assert drawn[0] < drawn[1]


def test_a_report_made_again_is_shown_by_the_same_case() -> None:
    case = a_case()
    run = request_again(case.submission)
    store_report(run, SHOWN)
    assert Case.objects.get().run == run


def test_a_case_ends_where_the_newest_report_is_clear_and_waits_again_where_it_is_not() -> None:
    case = a_case()
    states = []
    for outcome in (Outcome.CLEAR, Outcome.INCOMPLETE):
        store_report(request_again(case.submission), outcome=outcome)
        states.append(Case.objects.get().state)
    assert states == [CaseState.WITHDRAWN, CaseState.WAITING]


def test_a_case_in_somebody_s_hands_is_not_taken_from_them_by_a_report() -> None:
    case = a_case()
    taken(case)
    store_report(request_again(case.submission), outcome=Outcome.CLEAR)
    assert Case.objects.get().state == CaseState.WAITING


@pytest.mark.parametrize(
    "state", [CaseState.DECIDED, CaseState.NOTIFIED, CaseState.RELEASED, CaseState.CLOSED]
)
def test_what_a_person_decided_stays_whatever_a_later_report_says(state: CaseState) -> None:
    case = a_case()
    Case.objects.update(state=state)
    store_report(request_again(case.submission), outcome=Outcome.CLEAR)
    assert Case.objects.get().state == state


def _with_number(submission: Submission, number: uuid.UUID) -> Submission:
    submission.pk = number
    return submission
