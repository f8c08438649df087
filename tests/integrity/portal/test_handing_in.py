from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from integrity.courses.models import Assignment
from integrity.inspections.domain.handing_in import hand_in_upload
from integrity.inspections.models import OutboxRow, Run
from integrity.lib.signing import signing_key
from integrity.submissions.domain.arriving import begin_file, forget_expired, take_piece
from integrity.submissions.models import Receipt, Recording, Submission, Upload
from tests.integrity.portal.pages import client_of, hand_in, text_of
from tests.integrity.rows import MP4_BYTES, a_user, an_assignment, sha256_of
from workers.receipt import verify_receipt

pytestmark = pytest.mark.django_db


def test_a_file_handed_in_is_kept_and_its_inspection_owed() -> None:
    assignment = an_assignment()
    answer = hand_in(client_of("sam"), assignment)
    submission = Submission.objects.get()
    assert answer.headers["Location"] == reverse("portal:submission", args=[submission.pk])
    assert submission.recording.sha256 == sha256_of(MP4_BYTES)
    assert submission.recording.path.read_bytes() == MP4_BYTES
    assert submission.recording.path.stat().st_mode & 0o077 == 0
    assert OutboxRow.objects.get().run == Run.objects.get(submission=submission)


def test_nothing_of_an_upload_stays_behind(home: Path) -> None:
    hand_in(client_of("sam"), an_assignment())
    assert list((home / "uploads").iterdir()) == []


def test_the_receipt_states_the_hash_of_what_arrived() -> None:
    sam = client_of("sam")
    page = sam.get(hand_in(sam, an_assignment()).headers["Location"])
    assert sha256_of(MP4_BYTES) in text_of(page)
    assert "work.mp4" in text_of(page)


def test_the_same_file_twice_is_one_submission() -> None:
    assignment = an_assignment()
    answers = [hand_in(client_of("sam"), assignment).headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Submission.objects.count() == Run.objects.count() == OutboxRow.objects.count() == 1


def test_one_file_from_two_students_is_two_submissions_and_stored_once() -> None:
    assignment = an_assignment()
    assignment.course.memberships.create(user=a_user("kim"), role="student")
    for student in ("sam", "kim"):
        hand_in(client_of(student), assignment)
    assert Submission.objects.count() == 2
    assert Recording.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"just words, whatever the name says" * 20, "This file is not a video that can be read here"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "This file is not a video that can be read here"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", "This file is not a video that can be read here"),
        (b"ffconcat version 1.0\nfile other.mp4\n", "This file is not a video that can be read here"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(content: bytes, sentence: str) -> None:
    answer = hand_in(client_of("sam"), an_assignment(), content)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not Submission.objects.exists()
    assert not Recording.objects.exists()


def test_a_form_without_a_file_is_refused_in_words() -> None:
    assignment = an_assignment()
    answer = client_of("sam").post(reverse("portal:hand-in", args=[assignment.pk]))
    assert answer.status_code == 400
    assert "Choose the file of your recording first." in text_of(answer)


def test_a_file_beyond_the_limit_is_refused_in_words_and_not_kept(settings: Settings, home: Path) -> None:
    settings.CANDOR_MAX_UPLOAD_BYTES = 100_000
    answer = hand_in(client_of("sam"), an_assignment(), MP4_BYTES + bytes(200_000))
    assert answer.status_code == 400
    assert "This file is larger than the 97.7\xa0KB allowed." in text_of(answer)
    assert not Submission.objects.exists()
    assert list((home / "uploads").iterdir()) == []


def test_a_file_from_somebody_who_is_not_signed_in_never_reaches_the_disk(home: Path) -> None:
    answer = hand_in(Client(), an_assignment())
    assert answer.status_code == 302
    assert list((home / "uploads").iterdir()) == []


def test_a_form_without_its_token_is_refused(home: Path) -> None:
    sam = Client(enforce_csrf_checks=True)
    sam.force_login(a_user("sam"))
    answer = hand_in(sam, an_assignment())
    assert answer.status_code == 403
    assert "Sent from an old page" in text_of(answer)
    assert not Submission.objects.exists()


def test_a_name_made_to_do_harm_is_shown_as_text() -> None:
    sam = client_of("sam")
    answer = hand_in(sam, an_assignment(), name='"><script>alert(1)</script>.mp4')
    page = text_of(sam.get(answer.headers["Location"]))
    assert "<script>alert" not in page
    assert "script" in Submission.objects.get().file_name


def test_a_name_with_folders_loses_them() -> None:
    hand_in(client_of("sam"), an_assignment(), name="../../etc/passwd.mp4")
    assert Submission.objects.get().file_name == "passwd.mp4"


def an_arrived_file(assignment: Assignment, content: bytes = MP4_BYTES, student: str = "sam") -> Upload:
    upload = begin_file(assignment, a_user(student), length=len(MP4_BYTES), file_name="work.mp4")
    return take_piece(upload, 0, [content], count=len(content))


def hand_in_arrived(client: Client, assignment: Assignment, upload: object) -> HttpResponse:
    return client.post(reverse("portal:hand-in", args=[assignment.pk]), {"upload": str(upload)})


def test_a_file_that_arrived_in_pieces_is_handed_in_by_its_number_and_twice_is_once() -> None:
    assignment = an_assignment()
    upload = an_arrived_file(assignment)
    sam = client_of("sam")
    places = [hand_in_arrived(sam, assignment, upload.pk).headers["Location"] for _ in range(2)]
    submission = Submission.objects.get()
    assert places == [reverse("portal:submission", args=[submission.pk])] * 2
    assert submission.recording.path.read_bytes() == MP4_BYTES
    assert submission.file_name == "work.mp4"
    assert not upload.path.exists()
    assert Run.objects.count() == 1


def test_of_two_clicks_at_once_both_lead_to_the_submission() -> None:
    upload = an_arrived_file(an_assignment())
    late = Upload.objects.get(pk=upload.pk)
    assert hand_in_upload(upload) == hand_in_upload(late)


def test_what_has_not_arrived_as_a_whole_is_not_handed_in() -> None:
    assignment = an_assignment()
    upload = an_arrived_file(assignment, MP4_BYTES[:-1])
    answer = hand_in_arrived(client_of("sam"), assignment, upload.pk)
    assert answer.status_code == 400
    assert "The file has not arrived as a whole yet." in text_of(answer)
    assert upload.path.exists()


@pytest.mark.parametrize("number", ["", "x", "4ec5cd69-e934-416d-8082-5624cbff383a"])
def test_an_upload_that_does_not_exist_is_over(number: str) -> None:
    answer = hand_in_arrived(client_of("sam"), an_assignment(), number)
    assert answer.status_code == 400
    assert "This upload is over" in text_of(answer)


def test_nobody_hands_in_what_somebody_else_sent() -> None:
    assignment = an_assignment()
    assignment.course.memberships.create(user=a_user("kim"), role="student")
    upload = an_arrived_file(assignment, student="kim")
    answer = hand_in_arrived(client_of("sam"), assignment, upload.pk)
    assert "This upload is over" in text_of(answer)
    assert not Submission.objects.exists()


def test_bytes_that_a_killed_process_left_behind_go_when_they_expire() -> None:
    upload = an_arrived_file(an_assignment())
    hand_in_upload(upload)
    upload.path.write_bytes(MP4_BYTES)
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    forget_expired()
    assert not upload.path.exists()
    assert Submission.objects.get().recording.path.exists()


def test_a_receipt_says_what_arrived_and_stays_when_names_change(tmp_path: Path) -> None:
    sam = client_of("sam")
    hand_in(sam, an_assignment())
    submission = Submission.objects.get()
    path = tmp_path / "receipt.json"
    first = sam.get(reverse("portal:receipt-json", args=[submission.pk])).content
    path.write_bytes(first)
    receipt = verify_receipt(path)
    assert receipt.key.fingerprint == signing_key().public.fingerprint
    assert (receipt.student, receipt.file_sha256) == ("Sam", sha256_of(MP4_BYTES))
    assert (receipt.file_bytes, receipt.recorded_at) == (len(MP4_BYTES), "")
    Assignment.objects.update(title="Another title")
    assert sam.get(reverse("portal:receipt-json", args=[submission.pk])).content == first


def test_what_was_handed_in_before_there_were_receipts_gets_one() -> None:
    sam = client_of("sam")
    hand_in(sam, an_assignment())
    Receipt.objects.all().delete()
    address = reverse("portal:receipt-json", args=[Submission.objects.get().pk])
    assert sam.get(address).content == sam.get(address).content
    assert Receipt.objects.count() == 1
