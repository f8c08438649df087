"""What was said and what stood on the screen, as text with times."""

from dataclasses import dataclass

from workers.render.words import Moment, moment
from workers.sentences import plain
from workers.tracks.speech import SpeechTrack, Word
from workers.tracks.text import TextTrack

_PARAGRAPH_S = 10.0
_PAUSE_S = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    at: Moment | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    passages: tuple[Passage, ...]
    words: int
    rough: bool


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
    return Passage(at=moment(words[0].start_s), text=plain(" ".join(word.text for word in words)))
