"""Pictures inside the page, so that it needs nothing but itself."""

import base64

_STARTS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def data_uri(picture: bytes) -> str:
    """A JPEG, PNG or WebP file as a data URI. Raises ValueError for anything else: an SVG, for
    one, could carry more than a picture.
    """
    return f"data:{_media_type(picture)};base64,{base64.b64encode(picture).decode('ascii')}"


def _media_type(picture: bytes) -> str:
    for start, media_type in _STARTS:
        if picture.startswith(start):
            return media_type
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "image/webp"
    raise ValueError("evidence pictures are JPEG, PNG or WebP files")
