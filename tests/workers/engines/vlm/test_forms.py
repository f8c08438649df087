"""Forms that a model fills in: in words, as a schema, and what is taken of an answer."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.vlm.forms import (
    Moment,
    OneOf,
    Rows,
    Thousandths,
    Words,
    checked,
    described,
    longest,
    schema_of,
)
from workers.engines.vlm.moments import Moments, NotFilled

SHOWN = Moments(times_s=(0.0, 4.0, 9.5))
FORM = {
    "what": Words(says="what is done", most=12),
    "place": OneOf(says="where", options=("desk", "kitchen")),
    "time_s": Moment(says="when"),
    "left": Thousandths(says="its left edge"),
    "rows": Rows(
        says="each change", most=2, fields={"time_s": Moment(says="when"), "what": Words(says="what")}
    ),
}
FILLED = {
    "what": "types",
    "place": "desk",
    "time_s": 4.0,
    "left": 250,
    "rows": [{"time_s": 9.5, "what": "a window opens"}],
}


def test_a_form_is_said_in_words():
    assert described(FORM, SHOWN) == (
        "what (what is done); place (where: desk, kitchen); time_s (when: the time of one of the pictures, or "
        "null); left (its left edge: 0 to 1000, or null); rows (each change: a list of objects with time_s (when: the "
        "time of one of the pictures, or null); what (what))"
    )


def test_a_form_is_a_schema_in_which_every_field_is_required_and_no_other_taken():
    schema = schema_of(FORM, SHOWN)
    assert (schema["required"], schema["additionalProperties"]) == (list(FORM), False)
    assert schema["properties"] == {
        "what": {"type": "string", "maxLength": 12},
        "place": {"type": "string", "enum": ["desk", "kitchen"]},
        "time_s": {"type": ["number", "null"]},
        "left": {"type": ["integer", "null"], "minimum": 0, "maximum": 1000},
        "rows": {
            "type": "array",
            "maxItems": 2,
            "items": {
                "type": "object",
                "properties": {
                    "time_s": {"type": ["number", "null"]},
                    "what": {"type": "string", "maxLength": 400},
                },
                "required": ["time_s", "what"],
                "additionalProperties": False,
            },
        },
    }


def test_what_is_in_the_form_is_taken_as_it_is():
    assert checked(FILLED, FORM, SHOWN) == FILLED


def test_a_moment_becomes_that_of_the_nearest_picture():
    assert checked(FILLED | {"time_s": 3.4}, FORM, SHOWN)["time_s"] == 4.0
    assert checked(FILLED | {"time_s": None}, FORM, SHOWN)["time_s"] is None


def test_what_is_too_long_is_cut():
    taken = checked(FILLED | {"what": "  types a long line", "rows": FILLED["rows"] * 3}, FORM, SHOWN)
    assert taken["what"] == "types a long"
    assert len(taken["rows"]) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"what": 7},
        {"place": "garden"},
        {"time_s": 6.4},
        {"time_s": "soon"},
        {"time_s": float("nan")},
        {"left": 1001},
        {"left": -1},
        {"left": True},
        {"rows": "none"},
        {"rows": [{"time_s": 9.5}]},
        {"rows": [7]},
        {"more": 1},
    ],
)
def test_what_is_not_in_the_form_is_not_taken(change):
    with pytest.raises(NotFilled):
        checked(FILLED | change, FORM, SHOWN)


@pytest.mark.parametrize("data", [None, [], "types", {}, {"what": "types"}])
def test_what_is_no_form_at_all_is_not_taken(data):
    with pytest.raises(NotFilled, match=r"^The model's answer is not in the form that was asked for\.$"):
        checked(data, FORM, SHOWN)


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FORM, "x"]), inner),
    max_leaves=12,
)


@given(st.fixed_dictionaries({name: st.just(right) | _ANYTHING for name, right in FILLED.items()}))
def test_whatever_a_model_writes_is_taken_whole_or_not_at_all(data):
    with suppress(NotFilled):
        taken = checked(data, FORM, SHOWN)
        assert set(taken) == set(FORM)
        assert taken["time_s"] in (None, *SHOWN.times_s)


def test_the_longest_reply_grows_with_texts_and_rows():
    assert longest({"a": Words(says="", most=300)}) == 112
    assert longest({"a": Rows(says="", most=10, fields={"a": Words(says="", most=300)})}) == 1132
