"""A draft can be read whatever a model said, and what it said stands as data."""

import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checking.conclude import conclude
from variants.checking.examine import examine
from variants.drafting import DraftedStep, Piece, Sketch, draft_toml, language_of, statement_of
from variants.issue import Issuer
from variants.reading.steps import MOST_STEPS
from variants.reading.template import read_template
from variants.template import ChoiceParameter, DecimalParameter, IntegerParameter, Template
from workers.brief import parse_brief

SKETCH = Sketch(
    id="weights",
    language="en",
    title="The mean weight",
    statement="Weigh 12 apples.\nThe scale is off by 0.5 g; round to 2 places.",
    steps=(
        DraftedStep(instruction="Weigh all 12 apples", seen_at_s=6.04),
        DraftedStep(instruction="Show it"),
    ),
    pieces=(
        Piece(name="Number of apples", stands_for="12", kind="integer", values="10 to 15"),
        Piece(name="fruit", stands_for="apples", kind="choice", values="apples | pears | plums"),
        Piece(name="off", stands_for="0.5", kind="decimal", values="0,1 to 0,9 step 0,1"),
    ),
    written_by="the engine openai, model small",
    source="task.txt",
)


def drafted(**changes: object) -> tuple[str, Template]:
    text = draft_toml(replace(SKETCH, **changes))  # type: ignore[arg-type]
    return text, read_template(text)


def piece(stands_for: str, *, name: str = "x", kind: str = "integer", values: str = "1 to 9") -> Piece:
    return Piece(name=name, stands_for=stands_for, kind=kind, values=values)


def test_pieces_become_parameters_in_every_text() -> None:
    _, template = drafted()
    assert template.parameters == {
        "number_of_apples": IntegerParameter(first=10, last=15),
        "fruit": ChoiceParameter(values=("apples", "pears", "plums")),
        "off": DecimalParameter(first=Decimal("0.1"), last=Decimal("0.9"), step=Decimal("0.1")),
    }
    assert template.statement["en"].source == (
        "Weigh {{ number_of_apples }} {{ fruit }}.\nThe scale is off by {{ off }} g; round to 2 places."
    )
    assert template.steps[0].instruction["en"].source == "Weigh all {{ number_of_apples }} {{ fruit }}"
    assert template.note.text.names == set(template.parameters)
    assert template.title["en"].source == "The mean weight"


def test_a_draft_says_who_wrote_it_and_what_is_missing() -> None:
    text, template = drafted(remarks=("Missing: a stretch.",))
    for says in (
        "# A draft, made from task.txt.",
        "# Written by the engine openai, model small.",
        "# Missing: a stretch.",
        "# Missing: expect_text",
        "# Missing: what the student has to find.",
        "# Missing: [accommodations]",
        "# Seen first at 6.0 s.",
    ):
        assert says in text
    assert template.answers == ()
    assert all(not any(step.expect_text.values()) for step in template.steps)


def test_a_draft_does_not_pass_the_check() -> None:
    _, template = drafted()
    issuer = Issuer(template, b"a secret of the check")
    report = conclude(issuer, [examine(issuer, place, parse_brief) for place in range(5)])
    assert not report.passed
    assert report.counts["twin"] > 0
    assert report.counts["brief"] == 0


@pytest.mark.parametrize(
    ("proposed", "because"),
    [
        (piece("13"), "does not stand in the statement"),
        (piece("1"), "does not stand in the statement"),
        (piece("5"), "does not stand in the statement"),
        (piece("app", kind="choice", values="a | b"), "does not stand in the statement"),
        (piece(" "), "no piece of 1 to 200 characters is named"),
        (piece("12", values="about ten"), "not in the form '3 to 9 step 1'"),
        (piece("12", values="9 to 3"), "no two values"),
        (piece("12", values="3 to 9 step 0"), "no two values"),
        (piece("12", values="3 to 3"), "no two values"),
        (piece("12", values="1.5 to 9"), "no whole numbers"),
        (piece("0.5", kind="decimal", values="0.1 to 0.9"), "not in the form '3 to 9 step 1'"),
        (piece("0.5", kind="decimal", values="1 to 900000000000000 step 0.000001"), "cannot be read"),
        (piece("apples", kind="choice", values="apples"), "not in the form 'a | b | c'"),
        (piece("apples", kind="date", values="a | b"), "there are the kinds integer, decimal, choice"),
    ],
)
def test_a_piece_that_cannot_be_used_is_left_out_and_named(proposed: Piece, because: str) -> None:
    text, template = drafted(pieces=(proposed,))
    assert template.parameters == {}
    (line,) = [line for line in text.splitlines() if line.startswith("# Left out")]
    assert because in line
    assert f'"values": "{proposed.values}"' in line


def test_of_pieces_that_overlap_the_first_is_kept() -> None:
    text, template = drafted(
        pieces=(piece("12"), piece("12 apples", name="y", kind="choice", values="a | b"))
    )
    assert list(template.parameters) == ["x"]
    assert '{"name": "y", "stands_for": "12 apples"' in text


def test_names_are_made_valid_and_unique() -> None:
    names = ("Число", "for", "2nd Place!", "2nd place", "answers")
    statement = "a b c d e"
    pieces = [
        piece(literal, name=name, kind="choice", values="p | q")
        for literal, name in zip(statement.split(), names, strict=True)
    ]
    _, template = drafted(statement=statement, steps=(), pieces=pieces)
    assert list(template.parameters) == ["value", "for_value", "nd_place", "nd_place_2", "answers_value"]


def test_a_piece_may_be_broken_by_a_new_line() -> None:
    _, template = drafted(
        statement="red\n  apples", pieces=(piece("red apples", kind="choice", values="a | b"),)
    )
    assert template.statement["en"].source == "{{ x }}"


def test_whole_numbers_of_a_choice_are_numbers_and_others_stay_as_they_are_written() -> None:
    pieces = (
        piece("12", kind="choice", values="10|12"),
        piece("0.5", name="y", kind="choice", values="0.50|007"),
    )
    _, template = drafted(pieces=pieces)
    assert template.parameters == {
        "x": ChoiceParameter(values=(10, 12)),
        "y": ChoiceParameter(values=("0.50", "007")),
    }


def test_marks_of_the_format_stand_as_text() -> None:
    statement = "Ignore all that: {{ 7*7 }} {% for x in y %} {# note #} {{{ 12 }}} {12} {%"
    text, template = drafted(
        statement=statement,
        title="{{ title }}",
        steps=(DraftedStep(instruction="Print {{ 7*7 }} {"),),
        pieces=(piece("12"), piece("Ignore", name="y", kind="choice", values="{{ 7*7 }} | {% raw %}")),
    )
    assert template.statement["en"].fill({"x": 12, "y": "Ignore"}) == statement
    assert template.title["en"].fill({}) == "{{ title }}"
    assert template.steps[0].instruction["en"].fill({}) == "Print {{ 7*7 }} {"
    assert template.parameters["y"] == ChoiceParameter(values=("{{ 7*7 }}", "{% raw %}"))
    assert "# The text has marks that this format knows itself." in text


def test_words_that_would_end_a_comment_or_a_text_do_not() -> None:
    hostile = 'x"""\n[answers]\nid = "y"\n\x00\x7f\u2028\u202e\ud800'
    text, template = drafted(
        title=hostile,
        pieces=(piece(hostile, name=hostile, kind=hostile, values=hostile),),
        steps=(DraftedStep(instruction=hostile),),
        written_by=hostile,
        source=hostile,
        remarks=(hostile,),
    )
    assert template.answers == ()
    assert template.title["en"].fill({}) == 'x""" [answers] id = "y" ?'
    assert not any(line.startswith("[answers]") for line in text.splitlines())


def test_a_step_is_not_told_twice_and_no_more_are_kept_than_a_template_has() -> None:
    told = [DraftedStep(instruction=words) for words in ("Open", " ", "Run", "Open")]
    _, template = drafted(steps=told)
    assert [step.instruction["en"].source for step in template.steps] == ["Open", "Run"]
    assert statement_of(told) == "1. Open\n2. Run"
    text, template = drafted(
        steps=[DraftedStep(instruction=f"Step {place}") for place in range(MOST_STEPS + 3)]
    )
    assert len(template.steps) == MOST_STEPS
    assert "# Left out: 3 steps; a template has 200 at most." in text


def test_the_first_line_is_the_title_where_the_model_names_none() -> None:
    _, template = drafted(title=" ", statement="## Weigh 12 apples\nNow.", pieces=(piece("12"),))
    assert template.title["en"].source == "Weigh {{ x }} apples"


def test_a_text_of_nothing_but_marks_can_be_read() -> None:
    _, template = drafted(statement="{{a" * 21_000, pieces=(piece("a", kind="choice", values="b | c"),))
    assert template.parameters == {}
    assert "｛" in template.statement["en"].source
    text, template = drafted(statement="1 " * 32_000, pieces=(piece("1"),))
    assert template.parameters == {}
    assert "with it the template cannot be read" in text


def test_the_language_is_that_of_most_letters() -> None:
    assert language_of("Напишите функцию def mean и объясните её") == "ru"
    assert language_of("Write «среднее» into the cell") == "en"


SAID = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "{{",
        "{%",
        "{#",
        "}}",
        '"""',
        "'''",
        "{{ x }}",
        "{% raw %}",
        "12",
        "a b",
        "{",
        "\\",
        "# x",
        "[a]",
        "1 to 9",
        "\ud800",
    ]
)
WORDS = st.lists(SAID, max_size=8).map(" ".join)
VALUES = st.sampled_from(["1 to 9", "0.1 to 0.9 step 0.1", "a | {{ b }}", "1|2|3"]) | WORDS


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    statement = draw(WORDS)
    kinds = st.sampled_from(["integer", "decimal", "choice"]) | SAID
    literals = st.sampled_from(statement.split() or ["x"]) | WORDS
    pieces = st.builds(Piece, name=WORDS, stands_for=literals, kind=kinds, values=VALUES)
    steps = st.builds(DraftedStep, instruction=WORDS, seen_at_s=st.none() | st.floats(0, 1e6))
    return Sketch(
        id=draw(WORDS),
        language=draw(st.sampled_from(["en", "ru"])),
        title=draw(WORDS),
        statement=statement,
        steps=draw(st.lists(steps, max_size=4)),
        pieces=draw(st.lists(pieces, max_size=4)),
        written_by=draw(WORDS),
        source=draw(WORDS),
        remarks=draw(st.lists(WORDS, max_size=2)),
    )


@settings(max_examples=300, deadline=None)
@given(sketches())
def test_whatever_is_said_the_draft_can_be_read_and_holds_nothing_that_nobody_asked_for(
    sketch: Sketch,
) -> None:
    template = read_template(draft_toml(sketch))
    assert (template.answers, template.derived, template.constraints) == ((), {}, ())
    assert len(template.parameters) <= len(sketch.pieces)
    assert template.parameters.keys() <= template.statement[sketch.language].names


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_a_statement_stands_as_it_was(statement: str) -> None:
    _, template = drafted(statement=statement, pieces=())
    whole = statement.encode("utf-8", errors="replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in whole if one in "\n\t" or unicodedata.category(one) != "Cc")
    assert template.statement["en"].fill({}) == (kept.strip() or "…")
