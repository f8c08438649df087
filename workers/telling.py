"""A worker tells the site which engines it has, and every minute that it is still there."""

import json
import logging
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from threading import Event
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from integrity.stewardship.domain.inventory import note_gone, note_seen, note_worker
from integrity.stewardship.models import NOTE_EVERY_S
from workers.engines.settings import vlm_hosts
from workers.engines.vlm.destinations import read_hosts
from workers.errors import EngineUnavailable

logger = logging.getLogger(__name__)

_LISTING_LIMIT_S = 120


def worker_name() -> str:
    """Two workers on one machine are two."""
    return f"{socket.gethostname()}, process {os.getpid()}"


def tell(stop: Event) -> None:
    """Until told to stop. A database that is away is told later; inspections never wait for this."""
    name = worker_name()
    _tell_there(name)
    while not stop.wait(NOTE_EVERY_S):
        _tell_there(name)
    _tell_gone(name)
    connection.close()


def _tell_there(name: str) -> None:
    try:
        close_old_connections()
        if not note_seen(name):
            hosts, why_not = _hosts()
            note_worker(name, engines=_engines(), hosts=hosts, hosts_why_not=why_not)
    except DatabaseError as error:
        logger.warning("The site could not be told that this worker is there. %s", error)
        connection.close()


def _tell_gone(name: str) -> None:
    try:
        note_gone(name)
    except DatabaseError as error:
        logger.warning("The site could not be told that this worker ends. %s", error)


def _engines() -> list[dict[str, Any]]:
    """Asked in a process of its own: engines' libraries are large, and this one only waits and watches."""
    command = [sys.executable, "-m", "workers", "engines", "--json"]
    try:
        listed = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_LISTING_LIMIT_S
        )
        engines: list[dict[str, Any]] = json.loads(listed.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        logger.exception("The engines of this worker could not be listed.")
        return []
    return engines


def _hosts() -> tuple[list[dict[str, str]], str]:
    """Those outside that may be sent pictures, and why their list is of no use."""
    try:
        return [asdict(host) for host in read_hosts(vlm_hosts())], ""
    except EngineUnavailable as error:
        return [], str(error)
