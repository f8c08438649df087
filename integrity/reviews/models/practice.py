"""Decided cases that reviewers practise with. Nothing of it reaches a student."""

from django.db import models

from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.reviews.models.case import Case
from integrity.reviews.models.decision import Decision


class KnownCase(models.Model):
    """A decided case whose decision an instructor holds to be right. `retired`: nobody is given it any more."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="known")
    #: The one that is held to be right, whatever is decided later.
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: What there is to learn from it; shown with the answer.
    note = models.TextField(blank=True)
    retired = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.case_id}: known"


class PracticeAnswer(WrittenOnce):
    """What a reviewer said of a known case, once."""

    known = models.ForeignKey(KnownCase, on_delete=models.PROTECT, related_name="answers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: Of each finding by its id.
    verdicts = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["known", "user"], name="a_known_case_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.known_id}"
