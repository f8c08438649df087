"""Who uses the site. What a person may do is said by their memberships (courses), not here."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class Institution(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    #: On what basis faces are looked at, in words that students read; empty: they are not.
    faces_basis = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    #: A demo's sign-in: its password is refused from anywhere but this machine.
    loopback_only = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Office(models.TextChoices):
    #: The disability office: sets how a person's recordings are looked at, and alone knows why.
    ACCOMMODATIONS = "accommodations"
    #: May be named to review in any course of the institution.
    REVIEWS = "reviews"


class Appointment(models.Model):
    """Who holds an office of an institution."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="appointments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appointments")
    office = models.CharField(max_length=20, choices=Office)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "user", "office"], name="appointed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.office} of {self.institution}"
