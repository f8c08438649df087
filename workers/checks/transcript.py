"""The words that were heard, as one text in which a wanted wording can be found with its time."""

from collections.abc import Sequence
from dataclasses import dataclass

from workers.matching import find_all, wording
from workers.report import Evidence, EvidenceKind
from workers.spans import Span
from workers.tracks.speech import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A stretch of the transcript. `confidence`: the lowest of its words."""

    text: str
    span: Span
    confidence: float

    def evidence(self) -> Evidence:
        return Evidence(
            kind=EvidenceKind.SPEECH, start_s=self.span.start_s, end_s=self.span.end_s, text=self.text
        )


class Transcript:
    """Words joined by spaces; a place in the text leads back to its word."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.text = " ".join(word.text for word in words)
        self._ends: list[int] = []
        end = -1
        for word in words:
            end += 1 + len(word.text)
            self._ends.append(end)

    def find(self, text: str) -> list[Said]:
        """Where a wording was said, in order of time."""
        return [self.said(match.start, match.end) for match in find_all(wording(text), self.text)]

    def said(self, start: int, end: int) -> Said:
        """The whole words that a range of the text touches."""
        touched = [
            word
            for word, word_end in zip(self._words, self._ends, strict=True)
            if word_end > start and word_end - len(word.text) < end
        ]
        return Said(
            text=" ".join(word.text for word in touched),
            span=Span(start_s=touched[0].start_s, end_s=max(word.end_s for word in touched)),
            confidence=min(word.confidence for word in touched),
        )
