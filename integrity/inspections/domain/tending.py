"""The round that every worker makes beside its work: publish what is owed, sweep what fell off or expired."""

import logging
import time
from threading import Event

from django.db import DatabaseError, close_old_connections, connection

from integrity.inspections.domain import doorbell, outbox, sweeper
from integrity.submissions.domain.arriving import forget_expired
from integrity.submissions.domain.takes import discard_expired

logger = logging.getLogger(__name__)

_ROUND_S = 0.5
_SWEEP_EVERY_S = 2.0


def tend(stop: Event) -> None:
    """Makes rounds until told to stop. A database that is away is waited for; any other error is raised."""
    swept_at = float("-inf")
    while not stop.wait(_ROUND_S):
        try:
            close_old_connections()
            if time.monotonic() - swept_at >= _SWEEP_EVERY_S:
                swept_at = time.monotonic()
                _sweep()
            outbox.publish_due()
        except DatabaseError as error:
            logger.warning("The database cannot be reached; the round is made again. %s", error)
            connection.close()
    connection.close()


def _sweep() -> None:
    if doorbell.is_embedded():
        doorbell.prepare_folders()
        doorbell.forget_processed()
    sweeper.sweep()
    forget_expired()
    discard_expired()
