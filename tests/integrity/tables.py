"""Tables without rows: to make them takes longer than most tests, so that they are made once and copied."""

import fcntl
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from integrity.lib.environment import env_database

_ROOT = Path(__file__).parent.parent.parent
_KEPT = _ROOT / ".pytest_cache" / "tables"


def file_with_tables() -> Path:
    """A database of SQLite, kept until a migration is another; whoever comes second waits for the first."""
    file = _KEPT / f"{_name()}.sqlite3"
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (_KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for earlier in _KEPT.glob("*.sqlite3"):
                earlier.unlink()
            _make(file)
    return file


def migrate(database: dict[str, Any]) -> None:
    with bound_to(database):
        call_command("migrate", verbosity=0)


@contextmanager
def bound_to(database: dict[str, Any]) -> Iterator[None]:
    """This process asks that database, and no other."""
    usual = connections.settings["default"]
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = usual
        del connections["default"]


@contextmanager
def filled_at_first_sight() -> Iterator[None]:
    """The first database that is connected to gets the tables before anything is asked of it."""
    file = file_with_tables()

    def fill(connection: BaseDatabaseWrapper, **_more: Any) -> None:
        connection_created.disconnect(fill)
        with closing(sqlite3.connect(file)) as source:
            source.backup(connection.connection)

    connection_created.connect(fill)
    try:
        yield
    finally:
        connection_created.disconnect(fill)


def _make(file: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="candor-tables-") as folder:
        database = env_database("NOT_SET", home=Path(folder))
        migrate(database)
        made = shutil.copyfile(database["NAME"], file.with_suffix(".part"))
    made.replace(file)


def _name() -> str:
    read = hashlib.sha256(django.__version__.encode())
    for path in sorted((_ROOT / "integrity").glob("*/migrations/*.py")):
        read.update(path.read_bytes())
    return read.hexdigest()[:16]
