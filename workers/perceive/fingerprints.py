"""Perceptual fingerprints of pictures, for finding the same pictures elsewhere.

PDQ (Facebook, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm", 2019), of the
picture at 64 px: the 16 x 16 lowest waves of its cosine transform, each bit telling whether a wave is
above the median; written as PDQ writes it, the last wave first.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import Sample
from workers.tracks.activity import FingerprintTrack

EVERY_S = 1.0
SIDE_PX = 64
WAVES = 16


class Fingerprinter:
    """Takes one fingerprint a second."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._prints: list[str] = []
        self._transform = _cosine_rows()

    def offer(self, sample: Sample) -> None:
        if self._times and sample.time_s - self._times[-1] < EVERY_S:
            return
        self._times.append(sample.time_s)
        self._prints.append(self._fingerprint(sample.luma))

    def track(self) -> FingerprintTrack:
        return FingerprintTrack(times_s=tuple(self._times), prints=tuple(self._prints))

    def _fingerprint(self, luma: NDArray[np.uint8]) -> str:
        small = cv2.resize(luma, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
        waves = self._transform @ small @ self._transform.T
        bits = (waves > np.median(waves)).reshape(-1)
        return np.packbits(bits[::-1]).tobytes().hex()


def _cosine_rows() -> NDArray[np.float32]:
    """The first waves (the constant one left out) of the orthonormal DCT-II, [16, 64]."""
    wave = np.arange(1, WAVES + 1)[:, None]
    place = np.arange(SIDE_PX)[None, :]
    rows = np.sqrt(2.0 / SIDE_PX) * np.cos(np.pi * (place + 0.5) * wave / SIDE_PX)
    return np.asarray(rows, dtype=np.float32)
