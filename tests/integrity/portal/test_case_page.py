"""A case as reviewers see it: whose it is, its evidence, what was typed, and what others said."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from integrity.inspections.domain.requests import request_again
from integrity.people.models import User
from integrity.reviews.domain.drafts import draft_of
from integrity.reviews.domain.hearings import reply
from integrity.reviews.models import Case, EvidenceOpened, Verdict
from tests.integrity.portal.case_pages import at, form, page_of, post, queue
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
)
from tests.integrity.rows import a_reported_submission, a_user

pytestmark = pytest.mark.django_db


def test_a_case_in_other_hands_is_shown_with_whose_and_without_a_form() -> None:
    case = a_case()
    taken(case, "rosa")
    page = page_of(case, "rob")
    assert "In the hands of Rosa." in page
    assert 'type="radio"' not in page
    post("take-case", case, {}, "rob")
    assert fresh(case).holder == a_user("rosa")


def test_evidence_is_not_on_the_page_before_it_was_opened() -> None:
    case = a_case(SHOWN)
    taken(case)
    before = page_of(case)
    article = before[before.index('<article class="finding') : before.index("</article>")]
    assert "Ask ChatGPT anything" not in article
    assert re.search(r'value="upheld" data-key="u" disabled', article)
    post("open-evidence", case, form(case), "rosa", SHOWN.id)
    after = page_of(case)
    article = after[after.index('<article class="finding') : after.index("</article>")]
    assert "Ask ChatGPT anything" in article
    assert "disabled" not in article
    assert EvidenceOpened.objects.get().user == a_user("rosa")


def test_opening_evidence_keeps_what_was_typed() -> None:
    case = a_case()
    taken(case)
    fields = form(case, reason="Half a sen", cut=Verdict.DISMISSED)
    answer = client_of("rosa").post(
        at("open-evidence", case, SHOWN.id), fields, headers={"HX-Request": "true"}
    )
    assert f'id="finding-{SHOWN.id}"' in text_of(answer)
    assert "Ask ChatGPT anything" in text_of(answer)
    assert text_of(answer).count('type="radio"') == 3
    kept = draft_of(case, a_user("rosa"))
    assert (kept.reason, kept.findings[CUT.id].verdict) == ("Half a sen", Verdict.DISMISSED)


def test_evidence_of_a_finding_that_is_not_there_does_not_exist() -> None:
    case = a_case()
    assert post("open-evidence", case, form(case), "rosa", "f" * 16).status_code == 404


def test_a_draft_says_when_it_was_kept_and_renews_the_lease() -> None:
    case = a_case()
    taken(case)
    Case.objects.update(lease_until=timezone.now())
    answer = client_of("rosa").post(at("draft", case), form(case), headers={"HX-Request": "true"})
    assert re.fullmatch(r"\s*Kept at \d\d:\d\d:\d\d\.\s*", text_of(answer))
    lease_until = fresh(case).lease_until
    assert lease_until is not None
    assert lease_until > timezone.now() + timedelta(minutes=9)


def test_a_lease_lost_while_typing_is_said_and_the_text_is_kept() -> None:
    case = a_case()
    taken(case, "rosa")
    fields = form(case, reason="Nearly done")
    Case.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    taken(case, "rob")
    answer = client_of("rosa").post(at("draft", case), fields, headers={"HX-Request": "true"})
    assert "not in your hands any more" in text_of(answer)
    refused = post("decide", case, fields)
    assert refused.status_code == 409
    assert "not in your hands any more" in text_of(refused)
    assert draft_of(case, a_user("rosa")).reason == "Nearly done"
    assert "Nearly done" not in page_of(case, "rob")


def test_evidence_stays_while_the_recording_is_inspected_again() -> None:
    case = a_reported_submission().case
    address = reverse("portal:evidence", args=[case.submission_id, "text.jpg"])
    request_again(case.submission)
    answer = client_of("rosa").get(address)
    assert answer.status_code == 200
    answer.close()


def test_a_reply_stands_beside_the_evidence_it_is_about() -> None:
    case = a_case()
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    reply(case.submission, a_user("sam"), "My flatmate.", at_s=42.5, finding_id=CUT.id, is_all=True)
    page = page_of(case)
    article = page[page.index(f'id="finding-{CUT.id}"') :]
    article = article[: article.index("</article>")]
    assert "My flatmate." in article
    assert 'data-seek-s="42.5"' in article


def test_a_decision_whose_finding_vanished_is_shown_as_such() -> None:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.DISMISSED)
    store_report(request_again(case.submission), SHOWN)
    page = page_of(case)
    assert "Decided, but the newest report has it no more:" in page
    assert page.count("message of continuity.cut") == 1


def test_names_and_texts_are_shown_as_text() -> None:
    case = a_case()
    User.objects.filter(pk=case.student_id).update(first_name="<b>Sam</b>")
    token = str(taken(case).token)
    post("pass-case", case, {"kind": "held", "note": "<script>1</script>", "token": token})
    page = page_of(case)
    assert "<b>Sam</b>" not in page
    assert "<script>1" not in page


def test_a_case_s_page_has_no_style_or_script_inside() -> None:
    case = a_case()
    taken(case)
    for page in (page_of(case), queue()):
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", page)


def test_the_pages_of_reviews_speak_russian() -> None:
    case = a_case()
    taken(case)
    rosa = client_of("rosa")
    page = text_of(rosa.get(at("case", case), headers={"accept-language": "ru"}))
    assert "Подтверждено" in page
    assert "Открыть доказательства" in page
    assert 'data-seek-s="42.0"' in page
