"""Houses to try the queue in: embedded, and with servers."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import kombu
import psycopg2
import pytest
from pytest_django import DjangoDbBlocker, Settings

from integrity.inspections.domain.doorbell import QUEUES
from integrity.lib.environment import env_database
from tests.integrity.houses import House, a_house

POSTGRES = os.environ.get("CANDOR_TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/postgres")
BROKERS = {
    "redis": os.environ.get("CANDOR_TEST_REDIS_URL", "redis://127.0.0.1:6379/9"),
    "rabbitmq": os.environ.get("CANDOR_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}


@pytest.fixture
def house(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """SQLite and a folder for a broker."""
    with django_db_blocker.unblock():
        database = env_database("NOT_SET", home=home)
        with a_house(home, database=database, urls={}) as house:
            yield house


@pytest.fixture(params=sorted(BROKERS))
def served_house(
    request: pytest.FixtureRequest,
    home: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[House]:
    """PostgreSQL with Redis or RabbitMQ. Where they do not answer the test is skipped, in CI it fails."""
    broker_url = BROKERS[request.param]
    _require(broker_url)
    name = f"candor_test_{uuid.uuid4().hex[:12]}"
    url = urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    _say(f'CREATE DATABASE "{name}"')
    monkeypatch.setenv("CANDOR_DATABASE_URL", url)
    settings.CANDOR_BROKER_URL = broker_url
    urls = {"CANDOR_DATABASE_URL": url, "CANDOR_BROKER_URL": broker_url}
    try:
        with django_db_blocker.unblock():
            database = env_database("CANDOR_DATABASE_URL", home=home)
            with a_house(home, database=database, urls=urls) as house:
                yield house
    finally:
        _say(f'DROP DATABASE "{name}" WITH (FORCE)')


def _require(broker_url: str) -> None:
    try:
        psycopg2.connect(POSTGRES, connect_timeout=2).close()
        with kombu.Connection(broker_url, connect_timeout=2) as connection:
            connection.ensure_connection(max_retries=1, timeout=3)
            for queue in QUEUES:
                kombu.Queue(queue)(connection.default_channel).declare()
                connection.default_channel.queue_purge(queue)
    except (psycopg2.OperationalError, *connection_errors()) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL and the broker must answer in CI: {error}")
        pytest.skip(f"PostgreSQL or the broker does not answer (make services): {error}")


def connection_errors() -> tuple[type[Exception], ...]:
    return (kombu.exceptions.OperationalError, OSError)


def _say(statement: str) -> None:
    connection = psycopg2.connect(POSTGRES)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
