"""What keeps cases from the wrong eyes, and what cannot wait for a decision."""

from django.db import models

from integrity.courses.models import Course
from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.reviews.models.case import Case


class Conflict(WrittenOnce):
    """A reviewer said that they are too close to a student: none of that student's cases of the course is theirs."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    why = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "student", "course"], name="a_conflict_is_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} knows {self.student}"


class EscalationKind(models.TextChoices):
    #: Somebody is in danger.
    EMERGENCY = "emergency"
    #: The law asks for a report.
    LEGAL = "legal"


class Escalation(models.Model):
    """Something in a recording that the named person has to know. Only that they saw it, and that it is settled, is
    added later; until then nothing of the submission goes.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    kind = models.CharField(max_length=20, choices=EscalationKind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="escalations")
    note = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"
