"""Reports of many findings: the first stand on a page, the others follow, and no page asks the database more."""

import re

import pytest
from django.urls import reverse

from integrity.reviews.domain.evidence import findings_of
from integrity.reviews.models import Decision, Verdict
from tests.factories.reports import a_finding
from tests.integrity.portal.case_pages import at, page_of, post, queries_of
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import (
    a_case,
    a_reviewed_course,
    decided,
    fresh,
    taken,
    the_time_to_reply_passes,
)

pytestmark = pytest.mark.django_db


def entries(page: str) -> list[str]:
    """Ids of findings."""
    return re.findall(r'<article class="finding[^>]*id="finding-(\w+)"', page)


def test_of_many_findings_the_first_stand_on_the_page_and_the_others_follow_in_order() -> None:
    case = a_case(*(a_finding(start_s=float(number)) for number in range(100)))
    taken(case)
    rosa = client_of("rosa")
    page, shown = page_of(case), []
    while True:
        shown += entries(page)
        follows = re.search(r'<li hx-get="([^"]+)" hx-trigger="load"', page)
        if not follows:
            break
        page = text_of(rosa.get(follows[1]))
    assert shown == list(findings_of(case))
    assert entries(text_of(rosa.get(at("case", case), {"all": "1"}))) == shown


def test_of_a_long_report_the_first_findings_stand_on_the_page_and_the_others_follow_in_order() -> None:
    lesser = [a_finding("continuity.gap", start_s=float(number)) for number in range(30)]
    case = a_case(*(a_finding(start_s=float(number)) for number in range(130)), *lesser)
    rosa, address = client_of("rosa"), reverse("portal:submission", args=[case.submission_id])
    page = text_of(rosa.get(address))
    first, shown = entries(page), entries(page)
    places = re.findall(r'<li data-more="([^"]+)"', page)
    while places:
        part = text_of(rosa.get(places.pop(0)))
        shown += entries(part)
        places = re.findall(r'<li data-more="([^"]+)"', part) + places
    whole = text_of(rosa.get(address, {"all": "1"}))
    assert len(first) == 40
    assert sorted(shown) == sorted(findings_of(case))
    assert entries(whole) == list(findings_of(case))
    assert "data-more" not in whole
    # A mark of each is on the page from the start.
    assert len(re.findall(r'id="mark-(?!step)', page)) == 160


def test_what_follows_of_a_long_report_has_no_code_of_somebody_else_for_its_student() -> None:
    foreign = a_finding("text.foreign_code", start_s=50.0, params={"code": "M3X-118"})
    case = a_case(*(a_finding(start_s=float(number)) for number in range(40)), foreign)
    address = reverse("portal:submission-findings", args=[case.submission_id, 20])
    assert "M3X-118" in text_of(client_of("rosa").get(address))
    assert "M3X-118" not in text_of(client_of("sam").get(address))


def test_what_is_missing_of_a_finding_further_down_is_on_the_page() -> None:
    case = a_case(*(a_finding(start_s=float(number)) for number in range(100)))
    taken(case)
    page = text_of(post("decide", case, {"token": str(fresh(case).token), "policy": ""}))
    assert page.count("Not decided yet.") == 100


def test_a_case_of_five_hundred_findings_is_decided_by_one_form() -> None:
    case = a_case(*(a_finding(start_s=float(number)) for number in range(500)))
    taken(case)
    fields = {"token": str(fresh(case).token), "verdict": Verdict.DISMISSED, "policy": "", "reason": ""}
    for key in findings_of(case):
        fields |= {f"note-{key}": "", f"verdict-{key}": Verdict.DISMISSED}
    assert post("decide", case, fields).status_code == 302
    assert Decision.objects.get().findings.count() == 500


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
