"""A report to take away: its page, complete in itself, and its PDF. For its student without what belongs to others."""

from collections.abc import Callable, Sequence

from django.utils import timezone

from integrity.inspections.domain.shown import (
    drawing_for,
    picture_for_student,
    report_for_student,
    texts_for,
    texts_for_student,
)
from integrity.inspections.models import StoredReport
from workers.brief import parse_brief
from workers.redaction import other_codes, redacted_tracks
from workers.render.context import report_context
from workers.render.page import render_page
from workers.render.words import Moment
from workers.report import Report


def page_of(stored: StoredReport, *, for_student: bool) -> str:
    """As the command line writes it: in the brief's language."""
    brief = parse_brief(stored.run.brief_toml)
    tracks, hidden = stored.tracks(), hidden_codes(stored, for_student=for_student)
    return render_page(
        shown_report(stored, for_student=for_student),
        brief=brief,
        tracks=redacted_tracks(tracks, hidden) if tracks else None,
        images=pictures_of(stored, for_student=for_student),
        language=brief.language,
        recording_name=stored.run.submission.file_name,
    )


def pdf_of(stored: StoredReport, *, for_student: bool, language: str, lead: Callable[[Moment], str]) -> bytes:
    """`lead`: the address to which a time leads."""
    from workers.render.paper.pdf import render_pdf  # noqa: PLC0415 -- takes long to import, and few ask for it

    report = shown_report(stored, for_student=for_student)
    pictures = pictures_of(stored, for_student=for_student)
    context = report_context(
        report,
        brief=parse_brief(stored.run.brief_toml),
        drawing=drawing_for(stored, report),
        texts=texts_for_student(stored) if for_student else texts_for(stored),
        picture_at=lambda name: name if name in pictures else "",
        language=language,
        recording_name=stored.run.submission.file_name,
        seekable=False,
    )
    return render_pdf(context, pictures=pictures, lead=lead, made_at=timezone.now())


def shown_report(stored: StoredReport, *, for_student: bool) -> Report:
    return report_for_student(stored) if for_student else stored.read()


def hidden_codes(stored: StoredReport, *, for_student: bool) -> Sequence[str]:
    """The codes of other people that are not shown."""
    return other_codes(stored.read().findings) if for_student else ()


def pictures_of(stored: StoredReport, *, for_student: bool) -> dict[str, bytes]:
    """By the names that evidence has."""
    names = sorted(path.name for path in (stored.path / "evidence").glob("*"))
    shown = {
        name: picture_for_student(stored, name) if for_student else stored.path / "evidence" / name
        for name in names
    }
    return {f"evidence/{name}": path.read_bytes() for name, path in shown.items() if path is not None}
