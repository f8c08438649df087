"""What was handed in: recordings as bytes on the disk, submissions as who gave which to what."""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models

from integrity.courses.models import Assignment, IssuedVariant
from integrity.people.models import User


class Recording(models.Model):
    """One media file, kept once under its content hash."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=50)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> Path:
        media: Path = settings.CANDOR_MEDIA
        return media / "recordings" / self.sha256[:2] / self.sha256


class Submission(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="submissions")
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="submissions")
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="submissions")
    #: What was asked of the student; null where the assignment has no template.
    issued_variant = models.ForeignKey(
        IssuedVariant, null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    file_name = models.CharField(max_length=255)
    #: When it arrived.
    created_at = models.DateTimeField(auto_now_add=True)
    #: When our own recorder was stopped; null: nothing better is known than when it arrived.
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            # A double click, or the same file sent again, is the same submission.
            models.UniqueConstraint(
                fields=["assignment", "student", "recording"], name="a_recording_is_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student}: {self.assignment}"

    @property
    def counts_at(self) -> datetime:
        """What counts for a deadline."""
        return self.recorded_at or self.created_at
