"""One pass over a recording that writes its copy, poster and thumbnails."""

import time
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.container.input import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

from workers.errors import RecordingUnreadable
from workers.media.containers import HEAD_BYTES, Container, container_of
from workers.media.damage import Damage
from workers.media.limits import Limits
from workers.media.statement import FileBytes
from workers.media.streams import NeighbourRefused, Streams, choose_streams, open_recording, origin_s
from workers.progress import Progress
from workers.viewing.facts import COPY_NAME, CopyFacts, write_facts
from workers.viewing.output import Output
from workers.viewing.pictures import PictureTrack
from workers.viewing.sound import SoundTrack

STAGE = "copy"
_SAY_EVERY_S = 1.0
#: Failed reads in a row after which the rest of the file is given up.
_MOST_FAILURES = 50


def make_copy(
    descriptor: int, out: Path, *, limits: Limits, threads: int, say: Callable[[Progress], None]
) -> CopyFacts:
    """Reads the open recording and writes the copy into `out`. Raises RecordingUnreadable."""
    container = container_of(FileBytes(descriptor).at(0, HEAD_BYTES))
    with (
        FileIO(descriptor, "rb", closefd=False) as file,
        open_recording(file, container, limits) as opened,
        # The index goes to the front, so that a player need not look for it.
        av.open(str(out / COPY_NAME), "w", format="mp4", options={"movflags": "faststart"}) as written,
    ):
        copying = _Copying(opened, container, Output(written), limits=limits, threads=threads)
        copying.run(say)
        facts = copying.finish(out)
    write_facts(out, facts)
    return facts


class _Copying:
    def __init__(
        self, opened: InputContainer, container: Container, output: Output, *, limits: Limits, threads: int
    ) -> None:
        self._opened, self._output = opened, output
        self._streams = choose_streams(opened, limits, Damage())
        self._origin_s = origin_s(opened, container)
        self._keeps_corrupt = container is Container.MPEG_TS
        self._pictures = _pictures(self._streams, output, limits, threads)
        self._sound = _sound(self._streams, output, limits)
        self._read_s = 0.0

    def run(self, say: Callable[[Progress], None]) -> None:
        length_s = (self._opened.duration or 0) / 1e6
        said_s = time.monotonic()
        for packet in self._packets():
            # Half a picture at a broken end decodes to a picture that nobody showed.
            if packet.size and (self._keeps_corrupt or not packet.is_corrupt):
                self._decode(packet.stream, packet)
            if length_s and time.monotonic() - said_s >= _SAY_EVERY_S:
                said_s = time.monotonic()
                say(Progress(stage=STAGE, fraction=min(1.0, self._read_s / length_s)))
        for stream in self._streams.mapped():
            self._decode(stream, None)

    def finish(self, out: Path) -> CopyFacts:
        """Raises RecordingUnreadable where there was neither picture nor sound."""
        heard_until_s = self._sound.end_s if self._sound else 0.0
        if self._pictures:
            self._pictures.finish(heard_until_s)
        self._output.release()
        was_heard = self._sound.finish() if self._sound else False
        size = self._pictures.size if self._pictures else None
        if size is None and not was_heard:
            raise RecordingUnreadable("Not one picture and no sound of the recording can be decoded.")
        shown_until_s = self._pictures.end_s if self._pictures else 0.0
        return CopyFacts(
            duration_s=round(max(shown_until_s, heard_until_s), 3),
            width_px=size[0] if size else None,
            height_px=size[1] if size else None,
            has_sound=was_heard,
            thumbnails=self._pictures.sheet.write(out) if self._pictures else None,
        )

    def _packets(self) -> "Iterator[Packet[Stream]]":
        """Broken places are skipped as long as something follows them."""
        failures, streams = 0, self._streams.mapped()
        while streams and failures < _MOST_FAILURES:
            try:
                for packet in self._opened.demux(streams):
                    failures = 0
                    yield packet
            except (FFmpegError, NeighbourRefused):
                failures += 1
            else:
                return

    def _decode(self, stream: Stream, packet: "Packet[Stream] | None") -> None:
        """What cannot be decoded is left out; the inspection's report says where."""
        try:
            frames = stream.codec_context.decode(packet)  # type: ignore[attr-defined]  # both kinds of context that are mapped have it
        except (FFmpegError, ValueError):
            return
        for frame in frames:
            time_s = self._seconds(frame.pts, stream)
            self._read_s = max(self._read_s, time_s or 0.0)
            if isinstance(frame, AudioFrame):
                assert self._sound is not None
                self._sound.add(frame, time_s)
            else:
                assert self._pictures is not None
                self._pictures.add(frame, time_s, self._lasting_s(frame.duration, stream))

    def _seconds(self, pts: int | None, stream: Stream) -> float | None:
        if pts is None or stream.time_base is None:
            return None
        return float(pts * stream.time_base) - self._origin_s

    def _lasting_s(self, duration: int | None, stream: Stream) -> float:
        return float((duration or 0) * stream.time_base) if stream.time_base else 0.0


def _pictures(streams: Streams, output: Output, limits: Limits, threads: int) -> PictureTrack | None:
    if streams.video is None:
        return None
    shape = streams.video.sample_aspect_ratio
    return PictureTrack(output, pixel_shape=shape, limits=limits, threads=threads)


def _sound(streams: Streams, output: Output, limits: Limits) -> SoundTrack | None:
    if streams.audio is None:
        return None
    return SoundTrack(output, channels=streams.audio.codec_context.channels, longest_s=limits.longest_s)
