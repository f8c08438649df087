"""Houses to try the queue in: embedded, and with servers."""

import os
from collections.abc import Iterator
from pathlib import Path

import kombu
import pytest
from pytest_django import DjangoDbBlocker, Settings

from integrity.inspections.domain.doorbell import QUEUES
from integrity.lib.environment import env_database
from tests.integrity.houses import House, a_house
from tests.integrity.postgres import a_database, is_not_there, url_of

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
    tables: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[House]:
    """PostgreSQL with Redis or RabbitMQ."""
    broker_url = BROKERS[request.param]
    _require(broker_url)
    with a_database(copied_from=tables) as name:
        urls = {"CANDOR_DATABASE_URL": url_of(name), "CANDOR_BROKER_URL": broker_url}
        monkeypatch.setenv("CANDOR_DATABASE_URL", urls["CANDOR_DATABASE_URL"])
        settings.CANDOR_BROKER_URL = broker_url
        with django_db_blocker.unblock():
            database = env_database("CANDOR_DATABASE_URL", home=home)
            with a_house(home, database=database, urls=urls) as house:
                yield house


def _require(broker_url: str) -> None:
    try:
        with kombu.Connection(broker_url, connect_timeout=2) as connection:
            connection.ensure_connection(max_retries=1, timeout=3)
            for queue in QUEUES:
                kombu.Queue(queue)(connection.default_channel).declare()
                connection.default_channel.queue_purge(queue)
    except connection_errors() as error:
        is_not_there("the broker", error)


def connection_errors() -> tuple[type[Exception], ...]:
    return (kombu.exceptions.OperationalError, OSError)
