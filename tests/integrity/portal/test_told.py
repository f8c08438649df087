"""What a student is told of a decision, and answers."""

import math
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from integrity.inspections.domain.requests import request_again
from integrity.portal.clock import seconds_of
from integrity.reviews.domain.appeals import appeal
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.drafts import Judged, Typed, keep_draft
from integrity.reviews.domain.hearings import release
from integrity.reviews.models import Appeal, Case, CaseState, Reply, Verdict
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import (
    CUT,
    SHOWN,
    a_case,
    a_minute_passes,
    decided,
    fresh,
    store_report,
    taken,
    the_time_to_reply_passes,
)
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db


def page_of(case: Case, who: str = "sam") -> str:
    return text_of(client_of(who).get(reverse("portal:submission", args=[case.submission_id])))


def send(name: str, case: Case, who: str = "sam", **fields: str) -> HttpResponse:
    return client_of(who).post(reverse(f"portal:{name}", args=[case.submission_id]), fields)


def a_told_case() -> Case:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    return case


def a_released_case() -> Case:
    case = a_told_case()
    the_time_to_reply_passes(case)
    release(taken(case))
    return case


def test_within_the_minute_of_undoing_nothing_is_told() -> None:
    case = a_case()
    decided(case, Verdict.UPHELD)
    assert "decision-title" not in page_of(case)


def test_the_student_is_heard_with_rule_reason_and_the_same_report_before_them() -> None:
    page = page_of(a_told_case())
    for shown in (
        "A person means to decide against you. First you are heard.",
        "Rule 4",
        "It is seen at 0:42.",
        f'href="#finding-{SHOWN.id}"',
        "Ask ChatGPT anything",
        "Send the reply",
    ):
        assert shown in page


def test_who_decided_is_not_told() -> None:
    assert "Rosa" not in page_of(a_told_case())


def test_others_are_not_told_on_the_student_s_page() -> None:
    assert "decision-title" not in page_of(a_told_case(), "ines")


def test_a_reply_is_kept_and_shown() -> None:
    case = a_told_case()
    send("reply", case, text="My flatmate.", at="0:43", finding=SHOWN.id)
    said = Reply.objects.get()
    assert (said.text, said.at_s, said.finding_id) == ("My flatmate.", 43.0, SHOWN.id)
    assert "My flatmate." in page_of(case)
    assert "Send the reply" in page_of(case)


def test_a_student_who_says_that_it_is_all_is_asked_no_more() -> None:
    case = a_told_case()
    send("reply", case, text="That is all.", is_all="on")
    assert "Send the reply" not in page_of(case)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "Write something first."),
        ({"text": "There.", "at": "9:00:00"}, "This time is not within the recording."),
        ({"text": "There.", "at": "soon"}, "This time is not within the recording."),
    ],
)
def test_a_reply_that_cannot_be_kept_stays_on_the_page(fields: dict[str, str], sentence: str) -> None:
    answer = send("reply", a_told_case(), **fields)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert fields["text"] in text_of(answer)
    assert not Reply.objects.exists()


def test_a_reply_that_comes_too_late_is_told_so() -> None:
    case = a_told_case()
    the_time_to_reply_passes(case)
    answer = send("reply", case, text="Late.")
    assert answer.status_code == 400
    assert "The time to reply is over." in text_of(answer)


def test_a_decision_in_effect_is_told_with_the_way_to_appeal() -> None:
    page = page_of(a_released_case())
    assert "A person decided against you" in page
    assert "Send the appeal" in page


def test_an_appeal_is_sent_once() -> None:
    case = a_released_case()
    send("appeal", case, text="Look again.")
    assert Appeal.objects.get().text == "Look again."
    page = page_of(case)
    assert "Somebody who had no part in the decision looks at it again." in page
    assert "Send the appeal" not in page
    assert "Look again." in text_of(client_of("rob").get(reverse("portal:case", args=[case.pk])))


def test_an_appeal_after_its_time_is_refused_in_words() -> None:
    case = a_released_case()
    Case.objects.update(appeal_until=timezone.now() - timedelta(seconds=1))
    answer = send("appeal", case, text="Look again.")
    assert answer.status_code == 400
    assert "The time to appeal is over." in text_of(answer)


@pytest.mark.parametrize("verdict", [Verdict.DISMISSED, Verdict.UPHELD])
def test_a_decided_appeal_is_told(verdict: Verdict) -> None:
    case = a_released_case()
    appeal(case.submission, a_user("sam"), "Look again.")
    decided(case, verdict, "rob")
    a_minute_passes(case)
    assert fresh(case).state == CaseState.CLOSED
    assert "Your appeal is decided" in page_of(case)


def test_a_student_against_whom_nothing_is_held_is_told_so() -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    assert "A person looked, and nothing is held against you" in page_of(case)


def test_what_the_report_missed_is_shown_to_reviewers_alone() -> None:
    case = a_case(SHOWN)
    findings = {SHOWN.id: Judged(verdict=Verdict.DISMISSED)}
    keep_draft(case, a_user("rosa"), Typed(verdict=Verdict.DISMISSED, missed="At 1:30.", findings=findings))
    decide(taken(case))
    a_minute_passes(case)
    assert "At 1:30." in text_of(client_of("rob").get(reverse("portal:case", args=[case.pk])))
    assert "At 1:30." not in page_of(case)


def test_a_finding_that_the_report_has_no_more_is_told_in_its_own_words() -> None:
    case = a_told_case()
    store_report(request_again(case.submission), SHOWN)
    page = page_of(case)
    assert "message of continuity.cut" in page
    assert f'href="#finding-{CUT.id}"' not in page


def test_what_is_decided_is_told_also_while_the_recording_is_inspected_again() -> None:
    case = a_told_case()
    request_again(case.submission)
    page = page_of(case)
    assert "A person means to decide against you." in page
    assert "Waiting to be inspected" in page


@pytest.mark.parametrize("case_of", [a_told_case, a_released_case])
def test_the_student_s_page_costs_at_most_fifteen_queries(
    case_of: Callable[[], Case], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("portal:submission", args=[case_of().submission_id])
    sam = client_of("sam")
    with django_assert_max_num_queries(15):
        sam.get(address)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("", None), (" ", None), ("42", 42.0), ("0:43", 43.0), ("7:12.5", 432.5), ("1:02:03,25", 3723.25)],
)
def test_times_are_read_as_people_type_them(typed: str, seconds: float | None) -> None:
    assert seconds_of(typed) == seconds


@pytest.mark.parametrize("typed", ["soon", "7:", ":12", "-1", "1:2:3:4", "٣", "1e3", "inf"])
def test_what_is_no_time_is_no_moment_of_any_recording(typed: str) -> None:
    seconds = seconds_of(typed)
    assert seconds is not None
    assert math.isnan(seconds)
