"""What our recorder and the site say to each other, from the first second to the receipt."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from integrity.courses.models import Assignment, Role
from integrity.inspections.models import Run
from integrity.submissions.domain import journal, takes
from integrity.submissions.models import JournalEntry, Submission, Take, TakeState, Upload
from tests.integrity.portal.pages import client_of
from tests.integrity.portal.tus_requests import ask, begin, send, upload_at
from tests.integrity.rows import a_course, an_assignment, sha256_of
from tests.integrity.take_rows import (
    PICTURE_FIRST,
    SOUND_FIRST,
    a_take,
    entries_of,
    said,
    write_journal,
)
from workers.brief import Interruption, parse_brief

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    return an_assignment(course=a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR))


@pytest.fixture
def sam(assignment: Assignment) -> Client:
    return client_of("sam")


def post(client: Client, address: str, **body: Any) -> HttpResponse:
    return client.post(address, json.dumps(body), content_type="application/json")


def clock(off_s: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=off_s)).isoformat()


def begun(client: Client, assignment: Assignment, off_s: float = 0.0) -> dict[str, Any]:
    answer = post(client, reverse("portal:begin-take", args=[assignment.pk]), clock=clock(off_s))
    assert answer.status_code == 201
    said_back: dict[str, Any] = answer.json()
    return said_back


def test_a_take_from_its_first_second_to_its_receipt(sam: Client, assignment: Assignment) -> None:
    take = begun(sam, assignment)
    stretch = {"take": take["take"], "stretch": "0", "filetype": "video/webm"}
    upload = upload_at(begin(sam, length=None, **stretch))
    half = len(PICTURE_FIRST) // 2
    send(sam, upload, 0, PICTURE_FIRST[:half])
    send(sam, upload, half, PICTURE_FIRST[half:])
    send(sam, upload, len(PICTURE_FIRST), b"", Upload_Length=str(len(PICTURE_FIRST)))
    start = datetime.now(UTC) - timedelta(seconds=2)
    entries = entries_of(start, ("started", 0, 0, 0), ("stopped", 1.2, 0, 1.2))
    assert post(sam, take["journal"], clock=clock(), entries=entries).json() == {"next": 2}
    answer = post(sam, take["hand_in"], stretches=1, entries=2)
    assert answer.status_code == 201
    submission = Submission.objects.get()
    assert answer.json() == {
        "submission": reverse("portal:submission", args=[submission.pk]),
        "receipt": reverse("portal:receipt", args=[submission.pk]),
        "sha256": sha256_of(PICTURE_FIRST),
        "safe_to_close": True,
    }
    assert submission.recording.path.read_bytes() == PICTURE_FIRST
    assert submission.recorded_at is not None
    assert submission.recorded_at < submission.created_at
    assert Upload.objects.get().submission == submission
    assert not upload.path.exists()


def test_what_the_site_knows_of_a_take_can_be_asked(sam: Client, assignment: Assignment) -> None:
    take = begun(sam, assignment, off_s=90)
    assert take["clock_off_s"] == pytest.approx(90, abs=5)
    upload = upload_at(begin(sam, length=None, take=take["take"], stretch="0"))
    send(sam, upload, 0, PICTURE_FIRST)
    post(sam, take["journal"], clock=clock(), entries=[said(0, "started", datetime.now(UTC))])
    told = sam.get(reverse("portal:take", args=[take["take"]])).json()
    assert told == take | {
        "state": "open",
        "stretches": [{"number": 0, "upload": str(upload.pk), "offset": len(PICTURE_FIRST), "length": None}],
        "journal_next": 1,
    }


def test_a_stretch_begun_twice_is_the_same(sam: Client, assignment: Assignment) -> None:
    take = begun(sam, assignment)
    stretch = {"take": take["take"], "stretch": "0"}
    first, second = begin(sam, length=None, **stretch), begin(sam, length=None, **stretch)
    assert first.headers["Location"] == second.headers["Location"]
    assert Upload.objects.count() == 1


def test_the_journal_skips_what_it_knows_and_names_a_hole(sam: Client, assignment: Assignment) -> None:
    take = begun(sam, assignment)
    now = datetime.now(UTC)

    def add(*numbers: int) -> HttpResponse:
        entries = [said(number, "hidden", now) for number in numbers]
        return post(sam, take["journal"], clock=clock(), entries=entries)

    assert add(0, 1).json() == {"next": 2}
    assert add(0, 1, 2).json() == {"next": 3}
    hole = add(3, 5)
    assert (hole.status_code, hole.json()) == (409, {"next": 4})
    assert JournalEntry.objects.count() == 4


@pytest.mark.parametrize(
    "body",
    [
        "no JSON",
        "[]",
        "{}",
        '{"clock": "yesterday", "entries": []}',
        '{"clock": "2026-11-27T20:00:00", "entries": []}',
        '{"clock": "2026-11-27T20:00:00Z", "entries": {}}',
        '{"clock": "0001-01-01T00:00:00Z", "entries": []}',
        '{"clock": "9999-12-31T23:59:59Z", "entries": []}',
        '{"clock": "2026-11-27T20:00:00Z", "entries": [{"n": 0, "kind": "danced"}]}',
        '{"clock": "2026-11-27T20:00:00Z", "entries": [{"n": -1, "kind": "hidden"}]}',
        '{"clock": "2026-11-27T20:00:00Z", "entries": [{"n": 0, "kind": "hidden", "media_s": NaN}]}',
    ],
)
def test_a_journal_that_cannot_be_read_is_refused(body: str, sam: Client, assignment: Assignment) -> None:
    address = reverse("portal:take-journal", args=[begun(sam, assignment)["take"]])
    answer = sam.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["problem"]
    assert not JournalEntry.objects.exists()


def test_a_note_may_hold_whatever_json_can(sam: Client, assignment: Assignment) -> None:
    take = begun(sam, assignment)
    entry = said(0, "device_changed", datetime.now(UTC), note="Webcam \u202e \ud800 \x00 камера")
    assert post(sam, take["journal"], clock=clock(), entries=[entry]).json() == {"next": 1}
    assert journal.read_back(Take.objects.get())[0].note == entry["note"]


def test_what_has_not_arrived_is_named(sam: Client, assignment: Assignment) -> None:
    take = begun(sam, assignment)
    upload = upload_at(begin(sam, length=None, take=take["take"], stretch="0"))
    send(sam, upload, 0, PICTURE_FIRST)
    answer = post(sam, take["hand_in"], stretches=2, entries=1)
    assert answer.status_code == 409
    assert answer.json() == {
        "missing": [
            {"stretch": 0, "offset": len(PICTURE_FIRST)},
            {"stretch": 1, "offset": 0},
            {"entry": 0},
        ]
    }
    assert not Submission.objects.exists()


def test_handed_in_twice_is_one_submission(sam: Client, assignment: Assignment) -> None:
    take = a_take(assignment, PICTURE_FIRST, SOUND_FIRST)
    address = reverse("portal:take-hand-in", args=[take.pk])
    answers = [post(sam, address, stretches=2, entries=0) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Submission.objects.count() == Run.objects.count() == 1


def test_interruptions_reach_the_brief_of_the_inspection(sam: Client, assignment: Assignment) -> None:
    take = a_take(assignment, PICTURE_FIRST, SOUND_FIRST)
    Take.objects.update(begun_at=timezone.now() - timedelta(minutes=5))
    start = timezone.now() - timedelta(seconds=60)
    write_journal(
        take,
        entries_of(
            start,
            ("started", 0, 0, 0),
            ("paused", 0.5, 0, 0.5),
            ("resumed", 10.5, 0, 0.5),
            ("reloaded", 31.0, 1, 0),
            ("stopped", 32.2, 1, 1.2),
        ),
    )
    post(sam, reverse("portal:take-hand-in", args=[take.pk]), stretches=2, entries=5)
    recorder = parse_brief(Run.objects.get().brief_toml).recorder
    assert recorder is not None
    pause, reload = recorder.interruptions
    assert pause == Interruption(start_s=0.5, end_s=0.5, why="pause")
    # Ten of the thirty-one seconds were paused: no recorder writes those.
    assert (reload.end_s, reload.why) == (21.0, "reload")
    assert 1.0 < reload.start_s < 1.5


def test_what_counts_is_when_it_was_stopped_by_our_clock(sam: Client, assignment: Assignment) -> None:
    """Sam's clock is an hour ahead, and the pieces arrive a day later."""
    take = a_take(assignment, PICTURE_FIRST)
    now = timezone.now()
    Take.objects.update(begun_at=now - timedelta(days=1))
    stopped = now - timedelta(hours=23)
    ahead = timedelta(hours=1)
    entries = [
        said(0, "started", stopped + ahead - timedelta(minutes=9)),
        said(1, "stopped", stopped + ahead, media_s=1.2),
    ]
    post(sam, reverse("portal:take-journal", args=[take.pk]), clock=clock(3600), entries=entries)
    post(sam, reverse("portal:take-hand-in", args=[take.pk]), stretches=1, entries=2)
    recorded_at = Submission.objects.get().recorded_at
    assert recorded_at is not None
    assert abs(recorded_at - stopped) < timedelta(seconds=30)


@pytest.mark.parametrize("days", [-400, 400])
def test_nobody_recorded_before_they_began_or_after_we_heard_of_it(
    days: int, sam: Client, assignment: Assignment
) -> None:
    take = a_take(assignment, PICTURE_FIRST)
    write_journal(take, [said(0, "stopped", timezone.now() + timedelta(days=days))])
    post(sam, reverse("portal:take-hand-in", args=[take.pk]), stretches=1, entries=1)
    recorded_at = Submission.objects.get().recorded_at
    assert recorded_at is not None
    assert take.begun_at <= recorded_at <= timezone.now()


def test_what_is_discarded_is_deleted(sam: Client, assignment: Assignment) -> None:
    take = a_take(assignment, PICTURE_FIRST)
    write_journal(take, [said(0, "started", timezone.now())])
    upload = take.stretches.get()
    address = reverse("portal:take-discard", args=[take.pk])
    for _ in range(2):
        assert post(sam, address).json() == {"state": "discarded"}
    assert not upload.path.exists()
    assert not JournalEntry.objects.exists()
    assert ask(sam, "head", upload).status_code == 410
    assert begin(sam, length=None, take=str(take.pk), stretch="1").status_code == 409
    entries = [said(0, "started", timezone.now())]
    assert (
        post(sam, reverse("portal:take-journal", args=[take.pk]), clock=clock(), entries=entries).status_code
        == 409
    )
    assert (
        post(sam, reverse("portal:take-hand-in", args=[take.pk]), stretches=1, entries=1).status_code == 409
    )


def test_what_is_handed_in_can_no_longer_be_discarded(sam: Client, assignment: Assignment) -> None:
    take = a_take(assignment, PICTURE_FIRST)
    post(sam, reverse("portal:take-hand-in", args=[take.pk]), stretches=1, entries=0)
    assert post(sam, reverse("portal:take-discard", args=[take.pk])).status_code == 409
    assert Submission.objects.get().recording.path.exists()


def test_a_take_that_nobody_goes_on_with_is_discarded(assignment: Assignment) -> None:
    old, fresh = a_take(assignment, PICTURE_FIRST), a_take(assignment, PICTURE_FIRST)
    long_ago = timezone.now() - timedelta(days=8)
    for take in (old, fresh):
        Take.objects.filter(pk=take.pk).update(begun_at=long_ago)
    old.stretches.update(expires_at=timezone.now() - timedelta(seconds=1))
    takes.discard_expired()
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, fresh.state) == (TakeState.DISCARDED, TakeState.OPEN)
    assert not old.stretches.get().path.exists()
    assert fresh.stretches.get().path.exists()


def test_a_take_is_the_student_s_alone(assignment: Assignment) -> None:
    take = a_take(assignment, PICTURE_FIRST)
    for person in ("kim", "ines"):
        client = client_of(person)
        assert client.get(reverse("portal:take", args=[take.pk])).status_code == 404
        assert begin(client, length=None, take=str(take.pk), stretch="1").status_code == 404


def test_stretches_share_the_limit(sam: Client, assignment: Assignment, settings: Settings) -> None:
    settings.CANDOR_MAX_UPLOAD_BYTES = len(PICTURE_FIRST) + 1000
    take = a_take(assignment, PICTURE_FIRST)
    upload = upload_at(begin(sam, length=None, take=str(take.pk), stretch="1"))
    assert send(sam, upload, 0, SOUND_FIRST[:1000]).status_code == 204
    assert send(sam, upload, 1000, SOUND_FIRST[1000:]).status_code == 413


def test_stretches_that_hold_nothing_are_passed_over(sam: Client, assignment: Assignment) -> None:
    take = a_take(assignment, b"", PICTURE_FIRST, PICTURE_FIRST[:100])
    answer = post(sam, reverse("portal:take-hand-in", args=[take.pk]), stretches=3, entries=0)
    assert answer.status_code == 201
    nothing = a_take(assignment, b"")
    answer = post(sam, reverse("portal:take-hand-in", args=[nothing.pk]), stretches=1, entries=0)
    assert answer.status_code == 400
