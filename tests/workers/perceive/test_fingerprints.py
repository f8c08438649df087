"""Fingerprints: one a second, alike for pictures that look alike."""

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data, transform

from workers.media.pictures import Sample
from workers.perceive.fingerprints import Fingerprinter
from workers.tracks.activity import FingerprintTrack


def a_photo(*, brighter: float = 0.0, noise: float = 0.0, shape: tuple[int, int] = (180, 320)) -> NDArray:
    picture = transform.resize(data.camera(), shape) * 255.0
    scattered = np.random.default_rng(2).normal(scale=noise, size=shape) if noise else 0.0
    return np.clip(picture + brighter + scattered, 0, 255).astype(np.uint8)


def track_of(*samples: tuple[float, NDArray[np.uint8]]) -> FingerprintTrack:
    printer = Fingerprinter()
    for time_s, luma in samples:
        printer.offer(Sample(time_s=time_s, luma=luma))
    return printer.track()


def print_of(picture: NDArray[np.uint8]) -> str:
    return track_of((0.0, picture)).prints[0]


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_there_is_one_a_second_at_the_times_of_its_samples() -> None:
    samples = [(step * 0.4, a_photo()) for step in range(8)]
    assert track_of(*samples).times_s == (0.0, pytest.approx(1.2), pytest.approx(2.4))


def test_without_a_sample_there_is_none() -> None:
    assert track_of() == FingerprintTrack(times_s=(), prints=())


def test_a_fingerprint_is_256_bits_of_which_half_are_set() -> None:
    found = print_of(a_photo())
    assert len(found) == 64
    assert int(found, 16).bit_count() == 128


def test_the_same_picture_gives_the_same_fingerprint() -> None:
    assert print_of(a_photo()) == print_of(a_photo())


@pytest.mark.parametrize(
    "changed",
    [a_photo(brighter=15.0), a_photo(noise=6.0), a_photo(shape=(360, 640))],
    ids=["brighter", "noisy", "larger"],
)
def test_what_looks_alike_is_near(changed: NDArray[np.uint8]) -> None:
    assert distance(print_of(a_photo()), print_of(changed)) <= 16


def test_another_picture_is_far() -> None:
    assert distance(print_of(a_photo()), print_of(np.fliplr(a_photo()))) > 90
