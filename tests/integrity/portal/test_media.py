import io
import shutil
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from PIL import Image

from integrity.inspections.models import CopyState, StoredReport, ViewingCopy
from integrity.portal.views import media
from integrity.submissions.models import Submission
from tests.factories.reports import a_finding, some_lines, some_text, some_tracks
from tests.integrity.portal.pages import client_of
from tests.integrity.rows import a_copy, a_reported_submission
from workers.redaction import FOR_STUDENT
from workers.render.drawing import read_drawing
from workers.render.transcript import texts_of, write_texts
from workers.report import report_to_data

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


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-dest": "video"}, {"sec-fetch-dest": "image"}, {"hx-request": "true"}]
)
def test_who_is_signed_out_is_told_so_and_not_sent_a_page_to_play(headers: dict[str, str]) -> None:
    address = reverse("portal:recording", args=[a_reported_submission().pk])
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 401
    assert answer.content.decode().startswith("You are signed out.")
    page = Client().get(address, headers={"sec-fetch-dest": "document"})
    assert (page.status_code, page.headers["Location"]) == (302, f"/sign-in/?next={address}")


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


def copy_piece(
    submission: Submission, piece: str, *, person: str = "sam", part: str = ""
) -> HttpResponseBase:
    headers = {"range": part} if part else {}
    address = reverse("portal:viewing-copy", args=[submission.pk, piece])
    return client_of(person).get(address, headers=headers)


def test_the_copy_is_sent_in_the_parts_that_are_asked_for() -> None:
    submission = a_reported_submission()
    a_copy(submission)
    answer = copy_piece(submission, "copy.mp4", part="bytes=2-5")
    assert (answer.status_code, bytes_of(answer)) == (206, b"py.m")
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert bytes_of(copy_piece(submission, "thumbnails.jpg")) == b"thumbnails.jpg"


def test_of_a_copy_there_are_three_files_and_no_more() -> None:
    submission = a_reported_submission()
    (a_copy(submission).path / "copy.json").write_text("{}", encoding="utf-8")
    assert copy_piece(submission, "copy.json").status_code == 404


def test_no_copy_is_shown_of_a_recording_that_is_gone() -> None:
    submission = a_reported_submission()
    a_copy(submission)
    submission.recording.path.unlink()
    assert copy_piece(submission, "copy.mp4").status_code == 404
    assert copy_piece(submission, "poster.jpg").status_code == 404


def page_of(submission: Submission) -> str:
    return client_of("sam").get(reverse("portal:submission", args=[submission.pk])).content.decode()


def test_the_page_plays_the_copy_says_so_and_leads_to_the_original() -> None:
    submission = a_reported_submission()
    original = reverse("portal:recording", args=[submission.pk])
    assert f'src="{original}"' in page_of(submission)
    assert "a copy for viewing, quicker to move about in, follows" in page_of(submission)
    a_copy(submission)
    shown = page_of(submission)
    assert f'src="{reverse("portal:viewing-copy", args=[submission.pk, "copy.mp4"])}"' in shown
    assert "This is a copy for viewing" in shown
    assert f'href="{original}"' in shown
    assert 'data-thumbnails-every-s="1.0"' in shown


def test_where_no_copy_could_be_made_the_page_plays_the_original_and_says_so() -> None:
    submission = a_reported_submission()
    ViewingCopy.objects.create(recording=submission.recording, state=CopyState.FAILED, sentence="Broken.")
    shown = page_of(submission)
    assert f'src="{reverse("portal:recording", args=[submission.pk])}"' in shown
    assert "a copy for viewing could not be made" in shown


def test_texts_are_fetched_on_their_own() -> None:
    submission = a_reported_submission()
    assert "divided by the size" not in page_of(submission)
    address = reverse("portal:texts", args=[submission.pk])
    fragment = client_of("sam").get(f"{address}?fragment").content.decode()
    assert "divided by the size" in fragment
    assert "<html" not in fragment
    assert "def moving_average(values, window):" in client_of("sam").get(address).content.decode()


def test_of_a_report_from_before_the_lanes_are_drawn_once_and_kept() -> None:
    """The inspection of these tests leaves tracks alone, as workers did before."""
    submission = a_reported_submission()
    stored = StoredReport.objects.get(run__submission=submission)
    assert read_drawing(stored.path) is None
    shown = page_of(submission)
    assert 'id="lane-speech-says"' in shown
    assert read_drawing(stored.path) is not None
    shutil.rmtree(stored.path / "tracks")
    assert page_of(submission).count("lane-speech") == shown.count("lane-speech")


CODE = "M3XT-118Q"


def a_submission_with_another_s_code() -> Submission:
    submission = a_reported_submission()
    stored = StoredReport.objects.get(run__submission=submission)
    finding = a_finding(
        "text.foreign_code",
        params={"code": CODE},
        message=f"The code {CODE} was seen.",
        evidence=(some_text(text=f"Variant {CODE}"),),
    )
    stored.data = report_to_data(replace(stored.read(), findings=(finding,)))
    stored.save()
    line = replace(some_lines()[0], text=f"Variant {CODE}")
    tracks = some_tracks()
    assert tracks.text is not None
    write_texts(stored.path, texts_of(replace(tracks, text=replace(tracks.text, lines=(line,)))))
    Image.new("RGB", (64, 36), "#000").save(stored.path / FOR_STUDENT / "text.jpg")
    return submission


def everything_shown(submission: Submission, person: str) -> str:
    client = client_of(person)
    addresses = [
        reverse(f"portal:{name}", args=[submission.pk])
        for name in ("submission", "report-json", "report-html", "texts")
    ]
    answers = [client.get(address).content.decode() for address in addresses]
    bundle = client.get(reverse("portal:report-bundle", args=[submission.pk])).content
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        answers += [archive.read(name).decode() for name in ("report.json", "report.html", "brief.toml")]
    return "\n".join((*answers, text_of_pdf(client, submission)))


def text_of_pdf(client: Client, submission: Submission) -> str:
    content = client.get(reverse("portal:report-pdf", args=[submission.pk])).content
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def test_a_student_reads_the_same_report_without_another_s_code() -> None:
    submission = a_submission_with_another_s_code()
    assert everything_shown(submission, "ines").count(CODE) >= 9
    shown = everything_shown(submission, "sam")
    assert CODE not in shown
    assert "••••-••••" in shown


def test_a_student_sees_the_picture_in_which_others_are_hidden() -> None:
    submission = a_submission_with_another_s_code()
    address = reverse("portal:evidence", args=[submission.pk, "text.jpg"])
    pictures = {
        person: Image.open(io.BytesIO(bytes_of(client_of(person).get(address)))).size
        for person in ("sam", "ines")
    }
    assert pictures == {"sam": (64, 36), "ines": (320, 60)}


def test_a_report_from_before_pictures_were_looked_at_shows_its_student_none() -> None:
    submission = a_reported_submission()
    shutil.rmtree(StoredReport.objects.get(run__submission=submission).path / FOR_STUDENT)
    address = reverse("portal:evidence", args=[submission.pk, "text.jpg"])
    assert client_of("sam").get(address).status_code == 404
    assert address not in page_of(submission)
    assert "Ask your instructor to have the recording inspected again" in page_of(submission)
    assert bytes_of(client_of("ines").get(address))
