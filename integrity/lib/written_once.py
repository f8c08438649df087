"""Rows that are written once and stay what they were."""

from typing import Any

from django.db import models


class WrittenOnce(models.Model):
    """What may be added later is said by the rule that adds it, with an update of just these columns."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is written once")
        super().save(*args, **kwargs)
