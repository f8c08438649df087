"""Cases for a person's eye: who holds them, what was opened in them, and what was typed."""

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
    #: Somebody else looks, and knows nothing of the first decision; nobody is told of it yet.
    SECOND = "second"
    #: The two did not say the same: a third person decides.
    SETTLING = "settling"
    #: The appeal is decided: nothing follows.
    CLOSED = "closed"


#: In these a case may need a person: now, or when the student's time is over.
ASKING = (
    CaseState.WAITING,
    CaseState.NOTIFIED,
    CaseState.APPEALED,
    CaseState.SECOND,
    CaseState.SETTLING,
)


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
    #: To whom it was handed over. Without an index: of a queue nearly all are kept for nobody, which SQLite
    #: would look up before it sorts them.
    reserved_for = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on_hold = models.BooleanField(default=False)
    #: When the student's time to reply is over and a person is needed again.
    due_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    #: When it was handed in, as long as it may need a person: a queue is read along this, past nothing else.
    asks_since = models.GeneratedField(
        expression=models.Case(models.When(state__in=ASKING, then=models.F("handed_in_at"))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["asks_since", "id"], name="cases_that_ask"),
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


class CaseCode(models.Model):
    """A code that the case's newest report has: what a queue is narrowed by."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["code", "case"], name="cases_by_code")]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="a_case_has_a_code_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.code}"
