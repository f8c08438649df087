"""What keeps cases from the wrong eyes, and what cannot wait for a decision."""

from django.db import models

from integrity.courses.models import Course, Group
from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.reviews.models.case import Case


class Conflict(WrittenOnce):
    """Somebody is too close to a student, to a group, or (neither of both) to everybody in a course: no case of these
    is theirs, as long as it stands. Only its end is added later.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    why = models.TextField()
    #: Null where they said it themselves.
    said_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "course"], name="conflicts_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user} knows {self.student or self.group or self.course}"


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
