import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from integrity.portal.views import media
from integrity.submissions.models import Submission
from tests.integrity.portal.pages import client_of
from tests.integrity.rows import a_reported_submission

pytestmark = pytest.mark.django_db


def watch(
    submission: Submission, range_header: str = "", *, client: Client | None = None
) -> HttpResponseBase:
    headers = {"range": range_header} if range_header else {}
    address = reverse("portal:recording", args=[submission.pk])
    return (client or client_of("sam")).get(address, headers=headers)


def bytes_of(response: HttpResponseBase) -> bytes:
    return b"".join(response)


def test_the_whole_recording_is_sent_where_no_range_is_asked_for() -> None:
    submission = a_reported_submission()
    answer = watch(submission)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert bytes_of(answer) == submission.recording.path.read_bytes()


def test_a_range_is_sent_as_asked_for() -> None:
    submission = a_reported_submission()
    size = submission.recording.size_bytes
    answer = watch(submission, "bytes=4-11")
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes 4-11/{size}"
    assert answer.headers["Content-Length"] == "8"
    assert bytes_of(answer) == b"ftypisom"


def test_a_long_range_is_sent_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "_PART_BYTES", 8)
    submission = a_reported_submission()
    answer = watch(submission, "bytes=4-")
    assert answer.headers["Content-Range"] == f"bytes 4-11/{submission.recording.size_bytes}"
    assert bytes_of(answer) == b"ftypisom"


def test_a_range_beyond_the_end_gets_no_byte() -> None:
    submission = a_reported_submission()
    answer = watch(submission, "bytes=999999-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{submission.recording.size_bytes}"
    assert bytes_of(answer) == b""


@pytest.mark.parametrize("range_header", ["", "bytes=0-1", "bytes=999999-"])
def test_somebody_else_gets_no_byte_whatever_the_range(range_header: str) -> None:
    submission = a_reported_submission()
    assert watch(submission, range_header, client=client_of("mallory")).status_code == 404


def test_no_answer_tells_where_files_lie() -> None:
    submission = a_reported_submission()
    told = str(watch(submission).headers) + str(watch(submission, "bytes=999999-").headers)
    assert str(submission.recording.path.parent) not in told
    assert "no-store" in told


@pytest.mark.parametrize("name", ["report.json", "..%2freport.json", ".hidden.jpg", "absent.jpg", "a.svg"])
def test_only_evidence_pictures_are_sent_as_evidence(name: str) -> None:
    submission = a_reported_submission()
    address = reverse("portal:evidence", args=[submission.pk, "text.jpg"]).replace("text.jpg", name)
    assert client_of("sam").get(address).status_code == 404


def test_an_evidence_picture_is_sent_as_what_it_is() -> None:
    submission = a_reported_submission()
    answer = client_of("sam").get(reverse("portal:evidence", args=[submission.pk, "text.jpg"]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert bytes_of(answer).startswith(b"\xff\xd8")
    answer.close()
