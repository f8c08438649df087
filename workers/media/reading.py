"""The one pass over a recording, as the child makes it: demux, decode, sample, and say what was found."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from typing import BinaryIO, cast

import av
from av.audio.frame import AudioFrame
from av.container.input import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from workers.errors import RecordingUnreadable
from workers.media import boxes, elements, riff
from workers.media.containers import HEAD_BYTES, Container, container_of
from workers.media.damage import Damage
from workers.media.feed import Feed
from workers.media.idle import VideoPacket
from workers.media.limits import Limits
from workers.media.messages import Alive, Ending, write_message
from workers.media.pictures import Wants
from workers.media.showing import Showing
from workers.media.soundtrack import Soundtrack
from workers.media.statement import FileBytes, Statement
from workers.media.streams import (
    NeighbourRefused,
    Streams,
    choose_streams,
    codec_name,
    open_recording,
    origin_s,
)
from workers.media.texts import container_texts

_STATEMENTS: Mapping[Container, Callable[[FileBytes], Statement]] = {
    Container.MP4: boxes.read_statement,
    Container.MATROSKA: elements.read_statement,
    Container.AVI: riff.read_statement,
}
_ALIVE_EVERY_S = 1.0
#: Failed reads in a row after which the rest of the file is given up.
_MOST_FAILURES = 50
#: Encoders round, and one stream often ends a little before the other.
_SHORT_OF_S = 1.5
_SHORT_OF_SHARE = 0.02
_CUT_SHORT = "The recording breaks off before its first picture or sound: the end of the file is missing."


class Reading:
    """One recording being read. Every message but the last is sent by it."""

    def __init__(
        self, descriptor: int, sound_descriptor: int | None, pipe: BinaryIO, *, wants: Wants, limits: Limits
    ) -> None:
        self._file = FileBytes(descriptor)
        self._descriptor = descriptor
        self._sound_descriptor = sound_descriptor
        self._pipe = pipe
        self._wants = wants
        self._limits = limits
        self._damage = Damage()
        self._said_s = time.monotonic()

    def run(self, layers: tuple[str, ...]) -> Ending:
        """Reads the whole recording. Raises RecordingUnreadable where nothing comes of it."""
        container = container_of(self._file.at(0, HEAD_BYTES))
        reader = _STATEMENTS.get(container)
        statement = reader(self._file) if reader else Statement()
        if statement.unfinished:
            raise RecordingUnreadable(statement.unfinished)
        if statement.loose_end:
            self._damage.note("The last piece of the recording breaks off; the file states no length")
        with (
            FileIO(self._descriptor, "rb", closefd=False) as file,
            self._opened(file, container, statement) as opened,
        ):
            write_message(self._pipe, Alive(time_s=0.0, length_s=statement.length_s))
            course = self._course(opened, container)
            past_end = statement.breaks_off or (
                container is Container.MP4
                and not statement.fragmented
                and _table_overruns(course.streams, self._file.size)
            )
            self._decode(course)
            if course.showing.size is None and not course.sound.stretches.all():
                raise RecordingUnreadable(self._why_nothing(course.streams, past_end=past_end))
            return self._ending(course, statement, past_end=past_end, layers=layers)

    def _opened(self, file: FileIO, container: Container, statement: Statement) -> InputContainer:
        try:
            return open_recording(file, container, self._limits)
        except RecordingUnreadable as error:
            if not statement.breaks_off:
                raise
            raise RecordingUnreadable(_CUT_SHORT) from error

    def _course(self, opened: InputContainer, container: Container) -> "_Course":
        streams = choose_streams(opened, self._limits, self._damage, pictures=self._wants.pictures)
        shape = streams.video.sample_aspect_ratio if streams.video else None
        return _Course(
            opened=opened,
            container=container,
            streams=streams,
            showing=Showing(self._pipe, self._wants, self._limits, pixel_shape=shape, damage=self._damage),
            sound=Soundtrack(self._sound_descriptor, longest_s=self._limits.longest_s, damage=self._damage),
            origin_s=origin_s(opened, container),
        )

    def _decode(self, course: "_Course") -> None:
        feed = self._feed(course)
        for packet in self._packets(course):
            # Half a picture at a broken end decodes to a picture that nobody showed. Transport
            # streams mark packets for less, so there the decoder decides.
            if packet.is_corrupt and course.container is not Container.MPEG_TS:
                self._damage.note(
                    "A packet is incomplete and left out", course.seconds(packet.pts, packet.stream)
                )
            elif feed is not None and isinstance(packet.stream, VideoStream):
                feed.offer(cast("VideoPacket", packet))
            else:
                self._take(course, packet.stream, packet)
            self._say_alive(course)
        if feed is not None:
            feed.finish()
        for stream in course.streams.mapped():
            self._take(course, stream, None)
        course.showing.finish()
        course.sound.flush()

    def _feed(self, course: "_Course") -> Feed | None:
        """What chooses among the picture's packets; null where there is no picture."""
        stream = course.streams.video
        if stream is None:
            return None

        def decode(packet: "VideoPacket | None") -> None:
            self._take(course, stream, packet, feed)

        feed = Feed(stream, decode=decode, stand=course.stand)
        return feed

    def _packets(self, course: "_Course") -> "Iterator[Packet[Stream]]":
        """All packets with data; broken places are skipped as long as something follows them."""
        failures, streams = 0, course.streams.mapped()
        while streams and failures < _MOST_FAILURES:
            try:
                for packet in course.opened.demux(streams):
                    if packet.size:
                        failures = 0
                        yield packet
            except (FFmpegError, NeighbourRefused) as error:
                _refuse_out_of_memory(error)
                failures += 1
                self._damage.note(f"The container is broken ({error.strerror})")
            else:
                return

    def _take(
        self,
        course: "_Course",
        stream: Stream,
        packet: "VideoPacket | Packet[Stream] | None",
        feed: Feed | None = None,
    ) -> None:
        """Decodes one packet (null: what the decoder still holds) and passes on what shows something new."""
        what = "picture" if stream.type == "video" else "sound"
        try:
            frames = stream.codec_context.decode(packet)  # type: ignore[attr-defined]  # both kinds of context that are mapped have it
            for frame in frames:
                if feed is None or feed.is_new(frame):
                    course.take(frame, stream)
        except av.error.EOFError:
            return  # A decoder that was already emptied by an earlier error.
        except (FFmpegError, ValueError) as error:
            _refuse_out_of_memory(error)
            reason = error.strerror if isinstance(error, FFmpegError) else "its form is not supported"
            place_s = None if packet is None else course.seconds(packet.pts, stream)
            self._damage.note(f"A part of the {what} cannot be decoded ({reason})", place_s)

    def _say_alive(self, course: "_Course") -> None:
        now_s = time.monotonic()
        if now_s - self._said_s >= _ALIVE_EVERY_S:
            self._said_s = now_s
            write_message(self._pipe, Alive(time_s=course.read_s))

    def _ending(
        self, course: "_Course", statement: Statement, *, past_end: bool, layers: tuple[str, ...]
    ) -> Ending:
        showing, sound, streams = course.showing, course.sound, course.streams
        falls_short = not streams.passed_over and _falls_short(statement.length_s, course.read_s)
        if self._sound_descriptor is not None:
            os.ftruncate(self._sound_descriptor, sound.samples * 2)
        width, height = showing.size or (None, None)
        return Ending(
            container=course.container,
            width_px=width,
            height_px=height,
            rotation=showing.rotation,
            video_codec=codec_name(streams.video) if streams.video else None,
            audio_codec=codec_name(streams.audio) if streams.audio else None,
            video=showing.size is not None,
            audio=bool(sound.stretches.all()),
            stated_s=statement.length_s,
            read_s=course.read_s,
            truncated=past_end or falls_short,
            damage=self._damage.sentences(),
            picture_spans=showing.stretches.all(),
            sound_spans=sound.stretches.all(),
            sound_samples=sound.samples,
            layers=layers,
            texts=container_texts(course.opened),
        )

    def _why_nothing(self, streams: Streams, *, past_end: bool) -> str:
        if past_end:
            return _CUT_SHORT
        said = self._damage.sentences()
        if said:
            return said[0]
        if not streams.mapped():
            return "The file holds neither picture nor sound."
        return "Not one picture and no sound of the recording can be decoded."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """An opened recording, and where its pictures and its sound go."""

    opened: InputContainer
    container: Container
    streams: Streams
    showing: Showing
    sound: Soundtrack
    origin_s: float

    @property
    def read_s(self) -> float:
        return max(self.showing.stretches.end_s, self.sound.stretches.end_s)

    def take(self, frame: VideoFrame | AudioFrame, stream: Stream) -> None:
        time_s = self.seconds(frame.pts, stream)
        if isinstance(frame, AudioFrame):
            self.sound.add(frame, time_s)
            return
        duration_s = float((frame.duration or 0) * stream.time_base) if stream.time_base else 0.0
        self.showing.add(frame, time_s, duration_s)

    def stand(self, start_pts: int, end_pts: int) -> None:
        """The picture went on standing between these times of its stream."""
        stream = self.streams.video
        assert stream is not None
        start_s, end_s = self.seconds(start_pts, stream), self.seconds(end_pts, stream)
        if start_s is not None and end_s is not None:
            self.showing.stand(start_s, end_s)

    def seconds(self, pts: int | None, stream: Stream) -> float | None:
        """A stream's own time as seconds of the recording."""
        if pts is None or stream.time_base is None:
            return None
        return float(pts * stream.time_base) - self.origin_s


def _table_overruns(streams: Streams, size: int) -> bool:
    """Whether the sample table, as it was when the file was opened, points past the end of the file."""
    return any(entry.pos + entry.size > size for stream in streams.mapped() for entry in stream.index_entries)


def _falls_short(stated_s: float | None, read_s: float) -> bool:
    if stated_s is None:
        return False
    return stated_s - read_s > max(_SHORT_OF_S, _SHORT_OF_SHARE * stated_s)


def _refuse_out_of_memory(error: Exception) -> None:
    if isinstance(error, MemoryError):
        raise RecordingUnreadable("Decoding the recording needs more memory than is allowed.") from error
