"""Requests of tus 1.0.0, as a client of any make sends them."""

import base64
import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from integrity.courses.models import Assignment
from integrity.lib.tus import PIECE_TYPE
from integrity.submissions.models import Upload

UPLOADS = "/uploads/"


def metadata(**said: str) -> str:
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in said.items())


def begin(client: Client, *, length: int | None, body: bytes = b"", **said: str) -> HttpResponse:
    """Creation; with a body, creation-with-upload."""
    headers = {"Tus-Resumable": "1.0.0", "Upload-Metadata": metadata(**said)}
    headers |= {"Upload-Defer-Length": "1"} if length is None else {"Upload-Length": str(length)}
    content_type = PIECE_TYPE if body else "application/x-nothing"
    return client.post(UPLOADS, data=body, content_type=content_type, headers=headers)


def begin_file(
    client: Client, assignment: Assignment, length: int | None, name: str = "work.mp4"
) -> HttpResponse:
    said = {"assignment": str(assignment.pk), "filename": name, "filetype": "video/mp4"}
    return begin(client, length=length, **said)


def a_begun_file(client: Client, assignment: Assignment, length: int | None) -> Upload:
    return upload_at(begin_file(client, assignment, length))


def upload_at(answer: HttpResponse) -> Upload:
    assert answer.status_code == 201, answer.content
    return Upload.objects.get(pk=UUID(answer.headers["Location"].split("/")[-2]))


def send(client: Client, upload: Upload, offset: int, piece: bytes, **headers: str) -> HttpResponse:
    said = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    # Said besides: for an empty body the test client leaves the type out.
    return client.patch(
        address_of(upload), data=piece, content_type=PIECE_TYPE, headers=said, CONTENT_TYPE=PIECE_TYPE
    )


def ask(client: Client, method: str, upload: Upload, **headers: Any) -> HttpResponse:
    said = {"Tus-Resumable": "1.0.0", **headers}
    answer: HttpResponse = getattr(client, method)(address_of(upload), headers=said)
    return answer


def address_of(upload: Upload) -> str:
    return reverse("portal:upload", args=[upload.pk])


def checksum(piece: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, piece).digest()).decode()}"
