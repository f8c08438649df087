"""Where a recording comes from: its file, its hash, and the source track made of what was read."""

import hashlib
import os
import stat
from pathlib import Path

from workers.errors import RecordingUnreadable
from workers.media.answers import MessageBroken
from workers.media.containers import AUDIO_CODECS, PCM_CODECS, VIDEO_CODECS, Container
from workers.media.limits import Limits
from workers.media.messages import MOST_TEXTS, Ending, Stretch
from workers.paths import shown_path
from workers.report import RecordingFacts
from workers.spans import Span
from workers.tracks.source import SourceTrack

_READ_BYTES = 1 << 20
_MOST_DAMAGE = 16
_MOST_SPANS = 4096
#: Times that were rounded on the way may pass the limit by this much.
_ROUNDING_S = 1.0


def open_regular(path: Path) -> int:
    """A descriptor of a regular file. Raises RecordingUnreadable for anything else."""
    try:
        # A named pipe would block the opening for ever without O_NONBLOCK.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise RecordingUnreadable(
            f"The recording {shown_path(path)} cannot be opened: {error.strerror}."
        ) from error
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size:
        return descriptor
    os.close(descriptor)
    if stat.S_ISREG(status.st_mode):
        raise RecordingUnreadable("The file is empty.")
    raise RecordingUnreadable(f"The recording {shown_path(path)} is not a file.")


def sha256_of(descriptor: int) -> str:
    """The hash of the whole file, wherever the descriptor stands."""
    digest, offset = hashlib.sha256(), 0
    while chunk := os.pread(descriptor, _READ_BYTES, offset):
        digest.update(chunk)
        offset += len(chunk)
    return digest.hexdigest()


def unreadable_source(path: Path, why: str) -> SourceTrack:
    """The source track of a recording from which nothing could be read; `why` is the error's sentence.

    The hash is empty where not even the file's bytes can be had.
    """
    facts = RecordingFacts(
        sha256=sha256_of_path(path),
        duration_s=None,
        width=None,
        height=None,
        video_codec=None,
        audio_codec=None,
        rotation=0,
    )
    return SourceTrack(
        facts=facts,
        container=None,
        stated_s=None,
        read_s=0.0,
        truncated=False,
        video=False,
        audio=False,
        unreadable=why,
    )


def sha256_of_path(path: Path) -> str:
    """The hash of a regular file's bytes; empty where they cannot be had. Waits for no pipe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return sha256_of(descriptor) if stat.S_ISREG(os.fstat(descriptor).st_mode) else ""
    finally:
        os.close(descriptor)


def source_from(ending: Ending, *, sha256: str, limits: Limits) -> SourceTrack:
    """The source track of a recording that was read. Raises MessageBroken where the child cannot be right."""
    _refuse_nonsense(ending, limits)
    facts = RecordingFacts(
        sha256=sha256,
        duration_s=ending.read_s,
        width=ending.width_px,
        height=ending.height_px,
        video_codec=ending.video_codec,
        audio_codec=ending.audio_codec,
        rotation=ending.rotation,
    )
    return SourceTrack(
        facts=facts,
        container=ending.container,
        stated_s=ending.stated_s,
        read_s=ending.read_s,
        truncated=ending.truncated,
        video=ending.video,
        audio=ending.audio,
        damage=tuple(_printable(sentence) for sentence in ending.damage),
        picture_spans=_spans(ending.picture_spans),
        sound_spans=_spans(ending.sound_spans),
        texts=tuple(_printable(text) for text in ending.texts),
    )


def _refuse_nonsense(ending: Ending, limits: Limits) -> None:
    latest_s = limits.longest_s + _ROUNDING_S
    stretches = (*ending.picture_spans, *ending.sound_spans)
    sizes = [size for size in (ending.width_px, ending.height_px) if size is not None]
    sane = (
        ending.container in set(Container)
        and ending.video_codec in {None, *VIDEO_CODECS}
        and ending.audio_codec in {None, *AUDIO_CODECS, *PCM_CODECS}
        and ending.rotation in {0, 90, 180, 270}
        and all(0 < size <= limits.side_px for size in sizes)
        and len(sizes) == (2 if ending.video else 0)
        and 0 <= ending.read_s <= latest_s
        and len(stretches) <= _MOST_SPANS
        and all(0 <= start_s <= end_s <= latest_s for start_s, end_s in stretches)
        and len(ending.damage) <= _MOST_DAMAGE
        and len(ending.texts) <= MOST_TEXTS
    )
    if not sane:
        raise MessageBroken("an ending that cannot be right")


def _spans(stretches: tuple[Stretch, ...]) -> tuple[Span, ...]:
    return tuple(Span(start_s=start_s, end_s=end_s) for start_s, end_s in stretches)


def _printable(sentence: str) -> str:
    return "".join(character for character in sentence[:300] if character.isprintable())
