"""Recordings and evidence pictures, for those who may see them, asked anew with every request."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from integrity.inspections.domain.shown import picture_for_student
from integrity.inspections.models import StoredReport
from integrity.inspections.queries import copy_of, newest_report
from integrity.lib.ranges import ByteRange, RangeUnsatisfiable, byte_range
from integrity.portal.report_page import EVIDENCE_NAME
from integrity.portal.requests import SignedIn
from integrity.reviews.closed import is_report_closed
from integrity.submissions.models import Submission
from integrity.submissions.queries import inspected_for

_CHUNK_BYTES = 256 * 1024
#: Players ask for "all from here", then read as they play. The server takes this much over at once,
#: so that no thread waits for a viewer; the player asks for the next part by itself.
_PART_BYTES = 8 * 1024 * 1024
#: What there is of a copy, as its worker names it.
COPY_PIECES = {"copy.mp4": "video/mp4", "poster.jpg": "image/jpeg", "thumbnails.jpg": "image/jpeg"}
_PICTURE_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def recording(request: SignedIn, submission_id: UUID) -> HttpResponseBase:
    kept = get_object_or_404(inspected_for(request.user), pk=submission_id).recording
    return _played(request, kept.path, kept.media_type)


@require_safe
def viewing_copy(request: SignedIn, submission_id: UUID, piece: str) -> HttpResponseBase:
    """The copy, its poster or its thumbnails: as long as there is the recording, and for the same people."""
    shown = get_object_or_404(inspected_for(request.user), pk=submission_id)
    copy = copy_of(shown)
    if copy is None or piece not in COPY_PIECES or not shown.recording.path.is_file():
        raise Http404
    return _played(request, copy.path / piece, COPY_PIECES[piece])


def _played(request: SignedIn, path: Path, media_type: str) -> HttpResponseBase:
    """A file, or the part of it that is asked for. Raises Http404 where there is none."""
    if not path.is_file():
        raise Http404
    size_bytes = path.stat().st_size
    try:
        asked = byte_range(request.headers.get("Range", ""), size_bytes)
    except RangeUnsatisfiable:
        return _private(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size_bytes}"}))
    part = asked.at_most(_PART_BYTES) if asked else ByteRange(start=0, end=size_bytes)
    body = [] if request.method == "HEAD" else _read(path, part)
    response = StreamingHttpResponse(body, status=206 if asked else 200, content_type=media_type)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(part.length)
    if asked:
        response.headers["Content-Range"] = part.content_range(size_bytes)
    return _private(response)


@require_safe
def evidence(request: SignedIn, submission_id: UUID, name: str) -> HttpResponseBase:
    shown = get_object_or_404(inspected_for(request.user), pk=submission_id)
    stored = _report_of(request, shown)
    is_own = shown.is_work_of(request.user)
    path = picture_for_student(stored, name) if is_own else stored.path / "evidence" / name
    if path is None or not EVIDENCE_NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return _private(FileResponse(path.open("rb"), content_type=_PICTURE_TYPES[path.suffix]))


def _report_of(request: SignedIn, shown: Submission) -> StoredReport:
    """The one that the address names, else the newest. Raises Http404, also where it is closed to the person."""
    if is_report_closed(shown, request.user):
        raise Http404
    if "run" not in request.GET:
        return newest_report(shown)
    try:
        run_id = UUID(request.GET["run"])
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(StoredReport, run=run_id, run__submission=shown)


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
