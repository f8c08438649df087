"""Storing a run's report: in one transaction, once, and only by the newest lease."""

import shutil

from django.db import transaction
from django.utils import timezone

from integrity.inspections.domain.leases import Lease, held_by
from integrity.inspections.models import RunState, StoredReport, run_folder
from workers.report import Report, report_to_data


def store(lease: Lease, report: Report, *, folder: str) -> bool:
    """False, and nothing is kept, where a newer lease has been given out.

    `folder` is the name of the attempt's folder; its evidence and tracks are already written.
    """
    with transaction.atomic():
        finished = held_by(lease).update(
            state=RunState.DONE, lease_until=None, fraction=1.0, sentence="", finished_at=timezone.now()
        )
        if finished:
            StoredReport.objects.create(
                run_id=lease.run_id, outcome=report.outcome, data=report_to_data(report), folder=folder
            )
    if finished:
        _forget_other_attempts(lease, folder)
    return bool(finished)


def _forget_other_attempts(lease: Lease, folder: str) -> None:
    """What a killed worker left behind. A stale one that still writes loses its folder, and its lease."""
    for attempt in run_folder(lease.run_id).iterdir():
        if attempt.name != folder:
            shutil.rmtree(attempt, ignore_errors=True)
