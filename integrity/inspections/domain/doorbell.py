"""Ringing the workers: a message that names a run. Nothing is lost with it but time."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from integrity.lib import folder_broker
from workers.brief import parse_brief
from workers.errors import BriefInvalid

if TYPE_CHECKING:
    from celery import Celery

TASK = "candor.inspect"
QUEUE = "inspect"
#: For briefs that need a video-language model, where one was set up.
MODEL_QUEUE = "inspect-gpu"
QUEUES = (QUEUE, MODEL_QUEUE)

#: How often a worker looks into the embedded broker's folder.
_POLL_S = 0.3


def broker_settings() -> dict[str, Any]:
    """Celery's settings, the same for those who ring and those who listen."""
    return {
        "broker_url": settings.CANDOR_BROKER_URL or folder_broker.URL,
        "broker_transport_options": _transport_options(),
        "broker_connection_timeout": 4,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_default_queue": QUEUE,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "worker_hijack_root_logger": False,
    }


def ring(run_id: UUID, queue: str = QUEUE) -> None:
    """Raises OSError or kombu's OperationalError where the broker cannot be reached."""
    _caller().send_task(TASK, kwargs={"run_id": str(run_id)}, queue=queue, retry=False)
    _hand_over()


def queue_for(brief_toml: str) -> str:
    """Where a brief's inspection waits: it needs a model where a step can only be seen.

    Without a model its steps stay open, and any worker can do that.
    """
    if settings.CANDOR_VLM == "none":
        return QUEUE
    try:
        needs_model = bool(parse_brief(brief_toml).steps_without_ground)
    except BriefInvalid:
        # Whoever takes it up says so in the run's own sentence.
        needs_model = False
    return MODEL_QUEUE if needs_model else QUEUE


def prepare_folders() -> None:
    """The embedded broker's folders, also after somebody emptied or removed them."""
    for folder in (_outgoing(), _incoming(), _processed(), _control()):
        folder.mkdir(parents=True, exist_ok=True)


def forget_processed() -> None:
    """Deletes the messages that the embedded broker has delivered."""
    for message in _processed().glob("*.msg"):
        message.unlink(missing_ok=True)


def is_embedded() -> bool:
    return not settings.CANDOR_BROKER_URL


def _caller() -> "Celery":
    if is_embedded():
        prepare_folders()
    return _caller_of(settings.CANDOR_BROKER_URL, _folder(""))


@lru_cache(maxsize=1)
def _caller_of(_url: str, _folder: Path) -> "Celery":
    """One for each broker, so that its connections are kept."""
    from celery import Celery  # noqa: PLC0415 -- takes long to import, and most processes ring nobody

    caller = Celery("candor", set_as_current=False)
    options = broker_settings()
    if is_embedded():
        # Written aside first: a listener must never see half a message.
        options["broker_transport_options"] |= {"data_folder_out": str(_outgoing())}
    caller.conf.update(options)
    return caller


def _hand_over() -> None:
    if is_embedded():
        for message in _outgoing().glob("*.msg"):
            message.replace(_incoming() / message.name)


def _transport_options() -> dict[str, Any]:
    if not is_embedded():
        return {"socket_timeout": 4, "socket_connect_timeout": 4} if _is_redis() else {}
    return {
        "data_folder_in": str(_incoming()),
        "data_folder_out": str(_incoming()),
        "control_folder": str(_control()),
        "store_processed": True,
        "processed_folder": str(_processed()),
        "polling_interval": _POLL_S,
    }


def _is_redis() -> bool:
    return str(settings.CANDOR_BROKER_URL).startswith(("redis:", "rediss:"))


def _folder(name: str) -> Path:
    home: Path = settings.CANDOR_BROKER_FOLDER
    return home / name


def _incoming() -> Path:
    return _folder("incoming")


def _outgoing() -> Path:
    return _folder("outgoing")


def _processed() -> Path:
    return _folder("processed")


def _control() -> Path:
    return _folder("control")
