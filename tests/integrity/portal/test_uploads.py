"""The protocol of uploads in pieces: every extension, every refusal."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from integrity.courses.models import Assignment, Role
from integrity.submissions.domain import arriving, pieces
from integrity.submissions.models import Submission, Upload
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.portal.tus_requests import (
    UPLOADS,
    a_begun_file,
    address_of,
    ask,
    begin,
    begin_file,
    checksum,
    send,
    upload_at,
)
from tests.integrity.rows import MP4_BYTES, a_course, a_user, an_assignment

pytestmark = pytest.mark.django_db

GB = 10**9


@pytest.fixture
def assignment() -> Assignment:
    people = {"sam": Role.STUDENT, "kim": Role.STUDENT, "ines": Role.INSTRUCTOR}
    return an_assignment(course=a_course(**people))


@pytest.fixture
def sam(assignment: Assignment) -> Client:
    return client_of("sam")


def offset_of(answer: HttpResponse) -> int:
    return int(answer.headers["Upload-Offset"])


def test_options_say_what_can_be_done(sam: Client, settings: Settings) -> None:
    answer = sam.options(UPLOADS)
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(settings.CANDOR_MAX_UPLOAD_BYTES)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "creation-defer-length",
        "creation-with-upload",
        "checksum",
        "expiration",
        "termination",
    }


def test_pieces_make_the_file(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    first = send(sam, upload, 0, MP4_BYTES[:1000])
    assert (first.status_code, offset_of(first)) == (204, 1000)
    told = ask(sam, "head", upload)
    assert (told.status_code, offset_of(told), told.headers["Upload-Length"]) == (200, 1000, "4120")
    assert told.headers["Cache-Control"] == "no-store"
    assert offset_of(send(sam, upload, 1000, MP4_BYTES[1000:])) == len(MP4_BYTES)
    assert upload.path.read_bytes() == MP4_BYTES
    assert upload.path.stat().st_mode & 0o077 == 0


def test_two_files_whose_pieces_come_in_turn_are_both_whole_and_both_handed_in(
    sam: Client, assignment: Assignment
) -> None:
    files = [MP4_BYTES, MP4_BYTES + b"more"]
    uploads = [a_begun_file(sam, assignment, len(content)) for content in files]
    for start, end in ((0, 1000), (1000, None)):
        for upload, content in zip(uploads, files, strict=True):
            assert send(sam, upload, start, content[start:end]).status_code == 204
    for upload in uploads:
        answer = sam.post(reverse("portal:hand-in", args=[assignment.pk]), {"upload": str(upload.pk)})
        assert answer.status_code == 302
    kept = Submission.objects.filter(assignment=assignment).order_by("created_at")
    assert [one.recording.path.read_bytes() for one in kept] == files


def test_the_length_may_be_said_with_the_last_piece(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, None)
    assert ask(sam, "head", upload).headers["Upload-Defer-Length"] == "1"
    send(sam, upload, 0, MP4_BYTES)
    last = send(sam, upload, len(MP4_BYTES), b"", Upload_Length=str(len(MP4_BYTES)))
    assert last.status_code == 204
    assert last.headers["Upload-Length"] == str(len(MP4_BYTES))
    upload.refresh_from_db()
    assert upload.is_complete


def test_a_length_that_was_said_does_not_change(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, 5000)
    assert send(sam, upload, 0, MP4_BYTES, Upload_Length="6000").status_code == 400
    assert offset_of(ask(sam, "head", upload)) == 0


def test_a_piece_may_come_with_the_beginning(sam: Client, assignment: Assignment) -> None:
    said = {"assignment": str(assignment.pk), "filename": "work.mp4"}
    answer = begin(sam, length=len(MP4_BYTES), body=MP4_BYTES, **said)
    assert (answer.status_code, offset_of(answer)) == (201, len(MP4_BYTES))
    assert upload_at(answer).path.read_bytes() == MP4_BYTES


def test_a_piece_for_another_place_changes_nothing(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    send(sam, upload, 0, MP4_BYTES[:100])
    for offset in (0, 99, 101):
        assert send(sam, upload, offset, b"x" * 10).status_code == 409
    assert upload.path.read_bytes() == MP4_BYTES[:100]


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_its_checksum_is_kept_and_a_damaged_one_is_not(
    algorithm: str, sam: Client, assignment: Assignment
) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    damaged = send(sam, upload, 0, b"X" + MP4_BYTES[1:], Upload_Checksum=checksum(MP4_BYTES, algorithm))
    assert damaged.status_code == 460
    assert "damaged on its way" in text_of(damaged)
    assert upload.path.stat().st_size == offset_of(ask(sam, "head", upload)) == 0
    kept = send(sam, upload, 0, MP4_BYTES, Upload_Checksum=checksum(MP4_BYTES, algorithm))
    assert offset_of(kept) == len(MP4_BYTES)


@pytest.mark.parametrize("said", ["md5 AAAA", "sha1 !!!", "sha1 AAAA", "sha256"])
def test_a_checksum_that_cannot_be_read_is_refused(said: str, sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    assert send(sam, upload, 0, MP4_BYTES, Upload_Checksum=said).status_code == 400


def test_twenty_gigabytes_are_refused_before_anything_is_sent(
    sam: Client, assignment: Assignment, home: Path
) -> None:
    answer = begin_file(sam, assignment, 20 * GB)
    assert answer.status_code == 413
    assert text_of(answer) == "This file is larger than the 1.0\xa0GB allowed."
    assert not Upload.objects.exists()
    assert list((home / "uploads").rglob("*")) == []


def test_an_empty_file_is_refused_at_once(sam: Client, assignment: Assignment) -> None:
    answer = begin_file(sam, assignment, 0)
    assert answer.status_code == 400
    assert text_of(answer).startswith("This file is empty.")


def test_what_is_no_video_is_refused_after_its_first_piece(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, 900_000)
    answer = send(sam, upload, 0, b"just words " * 1000)
    assert answer.status_code == 415
    assert text_of(answer).startswith("This file is not a video that can be read here")
    assert not upload.path.exists()
    assert ask(sam, "head", upload).status_code == 410


def test_a_file_whose_length_is_not_said_stops_at_the_limit(
    sam: Client, assignment: Assignment, settings: Settings
) -> None:
    settings.CANDOR_MAX_UPLOAD_BYTES = 5000
    upload = a_begun_file(sam, assignment, None)
    send(sam, upload, 0, MP4_BYTES)
    assert send(sam, upload, len(MP4_BYTES), bytes(2000)).status_code == 413
    assert upload.path.stat().st_size == len(MP4_BYTES)


def test_more_than_was_said_is_refused(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, 4200)
    send(sam, upload, 0, MP4_BYTES)
    assert send(sam, upload, len(MP4_BYTES), bytes(200)).status_code == 413
    assert offset_of(ask(sam, "head", upload)) == len(MP4_BYTES)


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    sam: Client, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    send(sam, upload, 0, MP4_BYTES[:2000])

    def half_then_full(file: int, chunk: bytes, offset: int) -> int:
        if offset > 2000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return pwrite(file, chunk[:100], offset)

    pwrite = os.pwrite
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", half_then_full)
        answer = send(sam, upload, 2000, MP4_BYTES[2000:])
    assert answer.status_code == 507
    assert "What arrived is kept" in text_of(answer)
    assert upload.path.read_bytes() == MP4_BYTES[:2000]
    assert send(sam, upload, 2000, MP4_BYTES[2000:]).status_code == 204
    assert upload.path.read_bytes() == MP4_BYTES


def test_a_disk_without_room_for_the_whole_is_said_at_the_beginning(
    sam: Client, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "SPARE_BYTES", 10**18)
    assert begin_file(sam, assignment, 5000).status_code == 507
    assert not Upload.objects.exists()


def test_one_piece_at_a_time(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    with pieces.held(upload.path):
        assert send(sam, upload, 0, MP4_BYTES).status_code == 423
        assert ask(sam, "delete", upload).status_code == 423
    assert send(sam, upload, 0, MP4_BYTES).status_code == 204


def test_what_was_written_and_never_acknowledged_is_written_again(
    sam: Client, assignment: Assignment
) -> None:
    """A web process was killed between the disk and the database."""
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    send(sam, upload, 0, MP4_BYTES[:1000])
    with upload.path.open("ab") as file:
        file.write(b"torn" * 500)
    assert offset_of(ask(sam, "head", upload)) == 1000
    send(sam, upload, 1000, MP4_BYTES[1000:])
    assert upload.path.read_bytes() == MP4_BYTES


def test_an_upload_exists_for_its_owner_alone(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    for person in ("kim", "ines"):
        for method in ("head", "delete"):
            assert ask(client_of(person), method, upload).status_code == 404
        assert send(client_of(person), upload, 0, MP4_BYTES).status_code == 404
    assert upload.path.stat().st_size == 0


def test_nobody_begins_an_upload_for_an_assignment_that_is_not_theirs(
    assignment: Assignment,
) -> None:
    a_user("pat")
    for person in ("pat", "rosa"):
        assert begin_file(client_of(person), assignment, 5000).status_code == 404
    assert not Upload.objects.exists()


def test_who_is_signed_out_is_told_so_in_words(assignment: Assignment) -> None:
    answer = begin_file(Client(), assignment, 5000)
    assert answer.status_code == 401
    assert text_of(answer).startswith("You are signed out.")


def test_a_script_without_the_token_is_refused(assignment: Assignment) -> None:
    upload = a_begun_file(client_of("sam"), assignment, len(MP4_BYTES))
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(a_user("sam"))
    assert begin_file(careful, assignment, 5000).status_code == 403
    assert send(careful, upload, 0, MP4_BYTES).status_code == 403
    assert ask(careful, "delete", upload).status_code == 403
    token = careful.get(f"/assignments/{assignment.pk}/").context["csrf_token"]
    assert send(careful, upload, 0, MP4_BYTES, X_CSRFToken=str(token)).status_code == 204


def test_a_post_may_stand_for_what_a_network_does_not_let_through_and_a_get_may_not(
    sam: Client, assignment: Assignment
) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    instead = {"X-HTTP-Method-Override": "DELETE"}
    assert ask(sam, "get", upload, **instead).status_code == 405
    assert ask(sam, "post", upload, **instead).status_code == 204
    assert not upload.path.exists()


def test_a_cancelled_upload_is_gone(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    send(sam, upload, 0, MP4_BYTES)
    assert ask(sam, "delete", upload).status_code == 204
    assert not upload.path.exists()
    assert ask(sam, "head", upload).status_code == 410
    assert send(sam, upload, len(MP4_BYTES), b"").status_code == 410
    upload.refresh_from_db()
    assert not upload.file_name


def test_what_nobody_went_on_with_expires_and_is_deleted(sam: Client, assignment: Assignment) -> None:
    upload, fresh = (a_begun_file(sam, assignment, len(MP4_BYTES)) for _ in range(2))
    send(sam, upload, 0, MP4_BYTES[:10])
    Upload.objects.filter(pk=upload.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ask(sam, "head", upload).status_code == 410
    assert send(sam, upload, 10, MP4_BYTES[10:]).status_code == 410
    arriving.forget_expired()
    assert not upload.path.exists()
    assert fresh.path.exists()
    assert ask(sam, "head", upload).status_code == 410


def test_each_piece_puts_the_end_off(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, len(MP4_BYTES))
    Upload.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    answer = send(sam, upload, 0, MP4_BYTES[:10])
    upload.refresh_from_db()
    assert upload.expires_at > timezone.now() + timedelta(days=6)
    assert answer.headers["Upload-Expires"].endswith("GMT")


def test_a_name_loses_its_folders_and_what_cannot_be_printed(sam: Client, assignment: Assignment) -> None:
    for name in ("../../etc/work.mp4", "C:\\fake\\work.mp4", "wo\x00rk\x1b.mp4"):
        begin_file(sam, assignment, 5000, name)
    assert set(Upload.objects.values_list("file_name", flat=True)) == {"work.mp4"}


def test_a_loop_that_begins_uploads_is_stopped(
    sam: Client, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MOST_UNDER_WAY", 2)
    answers = [begin_file(sam, assignment, 5000).status_code for _ in range(3)]
    assert answers == [201, 201, 429]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 412),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Tus-Resumable": "1.0.0"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "-1"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Defer-Length": "1"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Defer-Length": "2"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "5"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": "assignment !"}, 400),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": "assignment eA=="}, 404),
        ({"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": "take eA=="}, 400),
    ],
)
def test_a_beginning_that_cannot_be_read_is_refused(headers: dict[str, str], status: int) -> None:
    assert client_of("sam").post(UPLOADS, headers=headers).status_code == status


def test_a_piece_needs_its_offset_and_its_type(sam: Client, assignment: Assignment) -> None:
    upload = a_begun_file(sam, assignment, 5000)
    said = {"Tus-Resumable": "1.0.0"}
    without = sam.patch(
        address_of(upload), b"x", content_type="application/offset+octet-stream", headers=said
    )
    assert without.status_code == 400
    other = sam.patch(address_of(upload), b"x", content_type="text/plain", headers=said)
    assert other.status_code == 415
