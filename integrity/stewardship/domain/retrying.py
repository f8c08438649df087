"""Inspecting again what stopped, by order of an administrator."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from integrity.audit.domain import audit
from integrity.inspections.domain.requests import request_again
from integrity.inspections.models import Run
from integrity.people.models import User
from integrity.stewardship.queues import failed_runs


def retry(run_ids: Iterable[UUID], *, by: User) -> list[Run]:
    """The new runs. One that did not stop, or was tried again meanwhile, is passed over."""
    made = []
    for failed in failed_runs().filter(pk__in=list(run_ids)):
        with transaction.atomic():
            run = request_again(failed.submission)
            audit.append("run.retried", subject=f"run:{failed.pk}", by=by, run=str(run.pk))
        made.append(run)
    return made
