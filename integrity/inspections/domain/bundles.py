"""A report with its evidence as one signed file, to be checked by whoever gets it (`candor verify`)."""

from collections.abc import Sequence

from django.utils import timezone

from integrity.inspections.domain.shown import picture_for_student, report_for_student
from integrity.inspections.models import StoredReport
from integrity.lib.signing import signing_key
from workers.brief import parse_brief
from workers.bundle import make_bundle
from workers.redaction import other_codes, redacted_tracks, without_codes
from workers.render.page import render_page
from workers.report import Report, report_to_json


def bundle_of(stored: StoredReport, *, for_student: bool = False) -> bytes:
    """The zip file's bytes; for the student without other people's codes and faces.

    Raises KeyInvalid where the site's key is of no use.
    """
    report = report_for_student(stored) if for_student else stored.read()
    codes = other_codes(stored.read().findings) if for_student else ()
    evidence = _evidence(stored, for_student=for_student)
    files = {
        "report.json": report_to_json(report).encode(),
        "report.html": _page(stored, report, evidence, codes).encode(),
        "brief.toml": _brief(stored, codes, for_student=for_student).encode(),
        **evidence,
    }
    return make_bundle(
        files,
        recording_sha256=stored.run.submission.recording_id,
        made_at=timezone.now().isoformat(timespec="seconds"),
        key=signing_key(),
    )


def _evidence(stored: StoredReport, *, for_student: bool) -> dict[str, bytes]:
    names = sorted(path.name for path in (stored.path / "evidence").glob("*"))
    shown = {
        name: picture_for_student(stored, name) if for_student else stored.path / "evidence" / name
        for name in names
    }
    return {f"evidence/{name}": path.read_bytes() for name, path in shown.items() if path is not None}


def _brief(stored: StoredReport, codes: Sequence[str], *, for_student: bool) -> str:
    """A brief may list codes of other people to look for."""
    if not for_student:
        return stored.run.brief_toml
    variant = parse_brief(stored.run.brief_toml).variant
    listed = variant.foreign_codes if variant else ()
    return without_codes(stored.run.brief_toml, (*codes, *listed))


def _page(stored: StoredReport, report: Report, evidence: dict[str, bytes], codes: Sequence[str]) -> str:
    """As the command line writes it: in the brief's language, complete in itself."""
    brief = parse_brief(stored.run.brief_toml)
    tracks = stored.tracks()
    return render_page(
        report,
        brief=brief,
        tracks=redacted_tracks(tracks, codes) if tracks else None,
        images=evidence,
        language=brief.language,
        recording_name=stored.run.submission.file_name,
    )
