import pytest

from workers.render.pictures import data_uri


@pytest.mark.parametrize(
    ("start", "media_type"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
    ],
)
def test_a_picture_becomes_a_data_uri_of_its_own_type(start: bytes, media_type: str):
    assert data_uri(start).startswith(f"data:{media_type};base64,")


@pytest.mark.parametrize("picture", [b"", b"<svg onload='x()'/>", b"GIF89a", b"RIFF\0\0\0\0WAVE"])
def test_anything_else_is_refused(picture: bytes):
    with pytest.raises(ValueError, match="JPEG, PNG or WebP"):
        data_uri(picture)
