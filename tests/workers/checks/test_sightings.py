"""Where and when a wanted text was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.judged import a_line, a_span, paragraph
from workers.checks.passages import read_passages
from workers.checks.sightings import Sighting, sightings_of, stretches_of
from workers.matching import Pattern, wording
from workers.tracks.text import TextLine

CHATGPT = wording("ChatGPT")


def seen_in(*lines: TextLine, pattern: Pattern = CHATGPT) -> list[Sighting]:
    return sightings_of(pattern, read_passages(lines))


def test_every_place_and_every_stretch_is_a_sighting_in_order_of_time() -> None:
    late, early = a_line("Ask ChatGPT", (30.0, 40.0), (50.0, 60.0)), a_line("ChatGPT", (5.0, 9.0), row=5)
    assert [(seen.passage.text, seen.span.start_s) for seen in seen_in(late, early)] == [
        ("ChatGPT", 5.0),
        ("Ask ChatGPT", 30.0),
        ("Ask ChatGPT", 50.0),
    ]


def test_a_text_twice_in_one_line_is_seen_twice() -> None:
    found = seen_in(a_line("ChatGPT or ChatGPT"))
    assert [(seen.match.start, seen.match.end) for seen in found] == [(0, 7), (11, 18)]


def test_a_text_in_one_line_is_not_seen_again_in_its_paragraph() -> None:
    assert [seen.passage.text for seen in seen_in(*paragraph("Ask ChatGPT", "for help"))] == ["Ask ChatGPT"]


def test_a_text_over_two_lines_is_seen_once() -> None:
    wanted = wording("moving average of values")
    found = seen_in(*paragraph("a moving average", "of values", "in a window"), pattern=wanted)
    assert [seen.passage.text for seen in found] == ["a moving average of values"]


def test_edits_cost_confidence() -> None:
    wanted = wording("moving average")
    (exact,) = seen_in(a_line("moving average", confidence=0.9), pattern=wanted)
    (edited,) = seen_in(a_line("moving averege", confidence=0.9), pattern=wanted)
    assert exact.confidence == 0.9
    assert edited.confidence == pytest.approx(0.9 * (1 - 1 / 13))


def test_stretches_a_second_apart_are_one_and_further_apart_two() -> None:
    line = a_line("ChatGPT", (5.0, 6.0), (7.0, 8.0), (9.5, 10.0))
    assert [stretch.span for stretch in stretches_of(seen_in(line))] == [a_span(5.0, 8.0), a_span(9.5, 10.0)]
    assert stretches_of([]) == []


def test_a_stretch_is_as_sure_as_its_surest_sighting_and_shows_three() -> None:
    lines = [a_line("ChatGPT", row=3 * row, confidence=0.5 + row / 10) for row in range(5)]
    (stretch,) = stretches_of(seen_in(*lines))
    assert stretch.confidence == pytest.approx(0.9)
    assert [item.box[1] for item in stretch.evidence() if item.box] == [
        line.box.y for line in reversed(lines[2:])
    ]


def test_of_equally_sure_sightings_the_earliest_is_shown_first() -> None:
    (stretch,) = stretches_of(seen_in(a_line("ChatGPT", (8.0, 9.0), row=4), a_line("ChatGPT", (7.0, 9.0))))
    assert [item.start_s for item in stretch.evidence()] == [7.0, 8.0]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=8))
def test_every_sighting_is_in_one_stretch_that_holds_it(drawn: list[tuple[int, int]]) -> None:
    lines = [
        a_line("ChatGPT", (start_s, start_s + length_s), row=2 * row)
        for row, (start_s, length_s) in enumerate(drawn)
    ]
    stretches = stretches_of(seen_in(*lines))
    assert sum(len(stretch.sightings) for stretch in stretches) == len(lines)
    for stretch in stretches:
        for seen in stretch.sightings:
            assert stretch.span.start_s <= seen.span.start_s <= seen.span.end_s <= stretch.span.end_s
