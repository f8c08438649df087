"""Display matrices, as players apply them."""

from fractions import Fraction

import av
import numpy as np
import pytest

from tests.factories.media import quarters
from tests.workers.media.readings import watch

#: Turn (as the library counts it) and mirroring to what stands in the four corners.
CASES = {
    (0, "hflip"): [100, 40, 220, 160],
    (90, "hflip"): [220, 100, 160, 40],
    (0, "vflip"): [160, 220, 40, 100],
    (90, "vflip"): [40, 160, 100, 220],
}


@pytest.mark.parametrize(("degrees", "mirrored"), CASES)
def test_mirrored_pictures_are_shown_as_players_show_them(degrees, mirrored, tmp_path, work):
    path = tmp_path / "mirrored.mp4"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        stream.set_display_rotation(degrees, **{mirrored: True})
        frame = av.VideoFrame.from_ndarray(quarters(160, 120), format="rgb24")
        output.mux([*stream.encode(frame), *stream.encode(None)])

    samples, _, _ = watch(path, work)

    luma = samples[0].luma.astype(np.int64)
    corners = [int(luma[place]) for place in [(8, 8), (8, -8), (-8, 8), (-8, -8)]]
    assert corners == pytest.approx(CASES[degrees, mirrored], abs=2)


def test_pixels_that_are_not_square_are_shown_as_wide_as_they_are(tmp_path, work):
    path = tmp_path / "anamorphic.mp4"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 144, 108, "yuv420p"
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)
        frame = av.VideoFrame.from_ndarray(quarters(144, 108), format="rgb24")
        output.mux([*stream.encode(frame), *stream.encode(None)])

    samples, source, _ = watch(path, work)

    assert (source.facts.width, source.facts.height) == (192, 108)
    assert samples[0].luma.shape == (108, 192)
