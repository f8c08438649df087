"""What an instructor does with a whole class: figures about it, and clear submissions accepted together."""

import uuid

from django.db import models
from django.db.models.functions import Now

from integrity.courses.models import Assignment
from integrity.inspections.models import Run, StoredReport
from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.submissions.models import Submission


class Tally(models.Model):
    """What one report says, as far as a class is counted: beside it, so that nobody reads all reports for it."""

    report = models.OneToOneField(
        StoredReport, on_delete=models.CASCADE, primary_key=True, related_name="tally"
    )
    #: Outcomes of steps and states of checks by name, and how many findings there are of each code.
    steps = models.JSONField()
    checks = models.JSONField()
    codes = models.JSONField()

    def __str__(self) -> str:
        return str(self.report_id)


class Acceptance(WrittenOnce):
    """A person accepted clear submissions of an assignment together. Within its time it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="acceptances")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    #: Before this no student is told.
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.assignment}: accepted by {self.by}"


class AcceptedQuerySet(models.QuerySet["Accepted"]):
    def standing(self) -> "AcceptedQuerySet":
        """Also those that can still be taken back."""
        return self.filter(acceptance__undone_at=None)

    def in_effect(self) -> "AcceptedQuerySet":
        return self.standing().filter(acceptance__undo_until__lte=Now())


class Accepted(WrittenOnce):
    """One submission of an acceptance, with the run whose report was clear."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.PROTECT, related_name="accepted")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="accepted")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+")

    objects = AcceptedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "submission"], name="accepted_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: accepted"
