"""Planting from the page of quality, and what reviewers see of a planted case."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from integrity.reviews.models import Case, KnownCase, PlantedCase, Verdict
from tests.integrity.portal.case_pages import at, page_of, queue
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import (
    a_case_settled_as_known,
    a_minute_passes,
    a_planted_case,
    all_as,
    an_escalation,
    taken,
    typed_and_opened,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> KnownCase:
    return a_case_settled_as_known()


def planted_by(who: str, known: KnownCase, typed: dict[str, str] | None = None) -> HttpResponse:
    fields = {
        "known": str(known.pk),
        "assignment": str(known.case.submission.assignment_id),
        "name": "Ada <Smith>",
        "agreed": "Sam, in writing.",
    }
    address = reverse("portal:plant-double", args=[known.case.course_id])
    return client_of(who).post(address, fields | (typed or {}))


def quality(case: Case) -> str:
    return text_of(client_of("ines").get(reverse("portal:review-quality", args=[case.course_id])))


def test_a_case_settled_as_known_is_planted_and_taken_out_on_the_page_of_quality(known: KnownCase) -> None:
    assert "Plant a case" in quality(known.case)
    assert planted_by("ines", known).status_code == 302
    planted = PlantedCase.objects.get()
    assert "Ada &lt;Smith&gt;" in quality(known.case)
    assert "Ada &lt;Smith&gt;" in queue("rob")
    assert "Ada" not in queue("ines")
    client_of("ines").post(reverse("portal:withdraw-planted", args=[planted.pk]))
    assert "Ada" not in queue("rob")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"known": "0"}, "Choose a case that reviewers practise with"),
        ({"assignment": "x"}, "Choose a case that reviewers practise with"),
        ({"name": " "}, "Give it a name that nobody in the course has"),
        ({"agreed": ""}, "Say who agreed that the recording is used so"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    known: KnownCase, typed: dict[str, str], sentence: str
) -> None:
    answer = planted_by("ines", known, typed)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert ("Ada &lt;Smith&gt;" in text_of(answer)) == ("name" not in typed)
    assert not PlantedCase.objects.exists()


def test_one_that_somebody_has_stays(known: KnownCase) -> None:
    planted = a_planted_case(known)
    taken(planted.case, "rob")
    answer = client_of("ines").post(reverse("portal:withdraw-planted", args=[planted.pk]))
    assert answer.status_code == 409
    assert "Somebody has this case, or decided it: it stays." in text_of(answer)


def test_before_it_is_decided_for_good_a_planted_case_looks_like_any_other(known: KnownCase) -> None:
    case = a_planted_case(known).case
    typed_and_opened(case, all_as(case, Verdict.DISMISSED), "rob")
    token = str(taken(case, "rob").token)
    assert "planted" not in page_of(case, "rob")
    typed = all_as(case, Verdict.DISMISSED)
    fields = {"token": token, "verdict": Verdict.DISMISSED, "policy": "", "reason": "", "missed": ""}
    for key, judged in typed.findings.items():
        fields |= {f"note-{key}": "", f"verdict-{key}": judged.verdict}
    client_of("rob").post(at("decide", case), fields)
    assert "planted" not in page_of(case, "rob")
    a_minute_passes(case)
    after = page_of(case, "rob")
    assert "This case was planted: nothing follows from it for anybody." in after
    assert "2 of 2: 100.0 %" in after
    assert "Open it again" not in after
    assert "2 of 2: 100.0 %" in quality(case)


def test_whoever_is_told_of_an_emergency_is_told_that_the_case_is_planted(known: KnownCase) -> None:
    case = a_planted_case(known).case
    an_escalation(case, to="ines")
    listed = text_of(client_of("ines").get(reverse("portal:escalations")))
    assert "This is about a planted case: an old recording under a made-up name." in listed


def test_reviewers_are_told_that_some_cases_are_planted(known: KnownCase) -> None:
    page = text_of(client_of("rob").get(reverse("portal:practice", args=[known.case.course_id])))
    assert "Some cases of the queue may be planted" in page
