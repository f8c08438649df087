"""A clip with a voice over it and a brief beside it: a recording that can be inspected whole."""

import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.recall import wording
from benchmarks.recall.clip import Clip
from benchmarks.recall.write import write_clip
from benchmarks.studio.render import BRIEF, RECORDING
from benchmarks.studio.voice import RATE_HZ, Bed, SoundPlan, Speaker, Utterance, Wave, make_soundtrack

_BRIEF = """schema = "candor.brief/1"
title = "Show your work"
language = "en"
profile = "education"
statement = "Write a summary and show it."

[text]
forbidden = ["ChatGPT"]
"""
_SPEAKER = Speaker(name="en-us", words_a_minute=150, pitch=50)
_ROOM = Bed(from_s=0.0, below_voice_db=40.0, colour=1.0, hum_hz=50.0, hum_part=0.2)


def write_voiced(clip: Clip, folder: Path, *, spoken_at_s: Sequence[float]) -> tuple[Path, Path]:
    """Writes recording and brief into a folder, which is made; a sentence is begun at each of the times."""
    folder.mkdir(parents=True, exist_ok=True)
    silent, sound, recording = folder / "silent.mp4", folder / "sound.wav", folder / RECORDING
    write_clip(silent, clip)
    _write_wave(sound, _voice(clip, spoken_at_s))
    mux = ["-c:v", "copy", "-c:a", "aac", "-b:a", "64k", "-shortest"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", silent, "-i", sound, *mux, recording], check=True)
    (folder / BRIEF).write_text(_BRIEF, encoding="utf-8")
    return recording, folder / BRIEF


def _voice(clip: Clip, spoken_at_s: Sequence[float]) -> Wave:
    rng = Random(f"voice/{clip.name}/{clip.seed}")
    said = tuple(Utterance(text=wording.sentence(rng), start_s=at_s) for at_s in spoken_at_s)
    plan = SoundPlan(speaker=_SPEAKER, utterances=said, beds=(_ROOM,), clicks=(), seed=clip.seed)
    return make_soundtrack(plan, clip.end_s).samples


def _write_wave(path: Path, samples: Wave) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
