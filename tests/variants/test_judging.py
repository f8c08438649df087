"""What was typed is right, wrong, or asked again: never right by mistake of form, never wrong for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.judging import Judged, Judgement, Why, judge
from variants.variant import Answer

_MASS = Answer(id="mass", question="", value=250.0, tolerance=0.5, unit="mg")
_COUNT = Answer(id="count", question="", value=12.0, tolerance=0.0)
_WORD = Answer(id="word", question="", value="Straße", also=("street", "зеленый"))


@pytest.mark.parametrize(
    ("typed", "judged", "why"),
    [
        ("250 mg", Judged.RIGHT, None),
        ("0,25 g", Judged.RIGHT, None),
        ("0.25 г", Judged.RIGHT, None),
        ("250.5 mg", Judged.RIGHT, None),
        ("250.51 mg", Judged.WRONG, None),
        ("250 g", Judged.WRONG, None),
        ("250", Judged.INVALID, Why.NO_UNIT),
        ("250 mL", Judged.INVALID, Why.OTHER_UNIT),
        ("about a quarter", Judged.INVALID, Why.NO_NUMBER),
        ("  ", Judged.INVALID, Why.EMPTY),
    ],
)
def test_a_number_with_a_unit(typed: str, judged: Judged, why: Why | None) -> None:
    judgement = judge(_MASS, typed)
    assert (judgement.judged, judgement.why) == (judged, why)


@pytest.mark.parametrize(
    ("typed", "judged"),
    [
        ("1,500", Judged.WRONG),
        ("12*1", Judged.INVALID),
        ("12", Judged.RIGHT),
        ("12.0", Judged.RIGHT),
        ("12.01", Judged.WRONG),
        ("12 g", Judged.INVALID),
    ],
)
def test_a_number_without_a_unit(typed: str, judged: Judged) -> None:
    assert judge(_COUNT, typed).judged is judged


@pytest.mark.parametrize(
    ("typed", "judged"),
    [
        ("strasse", Judged.RIGHT),
        (" STREET ", Judged.RIGHT),
        ("house", Judged.WRONG),
        ("", Judged.INVALID),
        ("зелёный", Judged.RIGHT),
    ],
)
def test_a_text_is_right_in_any_case(typed: str, judged: Judged) -> None:
    assert judge(_WORD, typed).judged is judged


@pytest.mark.parametrize("value", [1500.0, 1.5])
def test_a_comma_that_may_mean_two_things_is_asked_about(value: float) -> None:
    answer = Answer(id="sum", question="", value=value, tolerance=0.0)
    assert judge(answer, "1,500") == Judgement(judged=Judged.INVALID, why=Why.UNCLEAR)
    assert judge(answer, "1500" if value > 2 else "1.500").judged is Judged.RIGHT


def test_a_neighbour_of_a_large_whole_number_is_wrong() -> None:
    answer = Answer(id="sum", question="", value=2_000_000_000.0, tolerance=0.0)
    assert judge(answer, "2000000002").judged is Judged.WRONG


def test_what_was_understood_is_kept_in_the_answers_unit() -> None:
    assert judge(_MASS, "0.25 g").value == 250.0


@given(st.text(max_size=80), st.sampled_from([_MASS, _COUNT, _WORD]))
def test_nothing_that_can_be_typed_raises(typed: str, answer: Answer) -> None:
    assert judge(answer, typed).judged in Judged
