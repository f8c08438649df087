"""A report with its evidence as one signed file, to be checked by whoever gets it (`candor verify`)."""

from dataclasses import replace

from django.utils import timezone

from integrity.courses.domain.removals import rewritten_without
from integrity.inspections.domain.portable import Portable
from integrity.inspections.models import StoredReport
from integrity.lib.signing import signing_key
from workers.brief import parse_brief
from workers.bundle import make_bundle
from workers.redaction import without
from workers.report import report_to_json
from workers.untold import untold_in


def bundle_of(stored: StoredReport, *, for_student: bool = False) -> bytes:
    """The zip file's bytes; for the student without other people's codes, names and faces.

    Raises KeyInvalid where the site's key is of no use.
    """
    taken = Portable(stored=stored, for_student=for_student)
    files = {
        "report.json": report_to_json(taken.report).encode(),
        "report.html": taken.page().encode(),
        "brief.toml": _brief(taken).encode(),
        **taken.pictures,
    }
    return make_bundle(
        files,
        recording_sha256=stored.run.submission.recording_id,
        made_at=timezone.now().isoformat(timespec="seconds"),
        key=signing_key(),
    )


def _brief(taken: Portable) -> str:
    """A brief may list codes of other people to look for, and says whether faces are to be looked at."""
    brief_toml = taken.stored.run.brief_toml
    if untold := untold_in(taken.report):
        brief_toml = rewritten_without(brief_toml, untold)
    if not taken.for_student:
        return brief_toml
    variant = parse_brief(brief_toml).variant
    listed = variant.foreign_codes if variant else ()
    return without(brief_toml, replace(taken.hidden, codes=(*taken.hidden.codes, *listed)))
