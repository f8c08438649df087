"""Blind first: nothing that the machine found is open before the reviewer said what they saw."""

import math

import pytest

from integrity.reviews.closed import are_outcomes_closed, is_closed, is_report_closed
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.evidence import FindingUnknown, note_opened
from integrity.reviews.domain.faults import DecisionRefused, Fault
from integrity.reviews.domain.leases import LeaseLost
from integrity.reviews.domain.looks import MarkRefused, finish_looking, mark
from integrity.reviews.models import Case, Look, Mark, Verdict
from integrity.reviews.shelves import Wanted, queue_for
from tests.integrity.reviews.cases import (
    SHOWN,
    a_case,
    a_policy,
    a_reviewed_course,
    all_as,
    decided,
    looked_at,
    taken,
    typed_and_opened,
)
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    course = a_reviewed_course()
    a_policy(course, blind_first=True)
    return a_case(course=course)


def test_findings_are_open_where_the_course_does_not_ask_for_more() -> None:
    assert not is_closed(a_case(), a_user("rosa"))


def test_findings_stay_closed_until_the_reviewer_has_looked(case: Case) -> None:
    rosa = a_user("rosa")
    mark(taken(case), "Somebody speaks.", start_s=12.0, end_s=15.5)
    assert is_closed(case, rosa)
    finish_looking(taken(case))
    assert not is_closed(case, rosa)
    assert is_closed(case, a_user("rob"))
    assert list(Mark.objects.values_list("start_s", "end_s", "text")) == [(12.0, 15.5, "Somebody speaks.")]


def test_having_seen_nothing_is_an_answer(case: Case) -> None:
    looked_at(case)
    looked_at(case)
    assert Look.objects.count() == 1
    assert not Mark.objects.exists()


def test_evidence_is_not_opened_and_nothing_decided_before(case: Case) -> None:
    with pytest.raises(FindingUnknown):
        note_opened(case, a_user("rosa"), SHOWN.id)
    with pytest.raises(DecisionRefused) as refusal:
        decide(taken(case))
    assert refusal.value.faults == (Fault("unmarked"),)
    looked_at(case)
    typed_and_opened(case, all_as(case, Verdict.DISMISSED))
    assert decide(taken(case)).verdict == Verdict.DISMISSED


@pytest.mark.parametrize(
    ("text", "start_s", "end_s", "code"),
    [
        (" ", 1.0, 2.0, "empty"),
        ("A hand", None, None, "time"),
        ("A hand", 3.0, 2.0, "time"),
        ("A hand", -1.0, 2.0, "time"),
        ("A hand", 1.0, 9999.0, "time"),
        ("A hand", math.nan, 2.0, "time"),
    ],
)
def test_a_mark_without_words_or_time_is_refused(
    case: Case, text: str, start_s: float | None, end_s: float | None, code: str
) -> None:
    with pytest.raises(MarkRefused) as refusal:
        mark(taken(case), text, start_s=start_s, end_s=end_s)
    assert refusal.value.code == code


def test_a_mark_needs_the_case_in_hand(case: Case) -> None:
    lease = taken(case, "rosa")
    Case.objects.update(holder=a_user("rob"), token=lease.token + 1)
    with pytest.raises(LeaseLost):
        mark(lease, "A hand", start_s=1.0, end_s=None)


def test_nothing_is_marked_once_the_findings_are_open(case: Case) -> None:
    looked_at(case)
    with pytest.raises(MarkRefused) as refusal:
        mark(taken(case), "A hand", start_s=1.0, end_s=None)
    assert refusal.value.code == "closed"


def test_a_report_is_closed_to_reviewers_alone_and_only_until_they_looked(case: Case) -> None:
    course, given = case.course, case.submission
    assert [is_report_closed(given, a_user(who)) for who in ("sam", "ines", "rosa")] == [False, False, True]
    assert [are_outcomes_closed(course, a_user(who)) for who in ("ines", "rosa")] == [False, True]
    looked_at(case)
    assert not is_report_closed(given, a_user("rosa"))


def test_a_closed_case_is_found_by_nothing_that_it_holds(case: Case) -> None:
    rosa, wanted = a_user("rosa"), Wanted(code=SHOWN.code)
    assert not queue_for(rosa, wanted).exists()
    looked_at(case)
    Case.objects.update(holder=None, lease_until=None)
    assert list(queue_for(rosa, wanted)) == [case]


def test_whoever_looks_at_what_needs_nobody_is_shown_all_of_it(case: Case) -> None:
    looked_at(case)
    decided(case, Verdict.DISMISSED)
    assert not is_closed(Case.objects.get(), a_user("rob"))
