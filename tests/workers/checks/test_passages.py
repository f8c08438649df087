"""Lines that stand under each other at the same time are read as one text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.judged import LINE_STEP, a_line, a_span, paragraph
from workers.checks.passages import (
    Passage,
    gap_below,
    read_passages,
    shared_spans,
    single,
    together_s,
    union_box,
)
from workers.matching import find, wording
from workers.report import EvidenceKind
from workers.spans import Box, Span
from workers.tracks.text import Place, TextLine

STRETCHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
        lambda ends: Span(start_s=min(ends), end_s=max(ends))
    ),
    max_size=4,
)


def texts(*lines: TextLine) -> list[str]:
    return [passage.text for passage in read_passages(lines)]


def crosses(passage: Passage, wanted: str) -> bool:
    match = find(wording(wanted), passage.text)
    assert match is not None
    return passage.crosses(match)


def test_a_line_alone_is_a_passage() -> None:
    line = a_line("one", (1.0, 2.0), (5.0, 6.0))
    assert read_passages([line]) == [Passage(text="one", lines=(line,), spans=line.spans)]
    assert read_passages([]) == []


def test_two_and_three_lines_of_a_paragraph_are_read_together_and_four_are_not() -> None:
    assert texts(*paragraph("one", "two", "three", "four")) == [
        *("one", "two", "three", "four"),
        *("one two", "two three", "three four"),
        *("one two three", "two three four"),
    ]


def test_the_upper_line_comes_first_whatever_the_track_says() -> None:
    upper, lower = paragraph("upper", "lower")
    assert texts(lower, upper) == ["lower", "upper", "upper lower"]


@pytest.mark.parametrize(
    "lower",
    [
        a_line("two", row=2),
        a_line("two", row=1, x=0.13),
        a_line("two", row=1, height=0.06),
        a_line("two", (30.0, 60.0), row=1),
    ],
    ids=["further below", "further right", "twice as high", "at another time"],
)
def test_what_is_not_of_one_paragraph_is_not_read_together(lower: TextLine) -> None:
    assert texts(a_line("one", (0.0, 30.0)), lower) == ["one", "two"]


def test_lines_are_one_text_only_while_all_of_them_stand() -> None:
    upper, lower = a_line("one", (0.0, 10.0), (20.0, 30.0)), a_line("two", (5.0, 25.0), row=1)
    assert read_passages([upper, lower])[-1].spans == (a_span(5.0, 10.0), a_span(20.0, 25.0))


def test_three_lines_that_never_stood_together_are_no_passage() -> None:
    one, two = a_line("one", (0.0, 10.0)), a_line("two", (5.0, 25.0), row=1)
    three = a_line("three", (20.0, 30.0), row=2)
    assert texts(one, two, three) == ["one", "two", "three", "one two", "two three"]


def test_a_match_crosses_where_it_needs_every_line() -> None:
    three = read_passages(paragraph("def moving", "average of", "values"))[-1]
    assert crosses(three, "moving average of values")
    assert not crosses(three, "moving average")
    assert not crosses(three, "average of values")
    assert crosses(single(a_line("def moving")), "moving")


def test_a_passage_is_as_sure_as_its_unsurest_line_and_as_wide_as_all() -> None:
    lines = [a_line("first line", confidence=0.9), a_line("two", row=1, x=0.11, confidence=0.6)]
    passage = read_passages(lines)[-1]
    assert passage.confidence == 0.6
    assert passage.box_at(0.0).iou(Box(x=0.1, y=0.05, width=0.08, height=LINE_STEP + 0.03)) == pytest.approx(
        1.0
    )
    evidence = passage.evidence(a_span(3.0, 4.0))
    assert (evidence.kind, evidence.start_s, evidence.end_s) == (EvidenceKind.TEXT, 3.0, 4.0)
    assert evidence.text == "first line two"


def test_a_gap_is_a_part_of_the_taller_line() -> None:
    upper = Box(x=0.0, y=0.1, width=0.5, height=0.02)
    assert gap_below(upper, Box(x=0.0, y=0.14, width=0.5, height=0.04)) == pytest.approx(0.5)
    assert gap_below(upper, Box(x=0.0, y=0.11, width=0.5, height=0.02)) == pytest.approx(-0.5)
    flat = Box(x=0.0, y=0.1, width=0.5, height=0.0)
    assert gap_below(flat, flat) == 0.0


def test_a_union_holds_all_boxes() -> None:
    boxes = [Box(x=0.1, y=0.5, width=0.25, height=0.25), Box(x=0.25, y=0.25, width=0.5, height=0.25)]
    assert union_box(boxes) == Box(x=0.1, y=0.25, width=0.65, height=0.5)


@given(STRETCHES, STRETCHES)
def test_shared_stretches_hold_every_moment_that_both_have(one: list[Span], other: list[Span]) -> None:
    shared = shared_spans(one, other)
    for second in range(60):
        moment = Span(start_s=second, end_s=second + 1)
        both = all(any(span.overlap_s(moment) > 0 for span in spans) for spans in (one, other))
        assert any(span.overlap_s(moment) > 0 for span in shared) == both
    assert list(shared) == sorted(shared)


def scrolled_pair() -> tuple[TextLine, TextLine]:
    """The upper line is seen at the foot of the page; it has moved up when the lower one comes in there."""
    foot, above = Box(x=0.1, y=0.8, width=0.3, height=0.02), Box(x=0.1, y=0.775, width=0.3, height=0.02)
    upper = replace(
        a_line("upper", (1.0, 6.0)),
        box=foot,
        path=(Place(time_s=2.0, box=foot), Place(time_s=3.0, box=above)),
    )
    lower = replace(a_line("lower", (2.5, 8.0)), box=foot, path=(Place(time_s=3.0, box=foot),))
    return upper, lower


def test_lines_of_a_scrolled_page_belong_together_as_they_stood_together() -> None:
    upper, lower = scrolled_pair()

    assert texts(lower, upper) == ["lower", "upper", "upper lower"]
    (together,) = [passage for passage in read_passages([upper, lower]) if passage.joins]
    box = together.box_at(together_s(together.lines, together.spans))
    assert (round(box.y, 3), round(box.height, 3)) == (0.775, 0.045)


def test_lines_that_stood_at_one_place_one_after_the_other_do_not() -> None:
    upper, lower = scrolled_pair()

    assert texts(upper, replace(lower, spans=(Span(start_s=7.0, end_s=8.0),))) == ["upper", "lower"]


def test_evidence_of_a_line_that_moves_points_to_where_it_stood_until_then() -> None:
    upper, _ = scrolled_pair()

    evidence = single(upper).evidence(Span(start_s=1.0, end_s=6.0))

    assert (evidence.start_s, evidence.end_s) == (1.0, 3.0)
    assert evidence.box == pytest.approx((0.1, 0.8, 0.3, 0.02))
