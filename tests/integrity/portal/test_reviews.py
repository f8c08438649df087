"""The queue and a case as reviewers see them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from integrity.inspections.domain.requests import request_again
from integrity.inspections.models import Run
from integrity.people.models import User
from integrity.reviews.domain.drafts import draft_of
from integrity.reviews.domain.evidence import findings_of
from integrity.reviews.domain.hearings import reply
from integrity.reviews.domain.passing import hand_over, hold
from integrity.reviews.models import Case, CaseState, Decision, EvidenceOpened, Passing, Verdict
from integrity.reviews.shelves import Wanted, queue_for
from integrity.submissions.models import Submission
from tests.factories.reports import a_finding
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import (
    CUT,
    GAP,
    SHOWN,
    a_case,
    a_minute_passes,
    a_reviewed_course,
    decided,
    fresh,
    handed_in,
    store_report,
    taken,
    the_time_to_reply_passes,
)
from tests.integrity.rows import a_reported_submission, a_user
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def at(name: str, case: Case, *more: str) -> str:
    return reverse(f"portal:{name}", args=[case.pk, *more])


def page_of(case: Case, who: str = "rosa") -> str:
    return text_of(client_of(who).get(at("case", case)))


def queue(who: str = "rosa", **wanted: str) -> str:
    return text_of(client_of(who).get(reverse("portal:reviews"), wanted))


def form(
    case: Case, *, verdict: str = "", policy: str = "", reason: str = "", **findings: str
) -> dict[str, str]:
    """As the page sends it; findings as `shown`, `cut` and `gap`."""
    ids = {"shown": SHOWN.id, "cut": CUT.id, "gap": GAP.id}
    fields = {"token": str(fresh(case).token), "verdict": verdict, "policy": policy, "reason": reason}
    for name, finding_id in ids.items():
        fields[f"note-{finding_id}"] = ""
        fields |= {f"verdict-{finding_id}": findings[name]} if name in findings else {}
    return fields


def post(name: str, case: Case, fields: dict[str, str], who: str = "rosa", *more: str) -> HttpResponse:
    return client_of(who).post(at(name, case, *more), fields)


def test_a_queue_shows_no_outcome_and_not_what_was_drawn(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0
    course = a_reviewed_course()
    store_report(handed_in(course, "sam").runs.get(), SHOWN)
    store_report(handed_in(course, "kim").runs.get(), outcome=Outcome.CLEAR)
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", queue(), re.DOTALL)
    without = [re.sub(r"cases/[0-9a-f-]+|Sam|Kim|<time.*?</time>", "", row) for row in rows]
    assert len(rows) == 2
    assert without[0] == without[1]


def test_a_queue_is_narrowed_by_its_form() -> None:
    case = a_case()
    other = a_reviewed_course()
    link = at("case", case)
    assert link in queue(course=str(case.course_id), assignment=str(case.submission.assignment_id))
    assert link not in queue(course=str(other.pk))
    assert link not in queue(older="3")
    assert link not in queue(shelf="done")
    assert "There is nothing here." in queue(shelf="done")


@pytest.mark.parametrize(
    "wanted", [{"shelf": "x"}, {"course": "x"}, {"older": "-1"}, {"page": "x"}, {"page": "²"}]
)
def test_what_a_queue_does_not_understand_is_not_asked_for(wanted: dict[str, str]) -> None:
    assert at("case", a_case()) in queue(**wanted)


def test_shelves_say_whose_a_case_is() -> None:
    course = a_reviewed_course()
    kept, held = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    hand_over(taken(kept, "rosa"), a_user("rob"), "Yours.")
    assert "kept for Rob" in queue(shelf="handed_over")
    hold(taken(held, "rosa"), "Later.")
    assert at("case", held) in queue(shelf="on_hold")
    taken(held, "rosa")
    assert "Rosa" in queue("rob", shelf="taken")


def test_the_next_case_is_the_oldest_that_waits_and_then_in_hand() -> None:
    course = a_reviewed_course()
    first, second = (a_case(course=course, student=student) for student in ("sam", "kim"))
    rosa = client_of("rosa")
    for case in (first, second):
        assert rosa.post(reverse("portal:next-case")).headers["Location"] == at("case", case)
        assert fresh(case).holder == a_user("rosa")
    assert rosa.post(reverse("portal:next-case")).headers["Location"] == reverse("portal:reviews")


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


def test_evidence_stays_while_the_recording_is_inspected_again() -> None:
    case = a_reported_submission().case
    address = reverse("portal:evidence", args=[case.submission_id, "text.jpg"])
    request_again(case.submission)
    answer = client_of("rosa").get(address)
    assert answer.status_code == 200
    answer.close()


def test_a_case_of_five_hundred_findings_is_decided_by_one_form() -> None:
    case = a_case(*(a_finding(start_s=float(number)) for number in range(500)))
    taken(case)
    fields = {"token": str(fresh(case).token), "verdict": Verdict.DISMISSED, "policy": "", "reason": ""}
    for key in findings_of(case):
        fields |= {f"note-{key}": "", f"verdict-{key}": Verdict.DISMISSED}
    assert post("decide", case, fields).status_code == 302
    assert Decision.objects.get().findings.count() == 500


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


def test_a_person_puts_a_decision_into_effect_when_the_time_to_reply_is_over() -> None:
    case = a_case()
    decided(case, Verdict.UPHELD)
    assert "Put the decision into effect" not in page_of(case)
    the_time_to_reply_passes(case)
    taken(case, "rob")
    assert "Put the decision into effect" in page_of(case, "rob")
    post("release", case, {"token": str(fresh(case).token)}, "rob")
    assert fresh(case).state == CaseState.RELEASED


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


def test_a_queue_costs_as_many_queries_with_a_thousand_rows_as_with_ten() -> None:
    case = a_case()
    rosa = client_of("rosa")
    counts = []
    for rows in (10, 1000):
        more_cases(case, rows - Case.objects.count())
        counts.append(queries_of(rosa, reverse("portal:reviews")))
    assert counts[0] == counts[1] <= 15


def test_a_case_costs_as_many_queries_with_thirty_findings_as_with_one() -> None:
    course = a_reviewed_course()
    many = [a_finding(start_s=float(number)) for number in range(30)]
    counts = []
    for student, findings in (("sam", many[:1]), ("kim", many)):
        case = a_case(*findings, course=course, student=student)
        decided(case, Verdict.UPHELD)
        the_time_to_reply_passes(case)
        taken(case)
        counts.append(queries_of(client_of("rosa"), at("case", case)))
    assert counts[0] == counts[1] <= 15


def test_of_many_findings_the_first_stand_on_the_page_and_the_others_follow_in_order() -> None:
    case = a_case(*(a_finding(start_s=float(number)) for number in range(100)))
    taken(case)
    rosa = client_of("rosa")
    page, shown = page_of(case), []
    while True:
        shown += re.findall(r'<article class="finding[^>]*id="finding-(\w+)"', page)
        follows = re.search(r'<li hx-get="([^"]+)" hx-trigger="load"', page)
        if not follows:
            break
        page = text_of(rosa.get(follows[1]))
    assert shown == list(findings_of(case))
    whole = text_of(rosa.get(at("case", case), {"all": "1"}))
    assert re.findall(r'<article class="finding[^>]*id="finding-(\w+)"', whole) == shown


def test_what_is_missing_of_a_finding_further_down_is_on_the_page() -> None:
    case = a_case(*(a_finding(start_s=float(number)) for number in range(100)))
    taken(case)
    page = text_of(post("decide", case, {"token": str(fresh(case).token), "policy": ""}))
    assert page.count("Not decided yet.") == 100


def test_a_case_costs_as_many_queries_with_five_hundred_findings_as_with_ten() -> None:
    course = a_reviewed_course()
    counts = []
    for student, number in (("sam", 10), ("kim", 500)):
        case = a_case(*(a_finding(start_s=float(at)) for at in range(number)), course=course, student=student)
        taken(case)
        counts.append(queries_of(client_of("rosa"), at("case", case)))
    assert counts[0] == counts[1] <= 15


def test_a_report_costs_as_many_queries_with_five_hundred_findings_as_with_ten() -> None:
    course = a_reviewed_course()
    counts = []
    for student, number in (("sam", 10), ("kim", 500)):
        case = a_case(*(a_finding(start_s=float(at)) for at in range(number)), course=course, student=student)
        address = reverse("portal:submission", args=[case.submission_id])
        counts.append(queries_of(client_of("rosa"), address))
    assert counts[0] == counts[1] <= 15


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_a_queue_is_read_along_its_index_and_never_sorted() -> None:
    a_case()
    plan = queue_for(a_user("rosa"), Wanted()).explain()
    assert "USING INDEX cases_that_ask" in plan
    assert "TEMP B-TREE" not in plan


def more_cases(case: Case, number: int) -> None:
    """Rows alone."""
    known = User.objects.count()
    people = User.objects.bulk_create(User(username=f"s{known + one}") for one in range(number))
    given = case.submission
    submissions = Submission.objects.bulk_create(
        Submission(assignment=given.assignment, student=user, recording=given.recording) for user in people
    )
    runs = Run.objects.bulk_create(Run(submission=one, brief_toml="") for one in submissions)
    Case.objects.bulk_create(
        Case(
            submission=run.submission,
            run=run,
            course=case.course,
            student=run.submission.student,
            handed_in_at=timezone.now(),
        )
        for run in runs
    )


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
