"""Cases for a person's eye: who holds them, what was opened, drafted, decided, replied and appealed."""

import uuid

from django.db import models

from integrity.courses.models import Course
from integrity.inspections.models import Run
from integrity.lib.written_once import WrittenOnce
from integrity.people.models import User
from integrity.submissions.models import Submission


class CaseState(models.TextChoices):
    WAITING = "waiting"
    #: The newest report asks for nobody any more.
    WITHDRAWN = "withdrawn"
    #: Nothing is held against the student.
    DECIDED = "decided"
    #: The student knows what is to be decided against them, and may reply.
    NOTIFIED = "notified"
    RELEASED = "released"
    APPEALED = "appealed"
    #: The appeal is decided: nothing follows.
    CLOSED = "closed"


class Verdict(models.TextChoices):
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    CANNOT_TELL = "cannot_tell"


class Case(models.Model):
    """One submission that a person looks at. At most one person holds it at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="case")
    #: Of the newest report.
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    #: These three as the submission says; here, so that a queue is read from one index.
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cases")
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=CaseState, default=CaseState.WAITING)
    #: Drawn among the clear ones: no page says so.
    is_sample = models.BooleanField(default=False)
    holder = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lease_until = models.DateTimeField(null=True)
    #: Fencing token: grows whenever the case changes hands.
    token = models.PositiveBigIntegerField(default=0)
    #: To whom it was handed over.
    reserved_for = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    on_hold = models.BooleanField(default=False)
    #: When the student's time to reply is over and a person is needed again.
    due_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["course", "state", "handed_in_at", "id"], name="cases_in_a_queue"),
            models.Index(fields=["handed_in_at", "id"], name="cases_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.state}"


class PassingKind(models.TextChoices):
    HANDED_OVER = "handed_over"
    HELD = "held"
    SKIPPED = "skipped"
    #: Whoever says so never sees the case again.
    CONFLICT = "conflict"
    REOPENED = "reopened"


class Passing(WrittenOnce):
    """How a case came into other hands without a decision, and why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PassingKind)
    to = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.by}: {self.kind}"


class EvidenceOpened(WrittenOnce):
    """Somebody opened the evidence of a finding."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opened")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    finding_id = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user", "finding_id"], name="opened_once_by_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.finding_id}"


class Draft(models.Model):
    """What somebody typed and nobody else sees. It outlives their lease, and their decision."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: Of each finding by its id: `verdict` and `note`.
    verdicts = models.JSONField(default=dict)
    verdict = models.CharField(max_length=20, blank=True)
    policy = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    missed = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_draft_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.case_id}"


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
