"""What moved, step by step, and where neither picture nor sound has data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.factories.judged import a_source
from tests.factories.watched import gray, samples_of, watched_of
from workers.media.pictures import Sample
from workers.perceive.activity import activity_track
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still

TILE_PX = 8
TILES = 45 * 80
CORNER = Box(x=0.0, y=0.0, width=1 / 8, height=1 / 5)


def track_of(samples: list[Sample], *, end_s: float, camera: Box | None = None, **source) -> ActivityTrack:
    still = Still(span=Span(start_s=0.0, end_s=end_s), image="still-000000000.jpg")
    return activity_track(
        watched_of(samples),
        camera=camera,
        sound=None,
        source=a_source(**source),
        stills=(still,),
        end_s=end_s,
    )


def standing(seconds: float = 4.0) -> list[Sample]:
    return samples_of(lambda _: gray(), seconds=seconds)


def spans(*ends: tuple[float, float]) -> tuple[Span, ...]:
    return tuple(Span(start_s=start_s, end_s=end_s) for start_s, end_s in ends)


def blinking_tile(time_s: float) -> NDArray[np.uint8]:
    """One tile of the corner changes at 1.0 s, the whole corner at 2.25 s."""
    drawn = gray()
    if time_s >= 1.0:
        drawn[:TILE_PX, :TILE_PX] = 100
    if time_s >= 2.25:
        drawn[: 9 * TILE_PX, : 10 * TILE_PX] = 60
    return drawn


class TestMotion:
    def test_each_half_second_has_the_largest_part_that_changed(self) -> None:
        track = track_of(samples_of(blinking_tile, seconds=4.0), end_s=4.0)
        assert track.motion_step_s == 0.5
        assert track.motion == (0.0, 0.0, round(1 / TILES, 4), 0.0, round(90 / TILES, 4), 0.0, 0.0, 0.0)

    def test_the_cameras_motion_is_its_mean_change_in_levels(self) -> None:
        track = track_of(samples_of(blinking_tile, seconds=4.0), end_s=4.0, camera=CORNER)
        at_one, at_two = 100 / 90, (140 * 89 + 40) / 90
        assert track.camera_motion == (
            0.0,
            0.0,
            pytest.approx(at_one, abs=0.01),
            0.0,
            pytest.approx(at_two, abs=0.2),
            0.0,
            0.0,
            0.0,
        )

    def test_without_a_camera_there_is_no_motion_of_one(self) -> None:
        track = track_of(standing(), end_s=4.0)
        assert (track.camera, track.camera_motion) == (None, ())
        assert (track.jumps, track.freezes, track.repeats) == ((), (), ())

    def test_a_step_without_a_sample_has_no_motion(self) -> None:
        samples = [Sample(time_s=0.0, luma=gray()), Sample(time_s=2.0, luma=gray(100))]
        assert track_of(samples, end_s=3.0).motion == (0.0, 0.0, 0.0, 0.0, 1.0, 0.0)

    def test_a_sample_after_the_stated_end_has_its_step(self) -> None:
        samples = [Sample(time_s=0.0, luma=gray()), Sample(time_s=1.0, luma=gray(100))]
        assert track_of(samples, end_s=0.7).motion == (0.0, 0.0, 1.0)

    def test_one_sample_alone_is_one_step(self) -> None:
        assert track_of([Sample(time_s=0.0, luma=gray())], end_s=0.0).motion == (0.0,)


class TestGaps:
    def test_neither_picture_nor_sound_for_two_seconds_is_a_gap(self) -> None:
        track = track_of(
            standing(), end_s=4.0, picture_spans=spans((0, 10), (12, 60)), sound_spans=spans((0, 9), (13, 60))
        )
        assert track.gaps == spans((10, 12))

    def test_less_than_two_seconds_is_none(self) -> None:
        track = track_of(standing(), end_s=4.0, picture_spans=spans((0, 10), (11.9, 60)), sound_spans=())
        assert track.gaps == ()

    def test_a_still_screen_with_sound_is_no_gap(self) -> None:
        pictures = spans((0, 10), (40, 60))
        assert track_of(standing(), end_s=4.0, picture_spans=pictures, sound_spans=spans((0, 60))).gaps == ()

    def test_a_recording_that_begins_late_begins_with_a_gap(self) -> None:
        track = track_of(standing(), end_s=4.0, picture_spans=spans((3, 60)), sound_spans=spans((5, 60)))
        assert track.gaps == spans((0, 3))

    def test_what_ends_early_is_no_gap(self) -> None:
        assert track_of(standing(), end_s=4.0, picture_spans=spans((0, 30)), sound_spans=()).gaps == ()

    @given(
        st.lists(
            st.tuples(st.booleans(), st.integers(0, 50), st.integers(1, 10)).map(
                lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
            ),
            max_size=8,
        )
    )
    def test_no_gap_holds_data_and_every_second_without_is_in_one(
        self, drawn: list[tuple[bool, int, int]]
    ) -> None:
        pictures = spans(*((start, end) for picture, start, end in drawn if picture))
        sounds = spans(*((start, end) for picture, start, end in drawn if not picture))
        gaps = track_of(
            [Sample(time_s=0.0, luma=gray())], end_s=1.0, picture_spans=pictures, sound_spans=sounds
        ).gaps
        last = max((end for _, _, end in drawn), default=0)
        empty = [s for s in range(last) if not any(start <= s < end for _, start, end in drawn)]
        inside = [s for s in range(last) if any(gap.start_s <= s < gap.end_s for gap in gaps)]
        lonely = {s for s in empty if s - 1 not in empty and s + 1 not in empty}
        assert set(inside) == set(empty) - lonely
