"""Texts show values in the ways of their language, and do nothing else."""

from decimal import Decimal
from typing import Any

import pytest

from variants.texts import Text, TextWrong

_VALUES: dict[str, Any] = {
    "n": 7, "half": Decimal("0.50"), "x": 2.5, "whole": 3.0, "word": "haus", "day": "2027-03-14",
    "many": [Decimal("1.5"), 2, 3.0], "row": {"mass": 1.25}, "rows": [{"mass": 1.25}, {"mass": 2.0}],
}  # fmt: skip


def _filled(source: str, language: str = "en") -> str:
    return Text.read(source, language=language, names=_VALUES).fill(_VALUES)


@pytest.mark.parametrize(
    ("source", "english", "russian"),
    [
        ("{{ half }}", "0.50", "0,50"),
        ("{{ x }} {{ whole }} {{ n }}", "2.5 3 7", "2,5 3 7"),
        ("{{ x|number(2) }}", "2.50", "2,50"),
        ("{{ half|plain }}", "0.50", "0.50"),
        ("{{ x|plain(2) }}", "2.50", "2.50"),
        ("{{ many|join('; ', 1) }}", "1.5; 2.0; 3.0", "1,5; 2,0; 3,0"),
        ("{{ many }}", "1.5, 2, 3", "1,5, 2, 3"),
        ("{{ many|join('; ') }}", "1.5; 2; 3", "1,5; 2; 3"),
        ("{{ day|date }}", "14 March 2027", "14 марта 2027 г."),
        ("{{ row.mass }}", "1.25", "1,25"),
        (
            "{% for one in rows %}{{ loop.index }}) {{ one.mass }} {% endfor %}",
            "1) 1.25 2) 2 ",
            "1) 1,25 2) 2 ",
        ),
        ("{% if n > 5 and word is defined %}{{ word|upper }}{% else %}-{% endif %}", "HAUS", "HAUS"),
        ("{{ n + 1 }} {{ 'a' ~ n }}", "8 a7", "8 a7"),
    ],
)
def test_a_text_shows_values_as_its_language_writes_them(source: str, english: str, russian: str) -> None:
    assert (_filled(source), _filled(source, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("source", "says", "offset"),
    [
        ("{{ m }}", "names 'm', which is neither a parameter nor derived", 0),
        ("a\nb {{ m }}", "names 'm', which is neither a parameter nor derived", 1),
        ("{{ n", "cannot be read: unexpected end of template", 0),
        ("{{ word.upper() }}", "may only show values; a call belongs into [derived]", 0),
        ("{{ range(9) }}", "may only show values; a call belongs into [derived]", 0),
        ("{{ 'a' * 99999999 }}", "may only show values; a product belongs into [derived]", 0),
        ("{{ 9 ** 9 ** 9 }}", "may only show values; a power belongs into [derived]", 0),
        ("{% set n = 1 %}", "may only show values; 'set' belongs into [derived]", 0),
        ("{% include 'x' %}", "may only show values; 'include' belongs into [derived]", 0),
        ("{% macro f() %}{% endmacro %}", "may only show values; 'macro' belongs into [derived]", 0),
        ("{{ self ~ '' }}", "may not reach 'self'", 0),
        ("{{ " + "-" * 170 + "n }}", "is nested too deeply", 0),
        ("{{ n" + "|lower" * 250 + " }}", "is nested too deeply", 0),
        ("{% if n %}" * 110 + "{% endif %}" * 110, "is nested too deeply", 0),
        ("{{ n" + " + n" * 250 + " }}", "is nested too deeply", 0),
        ("{{ 'abc'|number(2) }}", "cannot be filled in", 0),
        ("{{ 'x'|date }}", "cannot be filled in: Invalid isoformat string: 'x'", 0),
        ("{{ 1 + 'a' }}", "cannot be filled in", 0),
        ("{{ n.__class__ }}", "may not reach '__class__'", 0),
        ("{{ word|replace('a', 'b') }}", "cannot be read: No filter named 'replace'", 0),
        ("{% for a in [1, 2] %}{% endfor %}", "may only loop over a value", 0),
        (
            "{% for a in many %}{% for b in many %}{% for c in many %}{% endfor %}{% endfor %}{% endfor %}",
            "has loops",
            0,
        ),
        ("x" * 100_001, "is longer than 100000 characters", 0),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(source: str, says: str, offset: int) -> None:
    with pytest.raises(TextWrong) as refused:
        Text.read(source, language="en", names=_VALUES)
    assert str(refused.value).startswith(says)
    assert refused.value.offset == offset


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{{ row.height }}", "cannot be filled in: 'dict object' has no attribute 'height'"),
        ("{{ word|number }}", "cannot be filled in"),
        ("{{ word|date }}", "cannot be filled in: Invalid isoformat string: 'haus'"),
        ("{{ word['__class__'] }}", "cannot be filled in"),
        ("{{ word.upper }}", "cannot be filled in: 'str object' has no attribute 'upper'"),
        ("{{ n + word }}", "cannot be filled in"),
        ("{{ word.upper ~ 1 }}", "cannot be filled in: 'str object' has no attribute 'upper'"),
        ("{{ row.items ~ '' }}", "cannot be filled in: 'dict object' has no attribute 'items'"),
        ("{{ many|join(5) }}", "cannot be filled in: 'int' object has no attribute 'join'"),
    ],
)
def test_what_cannot_be_filled_in_is_said(source: str, says: str) -> None:
    with pytest.raises(TextWrong) as refused:
        _filled(source)
    assert str(refused.value).startswith(says)


def test_a_loop_in_a_loop_may_not_make_a_book() -> None:
    text = Text.read(
        "{% for a in m %}{% for b in m %}0123456789{% endfor %}{% endfor %}", language="en", names=["m"]
    )
    with pytest.raises(TextWrong, match="is longer than 100000 characters once it is filled in"):
        text.fill({"m": list(range(200))})
