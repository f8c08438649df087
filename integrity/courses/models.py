"""Courses, who belongs to them as what, their assignments, and the templates and variants of these."""

import secrets
import uuid

from django.db import models

from integrity.lib.written_once import WrittenOnce
from integrity.people.models import Institution, User
from workers.brief import Brief, parse_brief

SECRET_BYTES = 32


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


class Role(models.TextChoices):
    STUDENT = "student"
    INSTRUCTOR = "instructor"
    REVIEWER = "reviewer"
    #: Sees what the students of their groups handed in, and no more.
    ASSISTANT = "assistant"


class Course(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(max_length=200)
    #: Whoever knows it can make every code of the course: on no page, in no log.
    secret = models.BinaryField(max_length=SECRET_BYTES, default=new_secret, editable=False)
    #: How many numbers were given to variants, whatever their template.
    variants_issued = models.PositiveIntegerField(default=0, editable=False)
    #: How many were given to try-outs, from the last one down: a student's code never hangs on one of these.
    tryouts_issued = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return self.title


class CourseSettings(models.Model):
    """What a course does in another way than it would without."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, primary_key=True, related_name="settings")
    #: Names of checks that are taken out of every brief before anything runs.
    checks_off = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"settings of {self.course}"


class Group(models.Model):
    """Some students of a course, and the assistants who look after them."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["course", "name"], name="a_group_s_name_is_its_own")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one course. Somebody who teaches here may learn elsewhere."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    groups = models.ManyToManyField(Group, related_name="memberships", blank=True)
    #: Names of variants.template.Accommodation: how the person's variants are issued from now on.
    accommodations = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "user"], name="one_role_in_a_course")]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.course}"


class Arrangement(WrittenOnce):
    """What the disability office arranged for a person in all courses of its institution; the newest counts."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="arrangements")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="arrangements")
    #: Names of checks and codes that are taken out of the person's briefs before anything runs.
    removed = models.JSONField(default=list)
    #: Names of variants.template.Accommodation.
    ways = models.JSONField(default=list)
    #: The office's alone: no page of a course and no report has it.
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"arrangement {self.pk}"


class TaskTemplate(models.Model):
    """What variants are made from. Its texts are in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="templates")
    #: The key `id` of its text: codes hang on it, so it never changes.
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["course", "name"], name="a_template_s_name_is_its_own")
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(WrittenOnce):
    """One text of a template. Only its release is added later, once."""

    template = models.ForeignKey(TaskTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    toml = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="a_version_has_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.template.name} {self.number}"


class TemplateCheck(models.Model):
    """The check of a version, as far as it has come: made-up people examined one after another."""

    version = models.OneToOneField(TemplateVersion, on_delete=models.CASCADE, related_name="check_made")
    people = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    #: Until when a request is expected to examine; others leave it to that one.
    taken_until = models.DateTimeField(null=True)
    #: What was found of each, as compressed JSON; emptied once there is a report.
    examined = models.BinaryField(default=bytes, editable=False)
    #: Null until all people are examined.
    report = models.JSONField(null=True)
    passed = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.version}: {self.done} of {self.people}"

    @property
    def is_over(self) -> bool:
        return self.report is not None


class Assignment(models.Model):
    """What students are asked to record: one brief for all, or of each person's own variant.

    A brief is kept as it was written, and says the title; of variants there is none here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="assignments")
    title = models.CharField(max_length=200)
    brief_toml = models.TextField(blank=True)
    #: From which variants are issued from now on; those that were issued stay as they are.
    template_version = models.ForeignKey(
        TemplateVersion, null=True, on_delete=models.PROTECT, related_name="assignments"
    )
    #: Null: no such limit. What counts of a recording is Submission.counts_at.
    opens_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(null=True)
    #: What being late means, for students to read. Nothing follows from it by itself.
    late_policy = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def brief(self) -> Brief:
        """Of an assignment without a template."""
        return parse_brief(self.brief_toml)


class Extension(WrittenOnce):
    """What one person was given beyond an assignment's limits; the newest counts."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="extensions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="extensions")
    due_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    more_attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.user}: {self.assignment}"


class OfStudents(models.Manager["IssuedVariant"]):
    def get_queryset(self) -> models.QuerySet["IssuedVariant"]:
        return super().get_queryset().filter(is_tryout=False)


class IssuedVariant(WrittenOnce):
    """One person's variant for one attempt, frozen when it was first seen. Only its end is added later.

    `objects` are those of students; only `everything` has those with which instructors try a task out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="variants")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="variants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="variants")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="variants")
    attempt = models.PositiveIntegerField()
    #: Among all variants of the course, from 0 (domain/numbers.py).
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    accommodations = models.JSONField(default=list)
    #: What the student may see: never an answer.
    data = models.JSONField()
    answers = models.JSONField()
    #: Each drawn value, the same in every language, and the ways in which texts write it (domain/traits.py).
    traits = models.JSONField()
    brief_toml = models.TextField()
    code = models.CharField(max_length=20, blank=True)
    phrase = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    issued_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    #: Why the person was given another one.
    superseded_reason = models.TextField(blank=True)
    is_tryout = models.BooleanField(default=False)

    objects = OfStudents()
    everything = models.Manager["IssuedVariant"]()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "user", "attempt"],
                condition=models.Q(is_tryout=False),
                name="an_attempt_is_issued_once",
            ),
            models.UniqueConstraint(
                fields=["assignment", "user"],
                condition=models.Q(superseded_at__isnull=True, is_tryout=False),
                name="one_variant_is_current",
            ),
            models.UniqueConstraint(
                fields=["assignment", "user", "version"],
                condition=models.Q(is_tryout=True),
                name="a_version_is_tried_out_with_one",
            ),
            models.UniqueConstraint(fields=["course", "number"], name="a_number_is_one_variant_s"),
            models.UniqueConstraint(
                fields=["assignment", "code"], condition=~models.Q(code=""), name="a_code_is_one_variant_s"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.assignment}, {self.attempt}"


class AnswerGiven(WrittenOnce):
    """What a student typed as an answer, and how it was judged. The last valid one counts."""

    variant = models.ForeignKey(IssuedVariant, on_delete=models.CASCADE, related_name="given")
    answer = models.CharField(max_length=100)
    given = models.TextField()
    #: A name of variants.judging.Judged, and of Why where it could not be judged.
    judged = models.CharField(max_length=10)
    why = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.variant_id} {self.answer}: {self.judged}"


class Adjustment(WrittenOnce):
    """How much an answer counts of those who drew a value, as a person decided; the newest counts."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="adjustments")
    parameter = models.CharField(max_length=100)
    value = models.CharField(max_length=200)
    factor = models.DecimalField(max_digits=3, decimal_places=2)
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.parameter} {self.value}: {self.factor}"
