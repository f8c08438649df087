"""A reference picture that cannot be read is no reference, and no error."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workers.perceive.faces import _open_picture

NOISE = np.random.default_rng(0).integers(0, 256, (60, 80, 3), dtype=np.uint8)


def encoded(kind: str) -> bytes:
    written = BytesIO()
    Image.fromarray(NOISE).save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_random_damage_never_raises(kind: str, tmp_path: Path) -> None:
    whole, path = np.frombuffer(encoded(kind), dtype=np.uint8), tmp_path / "alice.jpg"
    for seed in range(30):
        numbers, damaged = np.random.default_rng(seed), whole.copy()
        damaged[numbers.integers(0, 60, 4)] = numbers.integers(0, 256, 4)
        path.write_bytes(damaged[: numbers.integers(20, len(damaged))].tobytes())
        picture = _open_picture(path)
        assert picture is None or picture.dtype == np.uint8


@pytest.mark.parametrize(
    "content", [b"", b"a text", encoded("PNG")[:200], encoded("JPEG")[:200], encoded("PPM")]
)
def test_what_is_no_whole_picture_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "alice.jpg"
    path.write_bytes(content)
    assert _open_picture(path) is None


def test_a_whole_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "alice.png"
    path.write_bytes(encoded("PNG"))
    picture = _open_picture(path)
    assert picture is not None
    assert (picture == NOISE).all()
