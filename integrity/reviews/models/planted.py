"""Known cases that come through the queue like any other. Nothing of them is anybody's."""

from django.db import models

from integrity.people.models import User
from integrity.reviews.models.case import Case
from integrity.reviews.models.practice import KnownCase


class PlantedCase(models.Model):
    """A double of a known case: the same recording and report, given under a made-up name."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="planted")
    #: What is held to be right about it.
    known = models.ForeignKey(KnownCase, on_delete=models.PROTECT, related_name="planted")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: Who agreed that the recording is used so, and where that is written.
    agreed = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.case_id}: planted"
