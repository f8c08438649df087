"""A worker introduces itself, is heard of, and takes its note along when it ends."""

from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError

from integrity.stewardship.models import WorkerNote
from workers import telling

pytestmark = pytest.mark.django_db

ENGINES = [{"kind": "ocr", "name": "rapidocr", "ready": True}]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "NOTE_EVERY_S", 0.0)
    monkeypatch.setattr(telling, "_engines", lambda: ENGINES)
    # The test's own connection is the only one there is, and stays open.
    monkeypatch.setattr(telling, "close_old_connections", lambda: None)
    monkeypatch.setattr(telling.connection, "close", lambda: None)


class Rounds(Event):
    """Stops after so many waits, and notes who was known at each."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count
        self.known: list[list[str]] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.known.append([note.name for note in WorkerNote.objects.all()])
        self.left -= 1
        return self.left == 0


def test_it_is_known_while_it_works_and_gone_afterwards() -> None:
    rounds = Rounds(3)
    telling.tell(rounds)
    assert rounds.known == [[telling.worker_name()]] * 3
    assert not WorkerNote.objects.exists()


def test_a_database_that_is_away_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, calls = telling.note_seen, []

    def fail_once(name: str) -> bool:
        calls.append(name)
        if len(calls) == 1:
            raise OperationalError("the server closed the connection")
        return seen(name)

    monkeypatch.setattr(telling, "note_seen", fail_once)
    rounds = Rounds(2)
    telling.tell(rounds)
    assert rounds.known == [[], [telling.worker_name()]]


def test_hosts_that_may_be_sent_pictures_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "hosts.toml"
    listed.write_text(
        '[[host]]\nhost = "models.example.eu"\nprocessor = "Example GmbH"\nregion = "EU"\nagreement = "DPA"\n'
    )
    monkeypatch.setenv("CANDOR_VLM_HOSTS", str(listed))
    host = {"host": "models.example.eu", "processor": "Example GmbH", "region": "EU", "agreement": "DPA"}
    assert telling._hosts() == ([host], "")
    listed.write_text("[[host]]\n")
    hosts, why_not = telling._hosts()
    assert hosts == []
    assert "each [[host]] needs host, processor, region and agreement" in why_not


def test_the_engines_are_those_that_the_command_line_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    engines = {f"{one['kind']}/{one['name']}": one["ready"] for one in telling._engines()}
    assert engines["ocr/rapidocr"] is True
    assert "vlm/none" in engines
