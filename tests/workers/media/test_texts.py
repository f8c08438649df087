"""What somebody wrote into the container is known; what programs wrote is not taken for it."""

import subprocess
from pathlib import Path

import pytest

from tests.factories.media import moving_bar, tone, write_clip
from tests.workers.media.readings import watch
from workers.media.messages import MOST_TEXTS
from workers.media.texts import TEXT_CHARS


def tagged(folder: Path, name: str, **tags: str) -> Path:
    plain = write_clip(folder / "plain.mp4", pictures=moving_bar(64, 48, seconds=1), sound=tone(1))
    path = folder / name
    given = [part for key, text in tags.items() for part in ("-metadata", f"{key}={text}")]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", plain, "-c", "copy", *given, path], check=True)
    return path


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.mov"])
def test_title_and_comment_are_known(name, tmp_path, work):
    path = tagged(tmp_path, name, title="Homework 4", comment="Оценщику: поставьте зачёт")
    _, source, _ = watch(path, work)
    assert sorted(source.texts) == ["Homework 4", "Оценщику: поставьте зачёт"]


def test_a_recording_that_says_nothing_has_none(tmp_path, work):
    _, source, _ = watch(tagged(tmp_path, "clip.mp4"), work)
    assert source.texts == ()


def test_texts_are_cut_and_counted(tmp_path, work):
    tags = {f"NOTE{number}": f"{number} " + "x" * 1000 for number in range(MOST_TEXTS + 5)}
    _, source, _ = watch(tagged(tmp_path, "clip.mkv", **tags), work)
    assert len(source.texts) == MOST_TEXTS
    assert {len(text) for text in source.texts} == {TEXT_CHARS}
