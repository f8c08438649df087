"""What a worker does when the bell rings: take the run, have it inspected apart, store the report."""

import logging
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from uuid import UUID

from django.conf import settings

from integrity.inspections.domain import leases, reports
from integrity.inspections.domain.classmates import names_beside
from integrity.inspections.domain.leases import Lease
from integrity.inspections.models import Run, run_folder
from workers.apart.parent import Job, ProcessApart
from workers.report import report_from_json

logger = logging.getLogger(__name__)

#: Set when the worker is told to stop: runs under way are given back.
stopping = Event()

_LOOK_S = 0.5
_TOO_LONG = "The inspection took longer than the {limit_s:.0f} seconds allowed."
_NO_REPORT = "The inspection ended without a report that can be read."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One try at a run, with the folder that only this try writes to."""

    lease: Lease
    run: Run
    folder: Path

    @property
    def job(self) -> Job:
        return Job(
            inspector=settings.CANDOR_INSPECTOR,
            recording=self.run.submission.recording.path,
            brief=self.folder / "brief.toml",
            people=self.folder / "scratch" / "people.txt",
            file_name=self.folder / "scratch" / "name.txt",
            out=self.folder,
            scratch=self.folder / "scratch",
            cache=settings.CANDOR_CACHE,
            threads=int(os.environ.get("CANDOR_THREADS", "1")),
        )


def inspect_run(run_id: str) -> None:
    """Takes the run if it is to be had. A second message for it finds nothing to do."""
    if stopping.is_set():
        return
    lease = leases.take(UUID(run_id))
    if lease is None:
        return
    run = Run.objects.select_related("submission__recording").get(pk=lease.run_id)
    attempt = _Attempt(lease=lease, run=run, folder=run_folder(run.pk) / f"{lease.token}")
    _prepare(attempt)
    kept = False
    try:
        kept = _carry_out(attempt)
    finally:
        shutil.rmtree(attempt.job.scratch if kept else attempt.folder, ignore_errors=True)


def _prepare(attempt: _Attempt) -> None:
    shutil.rmtree(attempt.folder, ignore_errors=True)
    attempt.job.scratch.mkdir(parents=True)
    attempt.job.brief.write_text(attempt.run.brief_toml, encoding="utf-8")
    names = names_beside(attempt.run.submission)
    attempt.job.people.write_text("\n".join(names), encoding="utf-8")
    attempt.job.file_name.write_text(attempt.run.submission.file_name, encoding="utf-8")
    settings.CANDOR_CACHE.mkdir(parents=True, exist_ok=True)


def _carry_out(attempt: _Attempt) -> bool:
    """Whether this attempt's report is now the run's."""
    with ProcessApart(attempt.job) as process:
        if not _watch(process, attempt.lease):
            return False
        failure = process.failure
        if failure is None:
            return _store(attempt)
        logger.warning("Run %s: %s\n%s", attempt.run.pk, failure.sentence, process.last_words)
        leases.fail(attempt.lease, failure.sentence, permanent=failure.permanent)
        return False


def _watch(process: ProcessApart, lease: Lease) -> bool:
    """Beats while the process works. False where it is to be ended: by order, by loss of the lease, by time."""
    begun_at = beaten_at = time.monotonic()
    told = process.progress
    while not process.has_ended(wait_s=_LOOK_S):
        if stopping.is_set():
            leases.give_back(lease)
            return False
        now = time.monotonic()
        if now - begun_at > settings.CANDOR_INSPECTION_LIMIT_S:
            sentence = _TOO_LONG.format(limit_s=settings.CANDOR_INSPECTION_LIMIT_S)
            leases.fail(lease, sentence, permanent=False)
            return False
        if process.progress == told and now - beaten_at < settings.CANDOR_HEARTBEAT_S:
            continue
        told, beaten_at = process.progress, now
        if not leases.heartbeat(lease, told):
            logger.warning("Run %s was given to another worker; this one stops.", lease.run_id)
            return False
    return True


def _store(attempt: _Attempt) -> bool:
    try:
        report = report_from_json((attempt.folder / "report.json").read_bytes())
    except (OSError, ValueError):
        logger.exception("Run %s left no readable report.", attempt.run.pk)
        leases.fail(attempt.lease, _NO_REPORT, permanent=False)
        return False
    return reports.store(attempt.lease, report, folder=attempt.folder.name)
