"""What a worker does beside its inspections: it makes the copies that pages play, one after the other.

No message calls for it: the database says what is due. A thread of its own waits and watches, so that no
copy ever keeps an inspection waiting; the work is done in a process of low priority.
"""

import logging
import os
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from integrity.inspections.domain import copies
from integrity.inspections.domain.copies import CopyLease
from workers.apart.parent import ProcessApart, environment_for_strangers
from workers.viewing.facts import COPY_NAME, read_facts

logger = logging.getLogger(__name__)

_ROUND_S = 2.0
_LOOK_S = 0.5
_TOO_LONG = "The copy took longer than the {limit_s:.0f} seconds allowed."
_GONE = "The recording is no longer there."


@dataclass(frozen=True, slots=True, kw_only=True)
class _CopyErrand:
    recording: Path
    out: Path

    def command(self) -> list[str]:
        return [sys.executable, "-m", "workers.viewing.child", str(self.recording), str(self.out)]

    def environment(self) -> dict[str, str]:
        return environment_for_strangers(int(os.environ.get("CANDOR_THREADS", "1")))


def copy_along(stop: Event) -> None:
    """Makes what is due until told to stop. A database that is away is waited for."""
    while not stop.wait(_ROUND_S):
        try:
            close_old_connections()
            while not stop.is_set() and copy_next(stop):
                pass
        except DatabaseError as error:
            logger.warning("The database cannot be reached; copies wait. %s", error)
            connection.close()
    connection.close()


def copy_next(stop: Event) -> bool:
    """Whether there was anything to do."""
    lease = copies.take_copy()
    if lease is None:
        return False
    if not lease.recording.path.is_file():
        copies.fail_copy(lease, _GONE, permanent=True)
        return True
    shutil.rmtree(lease.folder, ignore_errors=True)
    lease.folder.mkdir(parents=True)
    kept = False
    try:
        kept = _carry_out(lease, stop)
    finally:
        if not kept:
            shutil.rmtree(lease.folder, ignore_errors=True)
    return True


def _carry_out(lease: CopyLease, stop: Event) -> bool:
    """Whether this attempt's copy is now the recording's."""
    with ProcessApart(_CopyErrand(recording=lease.recording.path, out=lease.folder)) as process:
        if not _watch(process, lease, stop):
            return False
        failure = process.failure
        if failure is None:
            return _keep(lease)
        logger.warning("No copy of %s: %s\n%s", lease.recording, failure.sentence, process.last_words)
        copies.fail_copy(lease, failure.sentence, permanent=failure.permanent)
        return False


def _watch(process: ProcessApart, lease: CopyLease, stop: Event) -> bool:
    """False where the process is to be ended: by order, by loss of the lease, by time."""
    begun_at = beaten_at = time.monotonic()
    while not process.has_ended(wait_s=_LOOK_S):
        now = time.monotonic()
        if stop.is_set():
            copies.give_back(lease)
            return False
        if now - begun_at > settings.CANDOR_COPY_LIMIT_S:
            copies.fail_copy(lease, _TOO_LONG.format(limit_s=settings.CANDOR_COPY_LIMIT_S), permanent=True)
            return False
        if now - beaten_at >= settings.CANDOR_HEARTBEAT_S:
            beaten_at = now
            if not copies.heartbeat(lease):
                return False
    return True


def _keep(lease: CopyLease) -> bool:
    try:
        facts = read_facts(lease.folder)
        size_bytes = (lease.folder / COPY_NAME).stat().st_size
    except (OSError, ValueError):
        logger.exception("The copy of %s cannot be used.", lease.recording)
        copies.fail_copy(lease, "The copy that was made cannot be used.", permanent=False)
        return False
    return copies.keep_copy(lease, asdict(facts), size_bytes=size_bytes)
