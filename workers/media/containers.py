"""Which containers and codecs are read; a container is told by its first bytes, not by its name."""

from enum import StrEnum

from workers.errors import RecordingUnreadable

#: How many bytes `container_of` wants to see.
HEAD_BYTES = 4096
_TS_PACKET = 188
_TS_SYNC = 0x47
_MP4_FIRST_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp", b"pnot"})


class Container(StrEnum):
    MP4 = "mp4"
    MATROSKA = "matroska"
    AVI = "avi"
    MPEG_TS = "mpegts"


#: The one demuxer that may open each container.
DEMUXER = {
    Container.MP4: "mov",
    Container.MATROSKA: "matroska",
    Container.AVI: "avi",
    Container.MPEG_TS: "mpegts",
}

VIDEO_CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mjpeg", "prores"})
AUDIO_CODECS = frozenset({"aac", "opus", "vorbis", "mp3", "mp2", "flac", "ac3"})
#: Uncompressed sound, by the names of its sample formats.
PCM_CODECS = frozenset(
    f"pcm_{kind}"
    for kind in (
        "u8",
        "s16le",
        "s16be",
        "s24le",
        "s24be",
        "s32le",
        "s32be",
        "f32le",
        "f32be",
        "alaw",
        "mulaw",
    )
)
#: Decoders as the library names them, where that is not the codec's own name.
_DECODER_NAMES = frozenset({"mp3float", "mp2float", "libdav1d", "libopus", "libvorbis"})

CODEC_WHITELIST = ",".join(sorted(VIDEO_CODECS | AUDIO_CODECS | PCM_CODECS | _DECODER_NAMES))


def may_decode(codec: str, kind: str) -> bool:
    """Whether a codec (by its canonical name) of kind `video` or `audio` is on the list."""
    allowed = VIDEO_CODECS if kind == "video" else AUDIO_CODECS | PCM_CODECS
    return codec in allowed


def container_of(head: bytes) -> Container:
    """The container that a file's first bytes show. Raises RecordingUnreadable with what they are instead."""
    if head[:4] == b"\x1aE\xdf\xa3":
        return Container.MATROSKA
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Container.AVI
    if head[4:8] in _MP4_FIRST_BOXES:
        return Container.MP4
    if _is_transport_stream(head):
        return Container.MPEG_TS
    raise RecordingUnreadable(
        f"The file is {_what_it_is(head)}, not an MP4, MOV, WebM, Matroska, AVI or MPEG-TS recording."
    )


def _is_transport_stream(head: bytes) -> bool:
    """Sync bytes at the packet distance, in the first five packets or all that there are."""
    places = range(0, min(len(head), 5 * _TS_PACKET), _TS_PACKET)
    return len(head) >= 2 * _TS_PACKET and all(head[place] == _TS_SYNC for place in places)


_KNOWN_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"ID3", "an MP3 sound file"),
    (b"\xff\xfb", "an MP3 sound file"),
    (b"\xff\xf3", "an MP3 sound file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC sound file"),
    (b"FLV", "a Flash video"),
    (b"\x30\x26\xb2\x75", "a Windows Media file"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"#EXTM3U", "a playlist"),
    (b"ffconcat", "a concat script"),
)


def _what_it_is(head: bytes) -> str:
    if not head:
        return "empty"
    for start, name in _KNOWN_HEADS:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF":
        return "a RIFF file of another kind"
    return "a text" if _is_text(head) else "of an unknown kind"


def _is_text(head: bytes) -> bool:
    try:
        text = head[: HEAD_BYTES - 4].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character.isspace() for character in text)
