"""Where a wanted text was seen: passages, the part that matched, and when it stood there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workers.checks.passages import Passage
from workers.matching import Match, Pattern, find_all
from workers.report import Evidence
from workers.spans import Span, merge_spans

#: Stretches in which a text stood, no further apart than this, are one.
JOIN_S = 1.0
MOST_EVIDENCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A pattern matched in a passage, in one span in which the passage stood."""

    pattern: Pattern
    passage: Passage
    match: Match
    span: Span

    @property
    def confidence(self) -> float:
        """The reader's confidence in the line, less the part of the text that had to be edited."""
        return self.passage.confidence * (1 - self.match.edits / self.pattern.whole_chars)

    def evidence(self) -> Evidence:
        return self.passage.evidence(self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stretch in which a text was seen, in one place or in several."""

    span: Span
    sightings: tuple[Sighting, ...]

    @property
    def confidence(self) -> float:
        return max(sighting.confidence for sighting in self.sightings)

    def evidence(self) -> tuple[Evidence, ...]:
        """The surest sightings, and of equals the earliest."""
        best = sorted(self.sightings, key=lambda seen: (-seen.confidence, seen.span, seen.passage.text))
        return tuple(seen.evidence() for seen in best[:MOST_EVIDENCE])


def sightings_of(pattern: Pattern, passages: Iterable[Passage]) -> list[Sighting]:
    """Every place and span where the pattern was seen, in order of time."""
    found = [
        Sighting(pattern=pattern, passage=passage, match=match, span=span)
        for passage in passages
        for match in find_all(pattern, passage.text)
        if passage.crosses(match)
        for span in passage.spans
    ]
    return sorted(found, key=lambda seen: (seen.span, seen.passage.text, seen.match.start))


def stretches_of(sightings: Sequence[Sighting]) -> list[Stretch]:
    """Sightings gathered into stretches of time."""
    spans = merge_spans([seen.span for seen in sightings], join_gap_s=JOIN_S)
    return [
        Stretch(
            span=span,
            sightings=tuple(seen for seen in sightings if span.start_s <= seen.span.start_s <= span.end_s),
        )
        for span in spans
    ]
