"""Recordings at the edge of what is possible are inspected like any other: no claim, the true length."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.factories.media import moving_bar, plain, tone, write_clip
from tests.workers.command import BARE, WHOLE, Said

Candor = Callable[..., Said]
Pictures = list[tuple[float, NDArray[np.uint8]]]


def film() -> Pictures:
    """Another picture each time, all over."""
    rng = np.random.default_rng(5)
    coarse = rng.integers(0, 255, size=(90, 12, 16, 3)).astype(np.uint8)
    return [
        (number / 15, np.kron(one, np.ones((10, 10, 1), dtype=np.uint8))) for number, one in enumerate(coarse)
    ]


def hour_without_change() -> Pictures:
    picture = plain(64, 48, 120)
    return [(float(number), picture) for number in range(3600)]


def many_a_second() -> Pictures:
    return moving_bar(160, 120, seconds=3, rate=120.0)


def one_a_minute() -> Pictures:
    return [(60.0 * number, plain(160, 120, 40 + 30 * number)) for number in range(6)]


EXTREMES = {
    "film": (film, 6.0),
    "an hour without a change": (hour_without_change, 3600.0),
    "120 pictures a second": (many_a_second, 3.0),
    "one picture a minute": (one_a_minute, 360.0),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_nothing_is_claimed_of_an_extreme_recording_and_it_is_as_long_as_it_is(
    name: str, candor: Candor, tmp_path: Path
) -> None:
    make, length_s = EXTREMES[name]
    recording = write_clip(tmp_path / "extreme.mp4", pictures=make(), sound=tone(3), end_s=length_s)
    brief = tmp_path / "brief.toml"
    brief.write_text(BARE, encoding="utf-8")

    said = candor("inspect", recording, "--brief", brief, "--json")

    assert (said.status, said.complaint) == (0, "")
    assert [item for item in said.report()["findings"] if item["severity"] != "info"] == []
    assert said.report()["recording"]["duration_s"] == pytest.approx(length_s, abs=0.1)


@pytest.mark.parametrize("name", EXTREMES)
def test_what_cannot_be_seen_in_an_extreme_recording_is_no_break(
    name: str, candor: Candor, tmp_path: Path
) -> None:
    make, length_s = EXTREMES[name]
    recording = write_clip(
        tmp_path / "extreme.webm", pictures=make(), end_s=length_s, container="webm", codec="libvpx-vp9"
    )
    brief = tmp_path / "brief.toml"
    brief.write_text(WHOLE, encoding="utf-8")

    said = candor("inspect", recording, "--brief", brief, "--json")

    assert said.status == 0
    assert [code for code in said.codes() if code.startswith(("continuity.", "identity."))] == []
