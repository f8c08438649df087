"""What workers said of themselves, and how long it is believed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrity.stewardship.domain.inventory import note_gone, note_seen, note_worker
from integrity.stewardship.models import WorkerNote

pytestmark = pytest.mark.django_db

DLIB = {"kind": "face", "name": "dlib", "ready": True}


def noted(name: str = "lab, process 7", **said: object) -> WorkerNote:
    return note_worker(name, **{"engines": [DLIB], "hosts": [], "hosts_why_not": "", **said})


def test_a_worker_that_starts_again_replaces_what_it_said() -> None:
    noted()
    noted(engines=[])
    assert WorkerNote.objects.get().engines == []


def test_a_worker_not_heard_of_for_three_minutes_is_stale() -> None:
    note = noted()
    note.seen_at -= timedelta(seconds=179)
    assert not note.is_stale
    note.seen_at -= timedelta(seconds=2)
    assert note.is_stale


def test_being_heard_of_makes_it_fresh_and_an_unknown_one_has_to_introduce_itself() -> None:
    note = noted()
    WorkerNote.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    assert note_seen(note.name)
    assert not WorkerNote.objects.get().is_stale
    assert not note_seen("lab, process 8")


def test_one_that_ends_in_order_is_gone_and_one_silent_for_a_week_is_forgotten() -> None:
    noted("lab, process 1")
    noted("lab, process 2")
    WorkerNote.objects.update(seen_at=timezone.now() - timedelta(days=8))
    noted("lab, process 3")
    assert [note.name for note in WorkerNote.objects.all()] == ["lab, process 3"]
    note_gone("lab, process 3")
    assert not WorkerNote.objects.exists()
