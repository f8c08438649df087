"""Runs of the analysis. These rows are the truth; what lies in the broker may vanish at any time."""

import logging
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from integrity.submissions.models import Recording, Submission
from workers.errors import TracksInvalid
from workers.report import Report, report_from_data
from workers.tracks.files import read_tracks
from workers.tracks.recording import RecordingTracks

logger = logging.getLogger(__name__)


class RunState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    NEEDS_ATTENTION = "needs_attention"


class Run(models.Model):
    """One inspection of one submission, with the brief as it was when it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="runs")
    brief_toml = models.TextField()
    state = models.CharField(max_length=20, choices=RunState, default=RunState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    #: Fencing token: grows with every lease; only the holder of the newest may write.
    token = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=50, blank=True)
    fraction = models.FloatField(default=0.0)
    #: Why a person has to look, as one sentence; empty in every other state.
    sentence = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return f"{self.submission} ({self.state})"

    @property
    def is_over(self) -> bool:
        return self.state in {RunState.DONE, RunState.NEEDS_ATTENTION}


class OutboxRow(models.Model):
    """A ring of the doorbell that is owed to a run; written in the transaction that owes it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rings")
    due_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_at"], name="rings_owed", condition=models.Q(published_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.run_id} due {self.due_at:%H:%M:%S}"


class StoredReport(models.Model):
    """The one report of a run. Evidence images and tracks lie beside it as files."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, primary_key=True, related_name="report")
    outcome = models.CharField(max_length=20)
    data = models.JSONField()
    #: Name of the attempt's folder under `run_folder`.
    folder = models.CharField(max_length=40)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.outcome}"

    @property
    def path(self) -> Path:
        return run_folder(self.run_id) / self.folder

    def read(self) -> Report:
        return report_from_data(self.data)

    def tracks(self) -> RecordingTracks | None:
        """None where nothing of the recording could be read: such a report has no tracks beside it."""
        try:
            return read_tracks(self.path / "tracks")
        except TracksInvalid as error:
            logger.info("Report %s is shown without tracks: %s", self.pk, error)
            return None


class CopyState(models.TextChoices):
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    #: Kept for as long as the rules say: it is not made again.
    CLEARED = "cleared"


class ViewingCopy(models.Model):
    """The small copy of a recording that pages play. A recording without a row waits for one."""

    recording = models.OneToOneField(
        Recording, on_delete=models.CASCADE, primary_key=True, related_name="viewing_copy"
    )
    state = models.CharField(max_length=10, choices=CopyState, default=CopyState.MAKING)
    attempts = models.PositiveIntegerField(default=1)
    #: Fencing token, as runs have: only the holder of the newest may write.
    token = models.PositiveBigIntegerField(default=1)
    lease_until = models.DateTimeField(null=True)
    #: Why there is none, as one sentence; empty in every other state.
    sentence = models.TextField(blank=True)
    #: What the worker says of it: length, size, sound, thumbnails.
    facts = models.JSONField(default=dict)
    #: Name of the attempt's folder under `copies_of`.
    folder = models.CharField(max_length=40, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.recording_id[:12]}: {self.state}"

    @property
    def path(self) -> Path:
        return copies_of(self.recording) / self.folder


def copies_of(recording: Recording) -> Path:
    """Beside the recording, by the same hash."""
    return recording.path.with_name(f"{recording.sha256}.viewing")


def forget_copy_files(instance: ViewingCopy, **_: object) -> None:
    """A copy that has no row has no files: they go once the deletion holds."""
    folder = copies_of(Recording(sha256=instance.pk))
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


def run_folder(run_id: uuid.UUID) -> Path:
    media: Path = settings.CANDOR_MEDIA
    return media / "reports" / str(run_id)
