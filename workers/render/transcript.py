"""What was said and what stood on the screen, as text with times; also as a file beside the report."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import TypeAdapter, ValidationError

from workers.render.words import Moment, moment
from workers.sentences import clock, plain
from workers.tracks.files import write_whole
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import SpeechTrack, Word
from workers.tracks.text import TextTrack

FILE_NAME = "texts.json"
_PARAGRAPH_S = 10.0
_PAUSE_S = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """`words_s`: when each of its words begins; empty for what was read, not heard."""

    at: Moment | None
    text: str
    words_s: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    passages: tuple[Passage, ...]
    words: int
    rough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Null where nothing was listened to, or nothing was read."""

    SCHEMA: ClassVar[str] = "candor.texts/1"

    transcript: Transcript | None
    screen_text: tuple[Passage, ...] | None
    schema: str = SCHEMA


_TEXTS: TypeAdapter[Texts] = TypeAdapter(Texts)
NO_TEXTS = Texts(transcript=None, screen_text=None)


def texts_of(tracks: RecordingTracks) -> Texts:
    return Texts(
        transcript=transcript_of(tracks.speech) if tracks.speech else None,
        screen_text=screen_text_of(tracks.text) if tracks.text else None,
    )


def write_texts(out: Path, texts: Texts) -> None:
    write_whole(out / FILE_NAME, _TEXTS.dump_json(texts).decode() + "\n")


def read_texts(out: Path) -> Texts | None:
    """What was left beside the report; None where nothing was, or something of another version."""
    try:
        texts = _TEXTS.validate_json((out / FILE_NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return texts if texts.schema == Texts.SCHEMA else None


def transcript_of(track: SpeechTrack) -> Transcript:
    return Transcript(
        passages=tuple(_passage(words) for words in _paragraphs(track.words)),
        words=len(track.words),
        rough=track.rough,
    )


def screen_text_of(track: TextTrack) -> tuple[Passage, ...]:
    """Each line once, by the time it was first seen, then from the top of the picture down."""
    lines = sorted(track.lines, key=lambda line: (line.start_s, line.box.y, line.box.x))
    return tuple(Passage(at=moment(line.start_s, line.end_s), text=plain(line.text)) for line in lines)


def _paragraphs(words: tuple[Word, ...]) -> list[list[Word]]:
    """Words of about ten seconds together; a pause begins a new paragraph."""
    paragraphs: list[list[Word]] = []
    for word in words:
        current = paragraphs[-1] if paragraphs else None
        if current is None or _begins_anew(current, word):
            paragraphs.append([word])
        else:
            current.append(word)
    return paragraphs


def _begins_anew(paragraph: list[Word], word: Word) -> bool:
    late = word.start_s - paragraph[0].start_s >= _PARAGRAPH_S
    return late or word.start_s - paragraph[-1].end_s >= _PAUSE_S


def _passage(words: list[Word]) -> Passage:
    """Its words are parted by single spaces, so that a place in the text names its word."""
    start_s = round(words[0].start_s, 3)
    return Passage(
        at=Moment(seconds=start_s, shown=clock(start_s), until_s=round(words[-1].end_s, 3)),
        text=" ".join("".join(plain(word.text).split()) or "·" for word in words),
        words_s=tuple(round(word.start_s, 2) for word in words),
    )
