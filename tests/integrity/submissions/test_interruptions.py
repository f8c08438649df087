"""What a journal says of the recording's times."""

from datetime import UTC, datetime

import pytest

from integrity.submissions.domain.interruptions import interruptions_of, starts_s, stopped_at
from integrity.submissions.domain.joining import Placed
from integrity.submissions.domain.journal import Entry, read_entries
from tests.integrity.take_rows import entries_of
from workers.brief import Interruption

START = datetime(2026, 11, 27, 20, tzinfo=UTC)
PLACED = [Placed(start_s=0.0, end_s=10.0), Placed(start_s=15.0, end_s=20.0)]


def entries(*told: tuple[str, float, int, float]) -> list[Entry]:
    return read_entries(entries_of(START, *told))


def test_a_stretch_starts_when_it_did_less_what_was_paused() -> None:
    told = entries(
        ("started", 0, 0, 0),
        ("paused", 3, 0, 3),
        ("resumed", 7, 0, 3),
        ("reloaded", 20, 1, 0),
        ("paused", 25, 1, 5),
        ("stopped", 30, 1, 5),
        ("device_changed", 40, 2, 0),
    )
    assert starts_s(told, 3, most_s=100) == [0.0, 16.0, 31.0]


def test_no_clock_makes_a_recording_longer_than_its_take() -> None:
    assert starts_s(entries(("started", 0, 0, 0), ("reloaded", 10**6, 1, 0)), 2, most_s=60) == [0.0, 60.0]


def test_a_clock_that_was_set_back_makes_no_gap() -> None:
    assert starts_s(entries(("started", 0, 0, 0), ("reloaded", -500, 1, 0)), 2, most_s=60) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("before", "began", "why"),
    [
        ("started", "reloaded", "reload"),
        ("network_lost", "reloaded", "network"),
        ("stopped", "device_changed", "device"),
        ("device_changed", "started", "device"),
        ("stopped", "started", "break"),
    ],
)
def test_between_stretches_the_recording_was_interrupted(before: str, began: str, why: str) -> None:
    told = entries((before, 5, 0, 0), (began, 15, 1, 0))
    assert interruptions_of(told, PLACED) == [Interruption(start_s=10.0, end_s=15.0, why=why)]


def test_pauses_and_devices_interrupt_within_a_stretch_and_a_lost_network_does_not() -> None:
    told = entries(
        ("started", 0, 0, 0),
        ("network_lost", 1, 0, 1),
        ("paused", 2, 0, 2),
        ("resumed", 4, 0, 2),
        ("hidden", 5, 0, 3),
        ("device_changed", 6, 0, 4),
        ("shown", 7, 0, 5),
        ("reloaded", 15, 1, 0),
        ("paused", 16, 1, 1),
    )
    assert interruptions_of(told, PLACED) == [
        Interruption(start_s=2.0, end_s=2.0, why="pause"),
        Interruption(start_s=4.0, end_s=4.0, why="device"),
        Interruption(start_s=10.0, end_s=15.0, why="reload"),
        Interruption(start_s=16.0, end_s=16.0, why="pause"),
    ]


def test_it_was_stopped_when_the_recorder_last_said_so() -> None:
    told = entries(("started", 0, 0, 0), ("stopped", 5, 0, 5), ("reloaded", 9, 1, 0), ("stopped", 30, 1, 3))
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert stopped_at(told, earliest=START, latest=later) == told[3].at
    assert stopped_at(told[:1], earliest=START, latest=later) == told[0].at
    assert stopped_at([], earliest=START, latest=later) == later
