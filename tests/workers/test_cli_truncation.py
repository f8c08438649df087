"""A recording cut short anywhere: the report says so, and holds nobody's conduct against them for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.decoding import DecoderHere
from tests.factories.media import moving_bar, tone, write_clip
from tests.workers.command import WHOLE, Said
from workers.media import decoding

CUTS = range(1, 60)
ENDS_EARLY = {"recording.truncated", "recording.unreadable"}
#: Facts about the file, none of them about a person.
FACTS = ENDS_EARLY | {"recording.no_video", "recording.no_audio", "continuity.gap"}


@pytest.mark.parametrize(
    ("container", "options"),
    [("mp4", {"movflags": "faststart"}), ("matroska", {})],
    ids=["mp4", "matroska"],
)
def test_at_59_places_it_is_truncated_or_unreadable_and_nothing_else(
    container: str,
    options: dict[str, str],
    candor: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(decoding, "DecoderProcess", DecoderHere)
    brief, cut = tmp_path / "brief.toml", tmp_path / "cut"
    brief.write_text(WHOLE, encoding="utf-8")
    whole = write_clip(
        tmp_path / "whole",
        pictures=moving_bar(64, 48, seconds=2),
        sound=tone(2),
        container=container,
        options=options,
    )
    content, statuses = whole.read_bytes(), set()
    assert ENDS_EARLY.isdisjoint(candor("inspect", whole, "--brief", brief, "--json").codes())

    for place in CUTS:
        cut.write_bytes(content[: len(content) * place // 60])
        said = candor("inspect", cut, "--brief", brief, "--json")
        codes = set(said.codes())
        assert codes & ENDS_EARLY, place
        assert codes <= FACTS, place
        assert said.status == (3 if "recording.unreadable" in codes else 0)
        assert said.report()["outcome"] == "incomplete"
        statuses.add(said.status)

    assert statuses == {0, 3}
