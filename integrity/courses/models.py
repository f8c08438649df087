"""Courses, who belongs to them as what, and their assignments."""

import uuid

from django.db import models

from integrity.people.models import Institution, User
from workers.brief import Brief, parse_brief


class Role(models.TextChoices):
    STUDENT = "student"
    INSTRUCTOR = "instructor"
    REVIEWER = "reviewer"


class Course(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """One person in one course. Somebody who teaches here may learn elsewhere."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "user"], name="one_role_in_a_course")]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.course}"


class Assignment(models.Model):
    """What students are asked to record. The brief is kept as it was written; it says the title."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="assignments")
    title = models.CharField(max_length=200)
    brief_toml = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def brief(self) -> Brief:
        return parse_brief(self.brief_toml)
