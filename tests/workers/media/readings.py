"""Ways to read a recording in a test: through the child, or the child's own pass in this process."""

import os
from io import BytesIO
from pathlib import Path

from workers.media.decoding import decode
from workers.media.limits import Limits
from workers.media.messages import Ending
from workers.media.pictures import Sample, Sound, Wants
from workers.media.reading import Reading
from workers.tracks.source import SourceTrack

LUMA_ONLY = Wants(stills=False)
USUAL = Limits()


def watch(
    path: Path, work: Path, wants: Wants = LUMA_ONLY, limits: Limits = USUAL
) -> tuple[list[Sample], SourceTrack, Sound | None]:
    """All samples, the source and the sound, as a consumer gets them."""
    with decode(path, wants, work=work, limits=limits) as decoding:
        samples = list(decoding.samples())
        return samples, decoding.source, decoding.sound


def read_here(path: Path, limits: Limits = USUAL) -> Ending:
    """What the child would say at the end, without starting one: for the many small cuts."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return Reading(descriptor, None, BytesIO(), wants=LUMA_ONLY, limits=limits).run(())
    finally:
        os.close(descriptor)


def times(samples: list[Sample]) -> list[float]:
    return [round(sample.time_s, 3) for sample in samples]
