"""A stored report, worded by the analysis's own templates, with the site's addresses in it."""

import re
from collections.abc import Container
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from integrity.inspections.domain.shown import drawing_for, report_for_student
from integrity.inspections.models import Run, StoredReport
from integrity.portal.viewing import Viewing, viewing_of
from workers.brief import parse_brief
from workers.render.context import ReportContext, report_context
from workers.render.page import render_part
from workers.report import Report

EVIDENCE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:jpg|jpeg|png|webp)")
PARTS = ("outcome", "timeline", "findings", "steps", "checks", "made")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report, its words, its parts as HTML by name, and what its player plays."""

    report: Report
    words: ReportContext
    parts: dict[str, SafeString]
    viewing: Viewing


def report_page(
    stored: StoredReport, *, for_student: bool = False, without: Container[str] = ()
) -> ReportPage:
    """For the student without other people's codes and faces, and else the same. `without`: parts that the page has
    no place for.
    """
    run = stored.run
    report = report_for_student(stored) if for_student else stored.read()
    words = report_context(
        report,
        brief=parse_brief(run.brief_toml),
        drawing=drawing_for(stored, report),
        image_urls=_image_urls(report, run),
        language=get_language() or "en",
        recording_name=run.submission.file_name,
        seekable=True,
    )
    # The renderer's own templates escape what they are given; it is tested there.
    parts = {name: mark_safe(render_part(name, words)) for name in PARTS if name not in without}  # noqa: S308 -- see above
    return ReportPage(report=report, words=words, parts=parts, viewing=viewing_of(run.submission))


def _image_urls(report: Report, run: Run) -> dict[str, str]:
    """Each names its run: pictures of an earlier report stay, where a case is about that one."""
    evidence = [one for step in report.steps for one in step.evidence]
    evidence += [one for found in report.findings for one in (*found.evidence, *found.counter_evidence)]
    # Asked for once: a report may have thousands of pictures, and their names stand in addresses as they are.
    place = reverse("portal:evidence", args=[run.submission_id, "x"]).removesuffix("x")
    urls = {}
    for image in {one.image for one in evidence if one.image}:
        folder, _, name = image.partition("/")
        if folder == "evidence" and EVIDENCE_NAME.fullmatch(name):
            urls[image] = f"{place}{name}?run={run.pk}"
    return urls
