import pytest

from integrity.submissions.containers import AVI, MATROSKA, MP4, MPEG_TS, WEBM, Container, container_of

PACKET = b"\x47" + bytes(187)


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\x00\x00\x00\x18ftypisom", MP4),
        (b"\x00\x00\x00\x08wide\x00\x00", MP4),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska", MATROSKA),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", WEBM),
        (b"RIFF\x00\x00\x00\x00AVI LIST", AVI),
        (PACKET + PACKET, MPEG_TS),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"#EXTM3U\n", None),
        (b"ffconcat version 1.0", None),
        (b"G", None),
        (b"", None),
    ],
)
def test_a_container_is_known_by_how_it_begins(head: bytes, container: Container | None) -> None:
    assert container_of(head) == container
