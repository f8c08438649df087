"""What lived is counted as samples come, and comes out as if counted at the end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.watched import gray
from workers.media.pictures import Sample
from workers.perceive.watch import ALIVE_LEVELS, Watch


def test_before_the_first_sample_nothing_was_watched() -> None:
    assert Watch().alive() is None
    assert Watch().watched() is None


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.4, 1.7]), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_tile_is_alive_in_the_seconds_in_which_it_changed(steps: list[tuple[float, int]]) -> None:
    watch, time_s = Watch(), 0.0
    for step_s, level in steps:
        picture = gray()
        picture[:8, :8] = level
        watch.offer(Sample(time_s=time_s, luma=picture))
        time_s += step_s
    watched = watch.watched()
    assert watched is not None
    living = watched.region(slice(0, 1), slice(0, 1)).changes[:, 0] > ALIVE_LEVELS
    seconds = watched.times_s.astype(int)
    expected = np.mean([living[seconds == second].any() for second in sorted(set(seconds.tolist()))])
    assert watched.alive.share[0, 0] == expected
    assert watched.alive.share[1:, 1:].max() == 0.0
