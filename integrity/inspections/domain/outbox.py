"""Rings that are owed become messages. A ring published twice does no harm: leases see to that."""

import logging

from django.utils import timezone
from kombu.exceptions import KombuError

from integrity.inspections.domain import doorbell
from integrity.inspections.models import OutboxRow

logger = logging.getLogger(__name__)

_BATCH = 100


def publish_due() -> int:
    """Publishes what is due, oldest first; how many. What the broker refuses stays owed."""
    published = 0
    rows = OutboxRow.objects.select_related("run").filter(
        published_at__isnull=True, due_at__lte=timezone.now()
    )
    for row in rows.order_by("id")[:_BATCH]:
        try:
            doorbell.ring(row.run_id, doorbell.queue_for(row.run.brief_toml))
        except (OSError, KombuError) as error:
            logger.warning("The broker cannot be reached; the rings stay owed. %s", error)
            return published
        OutboxRow.objects.filter(pk=row.pk).update(published_at=timezone.now())
        published += 1
    return published
