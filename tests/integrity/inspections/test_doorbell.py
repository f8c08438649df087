"""The embedded bell: a message appears whole or not at all."""

import json
import uuid
from pathlib import Path

import pytest
from pytest_django import Settings

from integrity.inspections.domain import doorbell
from tests.integrity.rows import a_brief


def test_a_ring_is_one_whole_message_in_the_listeners_folder(home: Path) -> None:
    run_id = uuid.uuid4()
    doorbell.ring(run_id)
    (message,) = (home / "broker" / "incoming").iterdir()
    assert json.loads(message.read_text())["headers"]["task"] == "candor.inspect"
    assert list((home / "broker" / "outgoing").iterdir()) == []


NAMED = a_brief() + 'expect_text = ["def moving_average"]\n'


@pytest.mark.parametrize(
    ("model", "brief", "queue"),
    [
        ("openai", a_brief(), "inspect-gpu"),
        ("openai", NAMED, "inspect"),
        ("openai", 'skip = ["instructions"]\n' + a_brief(), "inspect"),
        ("openai", "no brief", "inspect"),
        ("none", a_brief(), "inspect"),
    ],
)
def test_a_brief_that_needs_a_model_waits_for_one_where_one_was_set_up(
    model: str, brief: str, queue: str, settings: Settings
) -> None:
    settings.CANDOR_VLM = model
    assert doorbell.queue_for(brief) == queue


def test_a_ring_waits_in_the_queue_it_was_rung_for(home: Path) -> None:
    doorbell.ring(uuid.uuid4(), doorbell.MODEL_QUEUE)
    (message,) = (home / "broker" / "incoming").iterdir()
    assert message.name.endswith(".inspect-gpu.msg")


def test_delivered_messages_are_forgotten(home: Path) -> None:
    doorbell.prepare_folders()
    (home / "broker" / "processed" / "1.inspect.msg").write_text("{}")
    doorbell.forget_processed()
    assert list((home / "broker" / "processed").iterdir()) == []
