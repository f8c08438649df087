"""A stored report, worded by the analysis's own templates, with the site's addresses in it."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from integrity.inspections.domain.shown import drawing_for, report_for_student
from integrity.inspections.models import StoredReport
from integrity.portal.viewing import Viewing, viewing_of
from integrity.submissions.models import Submission
from workers.brief import parse_brief
from workers.render.context import ReportContext, report_context
from workers.render.page import render_part
from workers.report import Report

EVIDENCE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:jpg|jpeg|png|webp)")
_PARTS = ("outcome", "timeline", "findings", "steps", "checks", "made")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The words of a report, its parts as HTML by name, and what its player plays."""

    words: ReportContext
    parts: dict[str, SafeString]
    viewing: Viewing


def report_page(stored: StoredReport, *, for_student: bool = False) -> ReportPage:
    """For the student without other people's codes and faces, and else the same."""
    run = stored.run
    report = report_for_student(stored) if for_student else stored.read()
    words = report_context(
        report,
        brief=parse_brief(run.brief_toml),
        drawing=drawing_for(stored, report),
        image_urls=_image_urls(report, run.submission),
        language=get_language() or "en",
        recording_name=run.submission.file_name,
        seekable=True,
    )
    # The renderer's own templates escape what they are given; it is tested there.
    parts = {name: mark_safe(render_part(name, words)) for name in _PARTS}  # noqa: S308 -- see above
    return ReportPage(words=words, parts=parts, viewing=viewing_of(run.submission))


def _image_urls(report: Report, submission: Submission) -> dict[str, str]:
    evidence = [one for step in report.steps for one in step.evidence]
    evidence += [one for found in report.findings for one in (*found.evidence, *found.counter_evidence)]
    urls = {}
    for image in {one.image for one in evidence if one.image}:
        folder, _, name = image.partition("/")
        if folder == "evidence" and EVIDENCE_NAME.fullmatch(name):
            urls[image] = reverse("portal:evidence", args=[submission.pk, name])
    return urls
