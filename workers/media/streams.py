"""Opening a recording: the one demuxer of its container, and at most one stream of each kind."""

from dataclasses import dataclass
from io import FileIO
from typing import NoReturn

import av
from av.audio.stream import AudioStream
from av.container.input import InputContainer
from av.error import FFmpegError
from av.stream import Discard, Disposition, Stream
from av.video.stream import VideoStream

from workers.errors import RecordingUnreadable
from workers.media.containers import CODEC_WHITELIST, DEMUXER, Container, may_decode
from workers.media.damage import Damage
from workers.media.limits import Limits

#: Frame threads hold one picture each; two are what a small machine has cores.
_PICTURE_THREADS = 2
_MOST_STREAMS = 64
_READ_BYTES = 256 * 1024


class NeighbourRefused(OSError):
    """The recording asked for another file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """The streams that are decoded. `passed_over`: whether a picture or sound stream is not."""

    video: VideoStream | None
    audio: AudioStream | None
    passed_over: bool

    def mapped(self) -> list[Stream]:
        return [stream for stream in (self.video, self.audio) if stream is not None]


def open_recording(file: FileIO, container: Container, limits: Limits) -> InputContainer:
    """Opens the recording, with everything pinned; it never sees a path. Raises RecordingUnreadable."""
    try:
        return av.open(
            file,
            "r",
            format=DEMUXER[container],
            options={"threads": "1", "max_pixels": str(limits.pixels)},
            container_options={
                "protocol_whitelist": "file,fd,pipe",
                "codec_whitelist": CODEC_WHITELIST,
                "max_streams": str(_MOST_STREAMS),
            },
            metadata_errors="replace",
            buffer_size=_READ_BYTES,
            io_open=_refuse_neighbour,
        )
    except NeighbourRefused as error:
        raise RecordingUnreadable("The file refers to other files, which are never opened.") from error
    except FFmpegError as error:
        raise RecordingUnreadable(f"The {container} file cannot be opened: {error.strerror}.") from error


def _refuse_neighbour(_url: str, _flags: int, _options: dict[str, str]) -> NoReturn:
    raise NeighbourRefused("only the recording itself is opened")


def choose_streams(
    opened: InputContainer, limits: Limits, damage: Damage, *, pictures: bool = True
) -> Streams:
    """The first stream of each kind that may be decoded; all others are discarded unread, and without
    `pictures` that of the picture too.
    """
    shown = [stream for stream in opened.streams.video if not stream.disposition & Disposition.attached_pic]
    sounds = list(opened.streams.audio)
    video = next((stream for stream in shown if pictures and _may_show(stream, limits, damage)), None)
    audio = next((stream for stream in sounds if _may_decode(stream, "sound", damage)), None)
    if len(shown) > 1 and video is not None:
        damage.note(f"The file has {len(shown)} picture streams; only the first is read")
    for stream in opened.streams:
        if stream not in (video, audio):
            stream.discard = Discard.all
    if video is not None:
        video.codec_context.options = {"max_pixels": str(limits.pixels)}
        video.thread_count, video.thread_type = _PICTURE_THREADS, "AUTO"
    passed_over = len(shown) + len(sounds) > (video is not None) + (audio is not None)
    return Streams(video=video, audio=audio, passed_over=passed_over)


def origin_s(opened: InputContainer, container: Container) -> float:
    """Where players put zero: transport streams start anywhere, the other containers' clocks at zero."""
    if container is Container.MPEG_TS and opened.start_time:
        return opened.start_time / 1e6
    return 0.0


def codec_name(stream: Stream) -> str | None:
    """The codec's canonical name; null where the library knows no decoder."""
    return stream.codec_context.codec.canonical_name if stream.codec_context else None


def _may_show(stream: VideoStream, limits: Limits, damage: Damage) -> bool:
    if not _may_decode(stream, "picture", damage):
        return False
    width, height = stream.codec_context.width, stream.codec_context.height
    most = f"more than {limits.side_px} px a side or {limits.pixels / 1e6:g} megapixels is not decoded"
    if not width or not height:
        # The library refused the size that it met; what is decoded all the same is let through.
        damage.note(f"The picture's size is unknown or too large; {most}")
        return True
    if max(width, height) <= limits.side_px and width * height <= limits.pixels:
        return True
    damage.note(f"The picture is {width} x {height} px; {most}")
    return False


def _may_decode(stream: Stream, what: str, damage: Damage) -> bool:
    name = codec_name(stream)
    if name is not None and may_decode(name, stream.type):
        return True
    damage.note(f"The {what} is coded as {name or 'something unknown'}, which is not read")
    return False
