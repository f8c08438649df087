"""A form filled in field by field, by somebody who says what a test wants."""

from collections.abc import Sequence

import numpy as np
import pytest

from workers.engines.vlm.filling import Filler, plain
from workers.engines.vlm.forms import Moment, OneOf, Rows, Thousandths, Words
from workers.engines.vlm.moments import Moments, NotFilled, TimeStyle

SHOWN = Moments(times_s=(0.0, 4.0))


class Scripted:
    """Stands where likelihoods are: chooses and writes what comes next in the script. `read`: what stood in
    the form each time.
    """

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.read: list[str] = []

    def weigh(self, said: str, options: Sequence[str]) -> np.ndarray:
        self.read.append(said)
        place = list(options).index(self.script.pop(0))
        return np.eye(len(options))[place]

    def write(self, said: str, *, until: str, most: int) -> str:
        self.read.append(said)
        assert most > 0
        return self.script.pop(0).split(until, maxsplit=1)[0]


def test_each_field_is_filled_in_behind_those_before_it():
    model = Scripted(' a "quick" fox', '"kitchen"', "4.0", "null")
    filled = Filler(model, SHOWN).fill(
        {
            "what": Words(says="what"),
            "place": OneOf(says="where", options=("desk", "kitchen")),
            "time_s": Moment(says="when"),
            "end_s": Moment(says="until when"),
        }
    )
    assert filled == {"what": "a", "place": "kitchen", "time_s": 4.0, "end_s": None}
    assert model.read == [
        '{"what": "',
        '{"what": "a", "place": ',
        '{"what": "a", "place": "kitchen", "time_s": ',
        '{"what": "a", "place": "kitchen", "time_s": 4.0, "end_s": ',
    ]


def test_rows_are_added_until_the_model_closes_them():
    model = Scripted('{"', "0.0", "a door opens", ', {"', "4.0", "it rains", "]", "end")
    filled = Filler(model, SHOWN).fill(
        {
            "rows": Rows(says="", fields={"time_s": Moment(says=""), "what": Words(says="")}),
            "more": Words(says=""),
        }
    )
    assert filled["rows"] == [
        {"time_s": 0.0, "what": "a door opens"},
        {"time_s": 4.0, "what": "it rains"},
    ]
    assert model.read[-1] == (
        '{"rows": [{"time_s": 0.0, "what": "a door opens"}, {"time_s": 4.0, "what": "it rains"}], "more": "'
    )


def test_there_are_no_more_rows_than_there_may_be():
    model = Scripted('{"', "one", ', {"', "two", "end")
    form = {"rows": Rows(says="", most=2, fields={"what": Words(says="")}), "more": Words(says="")}
    assert Filler(model, SHOWN).fill(form) == {"rows": [{"what": "one"}, {"what": "two"}], "more": "end"}
    assert model.read[-1] == '{"rows": [{"what": "one"}, {"what": "two"}], "more": "'


@pytest.mark.parametrize(
    ("written", "text"),
    [(r"print(\"hi\")", 'print("hi")'), (r"\u0434\u0430", "да"), (r"C:\dir", r"C:\dir"), ("a\tb", "a\tb")],
)
def test_what_a_model_escapes_is_read_and_what_is_no_escape_stays(written, text):
    assert plain(written) == text


@pytest.mark.parametrize(("written", "place"), [("250, ", 250), (" 0", 0), ("1000}", 1000), ("null", None)])
def test_a_place_is_a_number_of_thousandths(written, place):
    model = Scripted(written, "end")
    form = {"left": Thousandths(says=""), "more": Words(says="")}
    assert Filler(model, SHOWN).fill(form)["left"] == place
    assert model.read[-1] == f'{{"left": {"null" if place is None else place}, "more": "'


@pytest.mark.parametrize("written", ["left", "", "-3", "1001", "2.5"])
def test_what_is_no_place_ends_the_form(written):
    with pytest.raises(NotFilled, match=r"^The model named no place in the picture\.$"):
        Filler(Scripted(written), SHOWN).fill({"left": Thousandths(says="")})


@pytest.mark.parametrize(
    ("style", "named"),
    [
        (TimeStyle.SECONDS, "12.0"),
        (TimeStyle.CLOCK, '"0:00:12.0"'),
        (TimeStyle.SEGMENTS, "1"),
        (TimeStyle.NUMBERS, "3"),
    ],
)
def test_a_moment_is_named_as_pictures_are(style, named):
    shown = Moments(times_s=(0.0, 4.0, 12.0, 14.0), style=style)
    model = Scripted(named, "end")
    filled = Filler(model, shown).fill({"time_s": Moment(says=""), "more": Words(says="")})
    assert filled["time_s"] == 12.0
    assert model.read[-1] == f'{{"time_s": {named}, "more": "'
