"""What a reviewer saw before the report's findings were opened to them."""

from django.db import models

from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.reviews.models.case import Case


class Mark(WrittenOnce):
    """Something that a reviewer saw by themselves; a span of the recording, zero-based seconds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="marks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    start_s = models.FloatField()
    end_s = models.FloatField()
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["start_s", "id"]

    def __str__(self) -> str:
        return f"{self.user}: {self.text[:40]}"


class Look(WrittenOnce):
    """The reviewer said that these marks, or none, are what they saw: from here on the findings are open."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="looks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="a_person_looks_first_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.case_id}"
