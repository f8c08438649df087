"""A report to take away: its page, complete in itself, and its PDF. For its student without what belongs to others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from integrity.inspections.domain.shown import (
    drawing_for,
    picture_for_student,
    report_for_staff,
    report_for_student,
    texts_for,
    texts_for_student,
)
from integrity.inspections.models import StoredReport
from workers.brief import parse_brief
from workers.others import Others, others_in
from workers.redaction import redacted_tracks
from workers.render.context import report_context
from workers.render.page import render_page
from workers.render.words import Moment
from workers.report import Report
from workers.untold import tracks_as_told, untold_in


@dataclass(frozen=True, kw_only=True)
class Portable:
    """A report as one reader takes it away: read once, whatever is made of it."""

    stored: StoredReport
    for_student: bool

    @cached_property
    def report(self) -> Report:
        return report_for_student(self.stored) if self.for_student else report_for_staff(self.stored)

    @cached_property
    def hidden(self) -> Others:
        """What of other people is not shown."""
        return others_in(self.stored.read(), self.stored.path) if self.for_student else Others()

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """By the names that evidence has."""
        folder = self.stored.path / "evidence"
        names = sorted(path.name for path in folder.glob("*"))
        shown = {
            name: picture_for_student(self.stored, name) if self.for_student else folder / name
            for name in names
        }
        return {f"evidence/{name}": path.read_bytes() for name, path in shown.items() if path is not None}

    def page(self) -> str:
        """As the command line writes it: in the brief's language."""
        brief, tracks = parse_brief(self.stored.run.brief_toml), self.stored.tracks()
        return render_page(
            self.report,
            brief=brief,
            tracks=tracks_as_told(redacted_tracks(tracks, self.hidden), self.report) if tracks else None,
            images=self.pictures,
            language=brief.language,
            recording_name=self.stored.run.submission.file_name,
            untold=untold_in(self.report),
        )

    def pdf(self, *, language: str, lead: Callable[[Moment], str]) -> bytes:
        """`lead`: the address to which a time leads."""
        from workers.render.paper.pdf import (  # noqa: PLC0415 -- takes long to import, and few ask for it
            render_pdf,
        )

        context = report_context(
            self.report,
            brief=parse_brief(self.stored.run.brief_toml),
            drawing=drawing_for(self.stored, self.report),
            texts=texts_for_student(self.stored) if self.for_student else texts_for(self.stored),
            picture_at=lambda name: name if name in self.pictures else "",
            language=language,
            recording_name=self.stored.run.submission.file_name,
            seekable=False,
            untold=untold_in(self.report),
        )
        return render_pdf(context, pictures=self.pictures, lead=lead, made_at=timezone.now())
