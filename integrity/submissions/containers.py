"""Which media container a file begins like. A first look only; the inspection reads the rest."""

from dataclasses import dataclass

HEAD_BYTES = 4096

_MP4_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
_TS_PACKET_BYTES = 188


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    name: str
    media_type: str


MP4 = Container(name="MP4", media_type="video/mp4")
MATROSKA = Container(name="Matroska", media_type="video/x-matroska")
WEBM = Container(name="WebM", media_type="video/webm")
AVI = Container(name="AVI", media_type="video/x-msvideo")
MPEG_TS = Container(name="MPEG-TS", media_type="video/mp2t")


def container_of(head: bytes) -> Container | None:
    """The container that the first `HEAD_BYTES` of a file announce; None for anything else."""
    if head[4:8] in _MP4_BOXES:
        return MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM if b"webm" in head[:64] else MATROSKA
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return AVI
    if head[:1] == b"\x47" and head[_TS_PACKET_BYTES : _TS_PACKET_BYTES + 1] == b"\x47":
        return MPEG_TS
    return None
