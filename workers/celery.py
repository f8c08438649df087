"""The worker: `celery -A workers.celery worker --pool threads`. It listens, tends the runs, and tells what it has.

Inspections run in processes of their own (workers/apart), so the pool's threads only wait and watch.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

import django
from celery import Celery
from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integrity.settings")
django.setup()

from integrity.inspections.domain import doorbell  # noqa: E402 -- Django's models load after its set-up
from integrity.inspections.domain.tending import tend  # noqa: E402 -- likewise
from integrity.lib.parents import end_with_parent  # noqa: E402 -- likewise
from workers.copying import copy_along  # noqa: E402 -- likewise
from workers.tasks import inspect_run, stopping  # noqa: E402 -- likewise
from workers.telling import tell  # noqa: E402 -- likewise

logger = logging.getLogger(__name__)

app = Celery("candor", set_as_current=False)
app.conf.update(doorbell.broker_settings())
app.task(name=doorbell.TASK)(inspect_run)
if doorbell.is_embedded():
    doorbell.prepare_folders()


def _start_tending(**_: Any) -> None:
    end_with_parent()
    threading.Thread(target=tell, args=[stopping], name="telling", daemon=True).start()
    threading.Thread(target=_go_on_or_end, args=(tend,), name="tending", daemon=True).start()
    if settings.CANDOR_COPIES:
        threading.Thread(target=_go_on_or_end, args=(copy_along,), name="copying", daemon=True).start()


def _go_on_or_end(work: Callable[[threading.Event], None]) -> None:
    """A worker that cannot tend is of no use: it ends, and whoever watches it starts another."""
    try:
        work(stopping)
    except BaseException:
        logger.exception("%s failed; this worker ends.", threading.current_thread().name.capitalize())
        os.kill(os.getpid(), signal.SIGTERM)
        raise


def _stop(**_: Any) -> None:
    stopping.set()


worker_ready.connect(_start_tending, weak=False)
worker_shutting_down.connect(_stop, weak=False)
