"""What arrives and what was handed in: uploads and takes under way, recordings as bytes on the disk,
submissions as who gave which to what.
"""

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models

from integrity.courses.models import Assignment, IssuedVariant
from integrity.lib.written_once import WrittenOnce
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


class HandedIn(models.Manager["Submission"]):
    """What students handed in."""

    def get_queryset(self) -> models.QuerySet["Submission"]:
        return super().get_queryset().filter(is_tryout=False, double_of=None)


class Submission(models.Model):
    """A recording that somebody gave for an assignment.

    `objects`, and whatever is reached from an assignment or a person, is what students handed in; only who asks for
    `everything` has instructors' try-outs and the doubles of planted cases among it.
    """

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
    #: An instructor's own demonstration: `student` is who made it, and it is no work of anybody's.
    is_tryout = models.BooleanField(default=False)
    #: Of a planted case: the submission whose recording and report it has. It goes with that one.
    double_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="doubles")

    objects = HandedIn()
    everything = models.Manager["Submission"]()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            # A double click, or the same file sent again, is the same submission.
            models.UniqueConstraint(
                fields=["assignment", "student", "recording", "is_tryout"], name="a_recording_is_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student}: {self.assignment}"

    @property
    def counts_at(self) -> datetime:
        """What counts for a deadline."""
        return self.recorded_at or self.created_at

    @property
    def is_work(self) -> bool:
        """Whether a student handed it in."""
        return not self.is_tryout and self.double_of_id is None

    def is_work_of(self, user: User) -> bool:
        """Whether the person handed it in as a student."""
        return self.student_id == user.pk and self.is_work


class Receipt(WrittenOnce):
    """What the student was told, as it was signed: it stays, whatever is renamed later."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="receipt"
    )
    signed_json = models.TextField()

    def __str__(self) -> str:
        return f"receipt of {self.submission_id}"


class TakeState(models.TextChoices):
    OPEN = "open"
    HANDED_IN = "handed_in"
    DISCARDED = "discarded"


class Take(models.Model):
    """One try at recording for an assignment with our own recorder, before it is handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="takes")
    student = models.ForeignKey(User, on_delete=models.CASCADE, related_name="takes")
    state = models.CharField(max_length=20, choices=TakeState, default=TakeState.OPEN)
    begun_at = models.DateTimeField(auto_now_add=True)
    #: How much the student's clock was ahead of ours when it began.
    clock_off_s = models.FloatField()
    submission = models.OneToOneField(Submission, null=True, on_delete=models.CASCADE, related_name="take")
    #: Where the joined recording was interrupted: `{start_s, end_s, why}`, as briefs name it.
    interruptions = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.student}: {self.assignment}, {self.state}"


class JournalEntry(WrittenOnce):
    """What happened when in a take, chained to the entry before and signed."""

    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="journal")
    number = models.PositiveIntegerField()
    #: Canonical JSON of what the recorder said and when we heard it: what is chained.
    entry = models.TextField()
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["take", "number"], name="an_entry_is_said_once")]

    def __str__(self) -> str:
        return f"{self.take_id} {self.number}"


class Upload(models.Model):
    """A file that arrives in pieces: one to be handed in, or a stretch of a take.

    Its row stays a while after its bytes are gone, so that whoever comes back is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="uploads")
    take = models.ForeignKey(Take, null=True, on_delete=models.CASCADE, related_name="stretches")
    stretch = models.PositiveIntegerField(null=True)
    file_name = models.CharField(max_length=255, blank=True)
    #: Null until the sender knows it.
    length = models.PositiveBigIntegerField(null=True)
    #: So many bytes are on the disk for good; what the file holds beyond was never acknowledged.
    offset = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    #: When its bytes were deleted: cancelled, discarded or expired.
    gone_at = models.DateTimeField(null=True)
    submission = models.ForeignKey(Submission, null=True, on_delete=models.CASCADE, related_name="uploads")

    class Meta:
        ordering = ["stretch", "created_at"]
        constraints = [models.UniqueConstraint(fields=["take", "stretch"], name="a_stretch_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.id}: {self.offset} of {self.length}"

    @property
    def path(self) -> Path:
        uploads: Path = settings.CANDOR_UPLOADS
        return uploads / "arriving" / str(self.id)

    @property
    def is_complete(self) -> bool:
        return self.length is not None and self.offset == self.length
