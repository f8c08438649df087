"""A report with its evidence as one signed file, to be checked by whoever gets it (`candor verify`)."""

import json

from django.utils import timezone

from integrity.inspections.models import StoredReport
from integrity.lib.signing import signing_key
from workers.brief import parse_brief
from workers.bundle import make_bundle
from workers.render.page import render_page


def bundle_of(stored: StoredReport) -> bytes:
    """The zip file's bytes. Raises KeyInvalid where the site's key is of no use."""
    evidence = {
        f"evidence/{path.name}": path.read_bytes() for path in sorted((stored.path / "evidence").glob("*"))
    }
    files = {
        "report.json": (json.dumps(stored.data, ensure_ascii=False, indent=1) + "\n").encode(),
        "report.html": _page(stored, evidence).encode(),
        "brief.toml": stored.run.brief_toml.encode(),
        **evidence,
    }
    return make_bundle(
        files,
        recording_sha256=stored.run.submission.recording_id,
        made_at=timezone.now().isoformat(timespec="seconds"),
        key=signing_key(),
    )


def _page(stored: StoredReport, evidence: dict[str, bytes]) -> str:
    """As the command line writes it: in the brief's language, complete in itself."""
    brief = parse_brief(stored.run.brief_toml)
    return render_page(
        stored.read(),
        brief=brief,
        tracks=stored.tracks(),
        images=evidence,
        language=brief.language,
        recording_name=stored.run.submission.file_name,
    )
