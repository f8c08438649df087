"""A report with its evidence as one signed file, to be checked by whoever gets it (`candor verify`)."""

from collections.abc import Sequence

from django.utils import timezone

from integrity.inspections.domain.portable import hidden_codes, page_of, pictures_of, shown_report
from integrity.inspections.models import StoredReport
from integrity.lib.signing import signing_key
from workers.brief import parse_brief
from workers.bundle import make_bundle
from workers.redaction import without_codes
from workers.report import report_to_json


def bundle_of(stored: StoredReport, *, for_student: bool = False) -> bytes:
    """The zip file's bytes; for the student without other people's codes and faces.

    Raises KeyInvalid where the site's key is of no use.
    """
    codes = hidden_codes(stored, for_student=for_student)
    files = {
        "report.json": report_to_json(shown_report(stored, for_student=for_student)).encode(),
        "report.html": page_of(stored, for_student=for_student).encode(),
        "brief.toml": _brief(stored, codes, for_student=for_student).encode(),
        **pictures_of(stored, for_student=for_student),
    }
    return make_bundle(
        files,
        recording_sha256=stored.run.submission.recording_id,
        made_at=timezone.now().isoformat(timespec="seconds"),
        key=signing_key(),
    )


def _brief(stored: StoredReport, codes: Sequence[str], *, for_student: bool) -> str:
    """A brief may list codes of other people to look for."""
    if not for_student:
        return stored.run.brief_toml
    variant = parse_brief(stored.run.brief_toml).variant
    listed = variant.foreign_codes if variant else ()
    return without_codes(stored.run.brief_toml, (*codes, *listed))
