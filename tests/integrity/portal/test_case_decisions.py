"""Deciding a case on its page, undoing that, letting the case go, and putting a decision into effect."""

import pytest

from integrity.reviews.models import CaseState, Decision, Passing, Verdict
from tests.integrity.portal.case_pages import form, page_of, post
from tests.integrity.portal.pages import text_of
from tests.integrity.reviews.cases import (
    a_case,
    a_minute_passes,
    decided,
    fresh,
    taken,
    the_time_to_reply_passes,
)
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_said_in_its_place() -> None:
    case = a_case()
    taken(case)
    answer = post("decide", case, form(case, shown=Verdict.UPHELD))
    page = text_of(answer)
    assert answer.status_code == 400
    for sentence in (
        "Not decided yet.",
        "Its evidence was not opened: without that nothing is upheld.",
        "The case itself is not decided yet.",
        "Something is upheld: name the rule that it breaks.",
        "Something is upheld: say why, for the student to read.",
    ):
        assert page.count(sentence) == 1
    assert not Decision.objects.exists()


def test_a_case_is_decided_undone_and_decided_again() -> None:
    case = a_case()
    taken(case)
    verdicts = dict.fromkeys(("shown", "cut", "gap"), Verdict.DISMISSED)
    post("decide", case, form(case, verdict=Verdict.DISMISSED, **verdicts))
    assert fresh(case).state == CaseState.DECIDED
    assert "Undo the decision" in page_of(case)
    assert "Undo the decision" not in page_of(case, "rob")
    post("undo", case, {})
    assert fresh(case).state == CaseState.WAITING
    post("decide", case, form(case, verdict=Verdict.CANNOT_TELL, **verdicts))
    assert list(case.decisions.values_list("verdict", flat=True)) == ["dismissed", "cannot_tell"]


def test_a_minute_later_a_decision_is_not_undone() -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    answer = post("undo", case, {})
    assert answer.status_code == 409
    assert "The minute is over" in text_of(answer)


def test_a_decided_case_is_opened_again_from_its_page() -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    assert "Open it again" not in page_of(case)
    a_minute_passes(case)
    assert "Open it again" in page_of(case)
    assert post("reopen", case, {"note": ""}).status_code == 400
    post("reopen", case, {"note": "Look at 1:30."})
    assert fresh(case).state == CaseState.WAITING
    assert "Look at 1:30." in page_of(case)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "held", "note": ""}, "Say why in a few words; it is kept."),
        ({"kind": "handed_over", "note": "Please", "to": ""}, "Choose somebody who may decide this case."),
        (
            {"kind": "handed_over", "note": "Please", "to": "999999"},
            "Choose somebody who may decide this case.",
        ),
    ],
)
def test_a_case_that_cannot_be_let_go_says_why(fields: dict[str, str], sentence: str) -> None:
    case = a_case()
    taken(case)
    answer = post("pass-case", case, fields | {"token": str(fresh(case).token)})
    assert answer.status_code == 400
    assert sentence in text_of(answer)


@pytest.mark.parametrize("kind", ["held", "skipped", "conflict", "handed_over"])
def test_a_case_let_go_keeps_why(kind: str) -> None:
    case = a_case()
    token = str(taken(case).token)
    post("pass-case", case, {"kind": kind, "note": "Because.", "to": str(a_user("rob").pk), "token": token})
    assert (Passing.objects.get().kind, Passing.objects.get().note) == (kind, "Because.")
    assert "Because." in page_of(case, "rob")


def test_a_person_puts_a_decision_into_effect_when_the_time_to_reply_is_over() -> None:
    case = a_case()
    decided(case, Verdict.UPHELD)
    assert "Put the decision into effect" not in page_of(case)
    the_time_to_reply_passes(case)
    taken(case, "rob")
    assert "Put the decision into effect" in page_of(case, "rob")
    post("release", case, {"token": str(fresh(case).token)}, "rob")
    assert fresh(case).state == CaseState.RELEASED
