"""Recordings and evidence pictures, for those who may see them, asked anew with every request."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from integrity.inspections.models import StoredReport
from integrity.lib.ranges import ByteRange, RangeUnsatisfiable, byte_range
from integrity.portal.report_page import EVIDENCE_NAME
from integrity.portal.requests import SignedIn
from integrity.submissions.queries import submissions_for

_CHUNK_BYTES = 256 * 1024
#: Players ask for "all from here", then read as they play. The server takes this much over at once,
#: so that no thread waits for a viewer; the player asks for the next part by itself.
_PART_BYTES = 8 * 1024 * 1024
_PICTURE_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def recording(request: SignedIn, submission_id: UUID) -> HttpResponseBase:
    shown = get_object_or_404(submissions_for(request.user), pk=submission_id)
    path, size_bytes = shown.recording.path, shown.recording.size_bytes
    if not path.is_file():
        raise Http404
    try:
        asked = byte_range(request.headers.get("Range", ""), size_bytes)
    except RangeUnsatisfiable:
        return _private(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size_bytes}"}))
    part = asked.at_most(_PART_BYTES) if asked else ByteRange(start=0, end=size_bytes)
    body = [] if request.method == "HEAD" else _read(path, part)
    response = StreamingHttpResponse(
        body, status=206 if asked else 200, content_type=shown.recording.media_type
    )
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(part.length)
    if asked:
        response.headers["Content-Range"] = part.content_range(size_bytes)
    return _private(response)


@require_safe
def evidence(request: SignedIn, submission_id: UUID, name: str) -> HttpResponseBase:
    shown = get_object_or_404(submissions_for(request.user), pk=submission_id)
    # Of the newest report there is: an inspection under way takes nothing from whoever reads the last one.
    stored = StoredReport.objects.filter(run__submission=shown).order_by("-run__created_at").first()
    if stored is None:
        raise Http404
    path = stored.path / "evidence" / name
    if not EVIDENCE_NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return _private(FileResponse(path.open("rb"), content_type=_PICTURE_TYPES[path.suffix]))


def _read(path: Path, part: ByteRange) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = part.length
        while left > 0 and (chunk := file.read(min(_CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Neither caches on the way nor the browser's own keep it; nothing in it can run."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = "inline"
    return response
