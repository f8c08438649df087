"""Copies made in this process, and what recordings show and sound like at which time."""

import os
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tests.factories.media import plain
from workers.media.limits import Limits
from workers.viewing.facts import COPY_NAME, CopyFacts
from workers.viewing.making import make_copy

#: Levels of grey that stay apart through any encoder.
LEVELS = (30, 60, 90, 120, 150, 180, 210, 240)


def steps(*times_s: float, size: tuple[int, int] = (320, 180)) -> list[tuple[float, NDArray[np.uint8]]]:
    """Pictures at these times, each of another grey than its neighbours."""
    return [(time_s, plain(*size, LEVELS[number * 3 % len(LEVELS)])) for number, time_s in enumerate(times_s)]


def copied(recording: Path, out: Path) -> CopyFacts:
    out.mkdir(exist_ok=True)
    descriptor = os.open(recording, os.O_RDONLY)
    try:
        return make_copy(descriptor, out, limits=Limits(), threads=1, say=lambda _: None)
    finally:
        os.close(descriptor)


def shown(path: Path) -> list[tuple[float, int]]:
    """When which grey comes: the nearest of the levels, and 0 for black. Transport streams start anywhere."""
    with av.open(str(path)) as opened:
        zero_s = (opened.start_time or 0) / 1e6 if opened.format.name == "mpegts" else 0.0
        frames = [
            (float(frame.pts * frame.time_base) - zero_s, _grey(frame)) for frame in opened.decode(video=0)
        ]
    changes: list[tuple[float, int]] = []
    for time_s, grey in sorted(frames):
        if not changes or changes[-1][1] != grey:
            changes.append((max(0.0, time_s), grey))
    return changes


def _grey(frame: av.VideoFrame) -> int:
    mean = frame.to_ndarray(format="rgb24").mean()
    return min((0, *LEVELS), key=lambda level: abs(level - mean))


def key_times(folder: Path) -> list[float]:
    with av.open(str(folder / COPY_NAME)) as opened:
        return [
            float(packet.pts * packet.time_base)
            for packet in opened.demux(video=0)
            if packet.is_keyframe and packet.pts is not None
        ]


def loud_spans(path: Path, *, rate_hz: int = 16_000) -> list[tuple[float, float]]:
    """From when to when there is a tone, by pieces of 10 ms."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate_hz)
    track = np.zeros(0, dtype=np.int16)
    with av.open(str(path)) as opened:
        for frame in opened.decode(audio=0):
            start = round(float(frame.pts * frame.time_base) * rate_hz)
            frame.pts = None
            for piece in resampler.resample(frame):
                samples = piece.to_ndarray().reshape(-1)
                track = np.pad(track[: max(start, 0)], (0, max(0, start - len(track))))
                track = np.concatenate([track, samples[max(0, -start) :]])
                start += len(samples)
    step = rate_hz // 100
    pieces = track[: len(track) // step * step].reshape(-1, step).astype(float)
    loud = np.flatnonzero(np.abs(pieces).max(axis=1) > 1500) / 100
    edges = np.flatnonzero(np.diff(loud) > 0.05)
    starts = [loud[0], *loud[edges + 1]]
    ends = [*loud[edges], loud[-1]]
    return [(float(a), float(b) + 0.01) for a, b in zip(starts, ends, strict=True)]
