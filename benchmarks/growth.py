"""What an inspection costs as a recording grows longer while no more happens in it.

The same windows, typed lines and sentences, spread over 5, 20 and 60 minutes of 1080p. Each is inspected
in a process of its own; computing, memory and the clock are read as in `limits`.
"""

import subprocess
import tempfile
import wave
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.limits import MIB, inspected
from benchmarks.recall import wording
from benchmarks.recall.clip import Clip, Coding, Line, even_times
from benchmarks.recall.write import write_clip
from benchmarks.studio.voice import RATE_HZ, Bed, SoundPlan, Speaker, Utterance, make_soundtrack

MINUTES = (5, 20, 60)
FRAMES_PER_S = 15
WINDOWS = 20
SENTENCES = 20
ROWS = 20
_SIZE_PX = 22
_BRIEF = """schema = "candor.brief/1"
title = "Show your work"
language = "en"
profile = "education"
statement = "Write a summary and show it."

[text]
forbidden = ["ChatGPT"]
"""


def measure_growth(count: int, first: int) -> list[str]:
    """`count`: of the lengths, from the shortest on."""
    rows, shortest = [], 0.0
    for minutes in MINUTES[:count]:
        with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
            folder = Path(name)
            recording = grown(folder, first, minutes=minutes)
            (folder / "brief.toml").write_text(_BRIEF, encoding="utf-8")
            taken = inspected(recording, folder / "brief.toml", folder / "out")
        shortest = shortest or taken.cpu_s
        rows.append(
            f"{minutes} min of 1080p, {WINDOWS} windows: {taken.cpu_s:.1f} CPU seconds, "
            f"{taken.cpu_s / shortest:.2f} times the shortest; {taken.peak_bytes / MIB:.0f} MiB at the peak"
        )
        print(rows[-1], flush=True)
    return rows


def grown(folder: Path, seed: int, *, minutes: int) -> Path:
    """The recording of a seed, spread over so many minutes."""
    silent, sound, path = folder / "silent.mp4", folder / "sound.wav", folder / "recording.mp4"
    write_clip(silent, screen(seed, minutes=minutes))
    _write_voice(sound, seed, duration_s=minutes * 60.0)
    mux = ["-c:v", "copy", "-c:a", "aac", "-b:a", "64k", "-shortest"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", silent, "-i", sound, *mux, path], check=True)
    return path


def screen(seed: int, *, minutes: int) -> Clip:
    """Windows one after another, each with three typed lines."""
    rng = Random(f"growth/{seed}")
    stands_s = minutes * 60.0 / WINDOWS
    lines: list[Line] = []
    for window in range(WINDOWS):
        from_s = window * stands_s
        start_s = from_s + 1.0
        for row in range(ROWS):
            line = Line(
                text=wording.sentence(rng),
                x_px=60 + 30 * window,
                y_px=80 + 46 * row,
                size_px=_SIZE_PX,
                start_s=from_s,
                end_s=from_s + stands_s,
            )
            if row >= ROWS - 3:
                line = replace(line, start_s=start_s, rate=24.0)
                start_s = line.done_s + 0.4
            lines.append(line)
    return Clip(
        name="growth",
        seed=seed,
        width_px=1920,
        height_px=1080,
        times_s=even_times(minutes * 60.0, FRAMES_PER_S),
        end_s=minutes * 60.0,
        lines=tuple(lines),
        coding=Coding(group_s=250 / FRAMES_PER_S),
    )


def _write_voice(path: Path, seed: int, *, duration_s: float) -> None:
    rng = Random(f"growth/voice/{seed}")
    every_s = duration_s / SENTENCES
    said = tuple(
        Utterance(text=wording.sentence(rng), start_s=1.0 + number * every_s) for number in range(SENTENCES)
    )
    speaker = Speaker(name="en-us", words_a_minute=150, pitch=50)
    bed = Bed(from_s=0.0, below_voice_db=40.0, colour=1.0, hum_hz=50.0, hum_part=0.2)
    plan = SoundPlan(speaker=speaker, utterances=said, beds=(bed,), clicks=(), seed=seed)
    samples = make_soundtrack(plan, duration_s).samples
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
