"""A stored report, worded by the analysis's own templates, with the site's addresses in it."""

import re
from collections.abc import Container
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from integrity.inspections.domain.shown import drawing_for, report_for_staff, report_for_student
from integrity.inspections.models import Run, StoredReport
from integrity.portal.viewing import Viewing, viewing_of
from integrity.submissions.models import Submission
from workers.brief import parse_brief
from workers.render.context import Paging, ReportContext, report_context
from workers.render.drawing import Drawing
from workers.render.findings import PictureAt
from workers.render.page import render_more_findings, render_part
from workers.report import Report
from workers.untold import untold_in

EVIDENCE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:jpg|jpeg|png|webp)")
#: So many of a list stand on the page as it is loaded; then the others are asked for, so many at a time.
_FIRST_FINDINGS = 20
_NEXT_FINDINGS = 80
PARTS = ("outcome", "timeline", "findings", "steps", "checks", "made")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report, its words, its parts as HTML by name, and what its player plays."""

    report: Report
    words: ReportContext
    parts: dict[str, SafeString]
    viewing: Viewing


def report_page(
    stored: StoredReport,
    *,
    for_student: bool = False,
    without: Container[str] = (),
    paging: Paging | None = None,
) -> ReportPage:
    """Without whether faces were looked at, where nothing came of it; for the student also without other people's
    codes, names and faces. `without`: parts that the page has no place for.
    """
    report = _report_for(stored, for_student=for_student)
    drawing = None if "timeline" in without else drawing_for(stored, report)
    words = _worded(stored, report, drawing=drawing, paging=paging)
    # The renderer's own templates escape what they are given; it is tested there.
    parts = {name: mark_safe(render_part(name, words)) for name in PARTS if name not in without}  # noqa: S308 -- see above
    return ReportPage(report=report, words=words, parts=parts, viewing=viewing_of(stored.run.submission))


def more_findings(stored: StoredReport, start: int, *, for_student: bool) -> SafeString:
    """Those of a long report that did not stand on its page at first: some from number `start` on."""
    report = _report_for(stored, for_student=for_student)
    words = _worded(stored, report, drawing=None, paging=paging_of(stored.run.submission))
    return mark_safe(render_more_findings(words, start, _NEXT_FINDINGS))  # noqa: S308 -- as in report_page


def paging_of(submission: Submission) -> Paging:
    place = reverse("portal:submission-findings", args=[submission.pk, 0])
    page = reverse("portal:submission", args=[submission.pk])
    return Paging(first=_FIRST_FINDINGS, more_url=place.removesuffix("0/"), whole_url=f"{page}?all=1")


def is_gentle(report: Report) -> bool:
    """Whether its pictures are blurred, grey and muted at first, for whoever did not record it."""
    return report.brief.profile == "moderation"


def _report_for(stored: StoredReport, *, for_student: bool) -> Report:
    return report_for_student(stored) if for_student else report_for_staff(stored)


def _worded(
    stored: StoredReport, report: Report, *, drawing: Drawing | None, paging: Paging | None
) -> ReportContext:
    return report_context(
        report,
        brief=parse_brief(stored.run.brief_toml),
        drawing=drawing,
        picture_at=_pictures_of(stored.run),
        language=get_language() or "en",
        recording_name=stored.run.submission.file_name,
        seekable=True,
        paging=paging,
        untold=untold_in(report),
    )


def _pictures_of(run: Run) -> PictureAt:
    """Each address names its run: pictures of an earlier report stay, where a case is about that one."""
    # Asked for once: a report may have thousands of pictures, and their names stand in addresses as they are.
    place = reverse("portal:evidence", args=[run.submission_id, "x"]).removesuffix("x")

    def address(image: str) -> str:
        folder, _, name = image.partition("/")
        is_known = folder == "evidence" and EVIDENCE_NAME.fullmatch(name)
        return f"{place}{name}?run={run.pk}" if is_known else ""

    return address
