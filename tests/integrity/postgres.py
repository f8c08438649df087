"""Databases of a PostgreSQL on loopback; where it does not answer a test is skipped, in CI it fails."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

_SERVER = os.environ.get("CANDOR_TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/postgres")


@contextmanager
def a_database(copied_from: str = "template1") -> Iterator[str]:
    """Its name."""
    name = f"candor_test_{uuid.uuid4().hex[:12]}"
    _say(f'CREATE DATABASE "{name}" TEMPLATE "{copied_from}"')
    try:
        yield name
    finally:
        _say(f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(_SERVER)._replace(path=f"/{name}"))


def require_postgres() -> None:
    try:
        psycopg2.connect(_SERVER, connect_timeout=2).close()
    except psycopg2.OperationalError as error:
        is_not_there("PostgreSQL", error)


def is_not_there(server: str, error: Exception) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{server} must answer in CI: {error}")
    pytest.skip(f"{server} does not answer (make services): {error}")


def _say(statement: str) -> None:
    connection = psycopg2.connect(_SERVER)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
