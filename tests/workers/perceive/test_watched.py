"""What is kept of each sample gives back the whole grid, whatever changed when."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from workers.media.pictures import Sample
from workers.media.tiles import tile_differences, tile_sums
from workers.perceive.watch import TILE_PX, Watch
from workers.perceive.watched import Watched

SHAPE = (24, 40)


@some.composite
def pictures(draw):
    """Up to eight pictures, each as the one before but for a patch, or all of it."""
    first = draw(arrays(np.uint8, SHAPE))
    shown = [first]
    for _ in range(draw(some.integers(0, 7))):
        picture = shown[-1].copy()
        top, left = draw(some.integers(0, 20)), draw(some.integers(0, 36))
        high, wide = draw(some.sampled_from([(0, 0), (1, 1), (9, 9), SHAPE]))
        picture[top : top + high, left : left + wide] = draw(some.integers(0, 255))
        shown.append(picture)
    return shown


def watched_of(shown) -> Watched:
    watch = Watch()
    for number, picture in enumerate(shown):
        watch.offer(Sample(time_s=number / 8, luma=picture))
    found = watch.watched()
    assert found is not None
    return found


def means_of(shown):
    return np.stack([(tile_sums(one, tile_px=TILE_PX) / 64).astype(np.float16) for one in shown])


def changes_of(shown):
    pairs = zip([shown[0], *shown], shown, strict=False)
    return np.stack([tile_differences(now, was, tile_px=TILE_PX).astype(np.float16) for was, now in pairs])


@given(pictures())
def test_a_region_is_what_its_tiles_were(shown):
    means, changes, watched = means_of(shown), changes_of(shown), watched_of(shown)

    for rows, columns in (
        (slice(0, 3), slice(0, 5)),
        (slice(1, 2), slice(2, 5)),
        (slice(0, 3, 2), slice(0, 5, 3)),
    ):
        region = watched.region(rows, columns)
        count = len(shown)
        assert np.array_equal(region.means, means[:, rows, columns].reshape(count, -1))
        assert np.array_equal(region.changes, changes[:, rows, columns].reshape(count, -1))


@given(pictures())
def test_each_sample_is_given_back_whole(shown):
    means, changes, watched = means_of(shown), changes_of(shown), watched_of(shown)

    assert [whole.tolist() for whole, _ in watched.each_means()] == [
        one.reshape(-1).tolist() for one in means
    ]
    for index in range(watched.count):
        assert np.array_equal(watched.changes_at(index), changes[index])
    assert watched.changed_share(1.0).tolist() == (changes > 1.0).mean(axis=(1, 2)).tolist()


def test_a_sample_that_changed_nowhere_costs_nothing():
    still = np.full(SHAPE, 90, np.uint8)

    watched = watched_of([still] * 5)

    assert [step.changes.size for step in watched.steps] == [15, 0, 0, 0, 0]
