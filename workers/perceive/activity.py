"""What the watch kept → the activity track."""

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import Sound
from workers.perceive.camera import tiles_of
from workers.perceive.freezes import find_black, find_freezes
from workers.perceive.jumps import find_jumps
from workers.perceive.repeats import find_repeats
from workers.perceive.watched import Watched
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still
from workers.tracks.source import SourceTrack

MOTION_STEP_S = 0.5
#: A tile has changed from this many levels on average.
CHANGED_LEVELS = 1.0
#: Picture and sound must both be missing for this long to be a gap.
MIN_GAP_S = 2.0


def activity_track(
    watched: Watched,
    *,
    camera: Box | None,
    sound: Sound | None,
    source: SourceTrack,
    stills: tuple[Still, ...],
    end_s: float,
) -> ActivityTrack:
    """Everything that moved, jumped, stood still or came again; `end_s`: end of the last picture."""
    return ActivityTrack(
        camera=camera,
        jumps=find_jumps(watched, camera, sound),
        freezes=find_freezes(watched, camera, end_s) if camera else (),
        black=find_black(watched, end_s),
        repeats=find_repeats(watched, camera) if camera else (),
        gaps=_gaps(source),
        stills=stills,
        motion_step_s=MOTION_STEP_S,
        motion=_stepped(watched, watched.changed_share(CHANGED_LEVELS), end_s),
        camera_motion=_camera_motion(watched, camera, end_s) if camera else (),
    )


def _camera_motion(watched: Watched, camera: Box, end_s: float) -> tuple[float, ...]:
    rows, columns = tiles_of(camera, watched)
    return _stepped(watched, watched.region(rows, columns).changes.mean(axis=1), end_s)


def _stepped(watched: Watched, values: NDArray[np.floating], end_s: float) -> tuple[float, ...]:
    """The largest value in each step of time; 0 where no sample fell into a step."""
    steps = max(1, int(np.ceil(max(end_s, float(watched.times_s[-1]) + 1e-6) / MOTION_STEP_S)))
    found = np.zeros(steps)
    places = np.minimum((watched.times_s / MOTION_STEP_S).astype(int), steps - 1)
    np.maximum.at(found, places, values.astype(np.float64))
    return tuple(round(float(value), 4) for value in found)


def _gaps(source: SourceTrack) -> tuple[Span, ...]:
    """Stretches inside the recording in which neither picture nor sound has data."""
    edges = sorted([*source.picture_spans, *source.sound_spans])
    gaps, reached_s = [], 0.0
    for span in edges:
        if span.start_s - reached_s >= MIN_GAP_S:
            gaps.append(Span(start_s=reached_s, end_s=span.start_s))
        reached_s = max(reached_s, span.end_s)
    return tuple(gaps)
