"""What the decoding pass hands out: samples of the picture, whole pictures, and the sound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.spans import Span

SOUND_RATE_HZ = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The upright picture at one presentation time.

    `luma`: uint8 [height, width], the longer side 640 px or the recording's own if smaller.
    `picture`: uint8 RGB [height, width, 3] at full size, only where it was wanted.
    `new_tiles`: bool [rows, columns] of tiles (`tiles.TILE_PX`), where the gate chose this picture as
    a new state of the screen: the tiles that differ from what was last chosen there.
    `periodic`: it was chosen by the clock (`Wants.picture_every_s`).
    """

    time_s: float
    luma: NDArray[np.uint8]
    picture: NDArray[np.uint8] | None = None
    new_tiles: NDArray[np.bool_] | None = None
    periodic: bool = False

    @property
    def settled(self) -> bool:
        return self.new_tiles is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What the consumers of one pass need.

    `sample_every_s`: at most one luma sample in this time. `picture_every_s`: a full picture at
    least this often, null for none by the clock. `stills`: full pictures where the screen settles.
    `pictures`: false for the sound alone, which leaves the pictures undecoded.
    """

    sample_every_s: float = 0.125
    picture_every_s: float | None = None
    stills: bool = True
    sound: bool = True
    pictures: bool = True


def as_floats(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """Samples from -1 to 1, as models take them."""
    return samples.astype(np.float32) / np.float32(32768)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The sound as 16 kHz mono int16; index 0 is time 0; zeros where the file has no data.

    `samples` may be a memory map: slice it, do not copy it whole. `spans`: where there is data.
    """

    samples: NDArray[np.int16]
    spans: tuple[Span, ...]

    def cut(self, span: Span) -> NDArray[np.int16]:
        start = max(0, round(span.start_s * SOUND_RATE_HZ))
        return self.samples[start : max(start, round(span.end_s * SOUND_RATE_HZ))]

    @property
    def duration_s(self) -> float:
        return len(self.samples) / SOUND_RATE_HZ
