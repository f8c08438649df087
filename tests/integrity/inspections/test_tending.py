"""The round that a worker makes: what it waits for, and what it does not."""

from threading import Event

import pytest
from django.db import OperationalError

from integrity.inspections.domain import outbox, tending

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tending, "_ROUND_S", 0.0)
    # The test's own connection is the only one there is, and stays open.
    monkeypatch.setattr(tending, "close_old_connections", lambda: None)
    monkeypatch.setattr(tending.connection, "close", lambda: None)


def test_a_database_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Event()
    rounds: list[int] = []

    def fail_once() -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("the server closed the connection")
        stop.set()
        return 0

    monkeypatch.setattr(outbox, "publish_due", fail_once)
    tending.tend(stop)
    assert len(rounds) == 2


def test_any_other_error_ends_the_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise KeyError("a mistake in the program")

    monkeypatch.setattr(outbox, "publish_due", fail)
    with pytest.raises(KeyError):
        tending.tend(Event())
