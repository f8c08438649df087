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


def blocks(seed: int) -> NDArray[np.uint8]:
    """A picture of 64 px: coarse blocks, a ramp, and noise."""
    rng = np.random.default_rng(seed)
    coarse = np.kron(rng.integers(0, 256, (8, 8)).astype(np.float64), np.ones((8, 8)))
    ramp = np.linspace(0, 60, 64)[None, :] * rng.random()
    return np.clip(coarse * 0.6 + ramp + rng.normal(0, 12, (64, 64)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("seed", "printed"),
    [
        (0, "97cd4c2a0f96b8d5113a93985e404ce6e24d9399a1bf8c67ae4dc5aa34f9a31d"),
        (1, "59cd638d066fcc754f86e46ca931b529ada0c256d6ce5b13b0f95f0a7b105872"),
        (2, "1b22a3ea3d297249fb107e41bad9f6c8b1c48937cd26c13e046fc93742deab15"),
        (3, "0682d7c9429fde4377c922ddfda031b84545cfc7025f1d22c9b6a13d6d21c8f6"),
        (4, "a3c171bae31941aebda03b93564c6b945eb194eb19b3646c825f3ad1cce62e45"),
        (5, "894c9e63b1b04394317bac65d78a846fd568fa10a9f5539acec48c6386cff19c"),
    ],
)
def test_it_is_pdq_to_the_last_bit(seed, printed) -> None:
    """As pdqhash 0.2, which has to be compiled, prints these pictures."""
    assert print_of(blocks(seed)) == printed
