"""Who uses the site. What a person may do is said by their memberships (courses), not here."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class Institution(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)

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
