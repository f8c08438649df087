"""What the administrator of the site keeps: what workers said of themselves, how long things stay, and holds."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from integrity.courses.models import Course
from integrity.people.models import User

#: A worker says that it is there every minute; after three it is not believed any more.
NOTE_EVERY_S = 60.0
STALE_AFTER_S = 180.0


class WorkerNote(models.Model):
    """What a worker said of itself when it started, and when it was heard of last."""

    name = models.CharField(max_length=200, unique=True)
    #: As `candor engines --json` has them.
    engines = models.JSONField(default=list)
    #: Where it may send pictures outside its own network: host, processor, region, agreement.
    hosts = models.JSONField(default=list)
    #: Why its list of hosts is of no use, as a sentence.
    hosts_why_not = models.TextField(blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-seen_at", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_stale(self) -> bool:
        return timezone.now() - self.seen_at > timedelta(seconds=STALE_AFTER_S)


class Artefact(models.TextChoices):
    """What is kept of a submission, each for a time of its own."""

    #: What was perceived, kept so that nothing is perceived twice.
    CACHE = "cache"
    #: What was perceived, beside the report.
    TRACKS = "tracks"
    EVIDENCE = "evidence"
    #: The small copy that pages play.
    COPY = "copy"
    #: With what was made from it.
    RECORDING = "recording"
    #: All of it: rows and files.
    SUBMISSION = "submission"


class RetentionRule(models.Model):
    """How long an artefact stays after it was handed in; without a rule until somebody erases it."""

    artefact = models.CharField(max_length=20, choices=Artefact, unique=True)
    days = models.PositiveIntegerField()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.artefact}: {self.days} days"


class CourseRule(models.Model):
    """An artefact that a course keeps for a shorter time. Of this rule and the site's, the shorter time counts."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="retention_rules")
    artefact = models.CharField(max_length=20, choices=Artefact)
    days = models.PositiveIntegerField()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["course", "artefact"]
        constraints = [
            models.UniqueConstraint(fields=["course", "artefact"], name="a_course_has_one_rule_for_it")
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.artefact}, {self.days} days"


class Cleared(models.Model):
    """An artefact of a submission went by a rule; the submission's page says so."""

    submission = models.ForeignKey("submissions.Submission", on_delete=models.CASCADE, related_name="cleared")
    artefact = models.CharField(max_length=20, choices=Artefact)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "artefact"], name="cleared_once")]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.artefact}"


class LegalHold(models.Model):
    """Nothing of this person goes while it stands."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.person}, held since {self.at:%Y-%m-%d}"


class DoomedPath(models.Model):
    """A file or folder under CANDOR_HOME whose rows are erased: owed from that transaction on until it is gone."""

    path = models.TextField()
    #: The recording of whose bytes it is: it stays where somebody handed in the same since. Empty for others.
    sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.path
