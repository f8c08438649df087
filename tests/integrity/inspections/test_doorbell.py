"""The embedded bell: a message appears whole or not at all."""

import json
import uuid
from pathlib import Path

from integrity.inspections.domain import doorbell


def test_a_ring_is_one_whole_message_in_the_listeners_folder(home: Path) -> None:
    run_id = uuid.uuid4()
    doorbell.ring(run_id)
    (message,) = (home / "broker" / "incoming").iterdir()
    assert json.loads(message.read_text())["headers"]["task"] == "candor.inspect"
    assert list((home / "broker" / "outgoing").iterdir()) == []


def test_delivered_messages_are_forgotten(home: Path) -> None:
    doorbell.prepare_folders()
    (home / "broker" / "processed" / "1.inspect.msg").write_text("{}")
    doorbell.forget_processed()
    assert list((home / "broker" / "processed").iterdir()) == []
