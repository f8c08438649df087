"""Planned recordings of text, small."""

from dataclasses import replace

from benchmarks.recall.clip import Clip, Line, even_times


def a_line(**changed) -> Line:
    return replace(Line(text="four", x_px=10, y_px=100, size_px=10), **changed)


def a_clip(*lines: Line, **changed) -> Clip:
    clip = Clip(
        name="any",
        seed=1,
        width_px=640,
        height_px=360,
        times_s=even_times(4.0, 10.0),
        end_s=4.0,
        lines=lines,
    )
    return replace(clip, **changed)
