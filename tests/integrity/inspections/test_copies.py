"""Who makes a copy, when, and what becomes of it."""

import sys
from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from integrity.inspections.domain import copies
from integrity.inspections.domain.copies import CopyLease, take_copy
from integrity.inspections.models import CopyState, Run, RunState, ViewingCopy, copies_of
from integrity.submissions.models import Recording, Submission
from tests.integrity.rows import a_copy, a_reported_submission, a_submission
from workers.copying import copy_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    """Inspected, so that nothing waits but its copy."""
    return a_reported_submission()


def taken() -> CopyLease:
    lease = take_copy()
    assert lease is not None
    return lease


def only_copy() -> ViewingCopy:
    return ViewingCopy.objects.get()


def falls_silent() -> None:
    ViewingCopy.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_copy_is_made_by_one_worker(submission: Submission) -> None:
    assert taken().recording == submission.recording
    assert take_copy() is None


def test_inspections_come_first() -> None:
    a_submission()
    assert take_copy() is None
    Run.objects.update(state=RunState.RUNNING)
    assert take_copy() is not None


def test_after_ten_minutes_a_copy_waits_no_longer() -> None:
    a_submission()
    Recording.objects.update(stored_at=timezone.now() - timedelta(minutes=11))
    assert take_copy() is not None


def test_a_worker_that_falls_silent_loses_its_copy_and_may_not_keep_it(submission: Submission) -> None:
    first = taken()
    falls_silent()
    second = taken()
    assert second.token == first.token + 1
    assert not copies.heartbeat(first)
    assert not copies.keep_copy(first, {}, size_bytes=1)
    assert copies.heartbeat(second)


def test_a_copy_that_is_begun_three_times_is_given_up(submission: Submission) -> None:
    for _ in range(3):
        copies.fail_copy(taken(), "It was killed.", permanent=False)
    assert take_copy() is None
    assert only_copy().state == CopyState.FAILED
    assert only_copy().sentence == "The copy was begun 3 times and never finished. It was killed."


def test_being_told_to_stop_costs_no_attempt(submission: Submission) -> None:
    copies.give_back(taken())
    assert taken().token == 2
    assert only_copy().attempts == 1


def test_what_cannot_be_copied_is_said_once(submission: Submission) -> None:
    """The recording of these tests is no video."""
    assert copy_next(Event())
    assert only_copy().state == CopyState.FAILED
    assert only_copy().sentence
    assert list(copies_of(submission.recording).iterdir()) == []
    assert not copy_next(Event())


def test_a_copy_beyond_its_time_is_ended(
    submission: Submission, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CANDOR_COPY_LIMIT_S = 0
    endless = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr("workers.copying._CopyErrand.command", lambda errand: endless)
    assert copy_next(Event())
    assert only_copy().sentence == "The copy took longer than the 0 seconds allowed."
    assert list(copies_of(submission.recording).iterdir()) == []


def test_a_recording_that_is_gone_is_not_waited_for(submission: Submission) -> None:
    submission.recording.path.unlink()
    assert copy_next(Event())
    assert only_copy().sentence == "The recording is no longer there."


def test_with_a_recording_goes_its_copy(
    submission: Submission, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    folder = a_copy(submission).path
    assert folder.is_dir()
    recording, kept_at = submission.recording, copies_of(submission.recording)
    with django_capture_on_commit_callbacks(execute=True):
        submission.case.delete()
        submission.runs.all().delete()
        submission.delete()
        recording.delete()
    assert not kept_at.exists()
