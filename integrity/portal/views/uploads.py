"""Uploads in pieces, as tus 1.0.0 says (docs/uploads.md): whoever began one may go on with it."""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date

from integrity.courses.models import Role
from integrity.courses.queries import assignments_as
from integrity.lib import tus
from integrity.lib.tus import HeaderInvalid, checksum_in, metadata_in, number_in
from integrity.portal.refusals import STATUS, sentence_of
from integrity.portal.requests import SignedIn
from integrity.portal.scripted import in_words, scripted
from integrity.submissions.domain.arriving import (
    begin_file,
    begin_stretch,
    cancel,
    is_expired,
    take_piece,
    uploads_of,
)
from integrity.submissions.models import Upload
from integrity.submissions.queries import takes_of
from integrity.submissions.refusals import UploadRefused
from integrity.submissions.uploads import max_upload_bytes

_CHUNK_BYTES = 256 * 1024


@scripted
def uploads(request: SignedIn) -> HttpResponse:
    match request.method:
        case "OPTIONS":
            return _said(HTTPStatus.NO_CONTENT, _abilities())
        case "POST":
            return _refusals_in_words(request, _begin)
        case _:
            return _wrong_method("OPTIONS, POST")


@scripted
def upload(request: SignedIn, upload_id: UUID) -> HttpResponse:
    asked = _ASKED.get(_method(request))
    if asked is None:
        return _wrong_method("OPTIONS, HEAD, PATCH, DELETE")
    found = uploads_of(request.user, upload_id)
    if found is None:
        raise Http404
    return _refusals_in_words(request, lambda request: asked(request, found))


def _method(request: HttpRequest) -> str:
    """Some networks let only GET and POST through. Only a POST may say so: its token was asked for."""
    method = request.method or ""
    return request.headers.get("X-HTTP-Method-Override", method) if method == "POST" else method


def _begin(request: SignedIn) -> HttpResponse:
    length = number_in(request.headers.get("Upload-Length"), "Upload-Length")
    if (length is None) == (request.headers.get("Upload-Defer-Length") is None):
        raise HeaderInvalid("Say either Upload-Length or Upload-Defer-Length: 1.")
    if request.headers.get("Upload-Defer-Length", "1") != "1":
        raise HeaderInvalid("Upload-Defer-Length can only be 1.")
    begun = _begun(request, metadata_in(request.headers.get("Upload-Metadata")), length)
    if request.content_type == tus.PIECE_TYPE and begun.offset == 0:
        begun = _with_piece(request, begun, offset=0)
    location = reverse("portal:upload", args=[begun.pk])
    return _said(HTTPStatus.CREATED, _state(begun) | {"Location": location})


def _begun(request: SignedIn, said: Mapping[str, str], length: int | None) -> Upload:
    if "take" in said:
        number = number_in(said.get("stretch"), "The metadata's stretch")
        if number is None:
            raise HeaderInvalid("The metadata lacks the number of the stretch.")
        take = get_object_or_404(takes_of(request.user), pk=_uuid(said["take"]))
        return begin_stretch(take, number, length=length)
    if "assignment" not in said:
        raise HeaderInvalid("The metadata names neither an assignment nor a take.")
    # Instructors send what they try out.
    open_to = assignments_as(request.user, Role.STUDENT, Role.INSTRUCTOR)
    given_to = get_object_or_404(open_to, pk=_uuid(said["assignment"]))
    return begin_file(given_to, request.user, length=length, file_name=said.get("filename", ""))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _tell(_request: SignedIn, found: Upload) -> HttpResponse:
    if found.gone_at is not None or is_expired(found):
        raise UploadRefused("gone")
    return _said(HTTPStatus.OK, _state(found))


def _go_on(request: SignedIn, found: Upload) -> HttpResponse:
    if request.content_type != tus.PIECE_TYPE:
        return in_words(f"The Content-Type must be {tus.PIECE_TYPE}.", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    offset = number_in(request.headers.get("Upload-Offset"), "Upload-Offset")
    if offset is None:
        raise HeaderInvalid("Upload-Offset is missing.")
    return _said(HTTPStatus.NO_CONTENT, _state(_with_piece(request, found, offset=offset)))


def _with_piece(request: SignedIn, found: Upload, *, offset: int) -> Upload:
    return take_piece(
        found,
        offset,
        _chunks(request),
        count=number_in(request.headers.get("Content-Length"), "Content-Length") or 0,
        length=number_in(request.headers.get("Upload-Length"), "Upload-Length"),
        checksum=checksum_in(request.headers.get("Upload-Checksum")),
    )


def _chunks(request: SignedIn) -> Iterator[bytes]:
    """What arrives before a connection breaks is a piece too."""
    try:
        while chunk := request.read(_CHUNK_BYTES):
            yield chunk
    except UnreadablePostError:
        return


def _cancel(_request: SignedIn, found: Upload) -> HttpResponse:
    cancel(found)
    return _said(HTTPStatus.NO_CONTENT)


def _options(_request: SignedIn, _found: Upload) -> HttpResponse:
    return _said(HTTPStatus.NO_CONTENT, _abilities())


_ASKED = {"OPTIONS": _options, "HEAD": _tell, "PATCH": _go_on, "DELETE": _cancel}


def _refusals_in_words(request: SignedIn, answer: Callable[[SignedIn], HttpResponse]) -> HttpResponse:
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != tus.VERSION:
        response = in_words(f"Tus-Resumable must be {tus.VERSION}.", HTTPStatus.PRECONDITION_FAILED)
        response.headers["Tus-Version"] = tus.VERSION
        return response
    try:
        return answer(request)
    except HeaderInvalid as error:
        response = in_words(str(error), HTTPStatus.BAD_REQUEST)
    except UploadRefused as refusal:
        response = in_words(sentence_of(refusal.code), STATUS[refusal.code])
    return _with_headers(response, {})


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Max-Size": str(max_upload_bytes()),
        "Tus-Checksum-Algorithm": ",".join(tus.CHECKSUMS),
    }


def _state(upload: Upload) -> dict[str, str]:
    length = {"Upload-Defer-Length": "1"} if upload.length is None else {"Upload-Length": str(upload.length)}
    expires = http_date(upload.expires_at.timestamp())
    return {"Upload-Offset": str(upload.offset), "Upload-Expires": expires, **length}


def _wrong_method(allowed: str) -> HttpResponse:
    return _said(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": allowed})


def _said(status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return _with_headers(HttpResponse(status=status), headers or {})


def _with_headers(response: HttpResponse, headers: Mapping[str, str]) -> HttpResponse:
    for name, value in {"Tus-Resumable": tus.VERSION, "Cache-Control": "no-store", **headers}.items():
        response.headers[name] = value
    return response
