"""What persons decided about a case, what its student said to that, and the appeal."""

from django.db import models

from integrity.inspections.models import Run
from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.reviews.models.case import Case, CaseState, Verdict


class Decision(WrittenOnce):
    """What a person decided. A later one of the same case comes after it, never instead of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: Whose report was decided about.
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    #: In which state the case was.
    stage = models.CharField(max_length=20, choices=CaseState)
    verdict = models.CharField(max_length=20, choices=Verdict)
    policy = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    #: What the report should have pointed at: about the machine, held against nobody.
    missed = models.TextField(blank=True)
    at = models.DateTimeField()
    #: Until then it can be undone, and does not take effect.
    undo_until = models.DateTimeField()
    #: Until when the student may reply; null where nothing new is held against them.
    reply_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="a_decision_has_one_number")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}: {self.verdict}"


class FindingDecision(WrittenOnce):
    """What a person decided about one finding, with the finding as it then was."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="findings")
    finding_id = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=Verdict)
    note = models.TextField(blank=True)
    finding = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "finding_id"], name="a_finding_is_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.verdict}"


class Undoing(WrittenOnce):
    """A decision taken back within its minute. Both stay."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="undoing")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.decision}, undone"


class Release(WrittenOnce):
    """A person put a decision against the student into effect."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="release")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.decision}, released"


class Reply(WrittenOnce):
    """What the student said before anything took effect, pinned to a time of the recording."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    at_s = models.FloatField(null=True)
    #: Of the finding that it is about; empty where it is about none.
    finding_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.text[:40]}"


class Appeal(WrittenOnce):
    """The student asks for another person. Once in a case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="appeal")
    #: Against which decision.
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.text[:40]}"
