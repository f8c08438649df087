"""A seed gives one variant's values; constraints hold; what cannot be drawn is said."""

import time
from decimal import Decimal

import pytest

from tests.variants.factories import SECRET, issuer, template
from variants.draw import MOST_DRAWS, draw
from variants.errors import TemplateInvalid
from variants.issue import Issuer, Wish


def test_a_seed_gives_one_variant() -> None:
    assert draw(template(), b"seed") == draw(template(), b"seed")
    assert draw(template(), b"seed").note != draw(template(), b"other").note


def test_decimals_are_drawn_to_the_last_digit() -> None:
    margins = {issuer().drawn(f"p{n}").shown["margin"] for n in range(200)}
    assert margins == {Decimal("0.25") * step for step in range(1, 12)}


def test_a_parameter_more_moves_no_other() -> None:
    more = (
        "[parameters.height]",
        '[parameters.extra]\nkind = "integer"\nfrom = 1\nto = 9\n[parameters.height]',
    )
    assert issuer(more).drawn("ann").note == issuer().drawn("ann").note


def test_constraints_hold_and_draws_are_counted() -> None:
    narrow = (
        ("to = 9999\n\n[parameters.height]", "to = 101\n\n[parameters.height]"),
        (
            "to = 9999\n\n[parameters.margin]",
            "to = 101\n\n[parameters.margin]",
        ),
    )
    drawn = [issuer(*narrow).drawn(f"p{n}") for n in range(100)]
    assert {one.note for one in drawn} == {"100x101", "101x100"}
    assert 1.6 < sum(one.draws for one in drawn) / 100 < 2.4


def test_a_constraint_that_nothing_meets_is_named_within_a_bounded_time() -> None:
    started = time.monotonic()
    with pytest.raises(TemplateInvalid) as refused:
        draw(template(('that = "width != height"', 'that = "width > 20000"')), b"seed")
    assert str(refused.value) == (
        f"The template's key 'constraints.1' (line 40) refuses {MOST_DRAWS} of {MOST_DRAWS} draws, and no variant "
        "was found: a square is too easy."
    )
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('area = "width * height"', 'area = "width / (height - height)"'), "'derived.area' (line 38) has no value: division by zero"),
        (('that = "width != height"', 'that = "width + height"'), "'constraints.1' (line 40) must be true or false, and is"),
        (('value = "area"', "value = \"'big'\""), "'answers.1.value' (line 51) must be a number, and is 'big'."),
        (("tolerance = 0.5", "tolerance = -0.5"), "'answers.1.tolerance' (line 53) must be 0 or more, and is '-0.5'."),
        (('value = "width > height ? 0.5 : 0.6"', "value = \"'easy'\""), "'difficulty.value' (line 69) must be a number, and is 'easy'."),
    ],
)  # fmt: skip
def test_an_expression_without_the_right_kind_of_value_is_named(change: tuple[str, str], says: str) -> None:
    with pytest.raises(TemplateInvalid) as refused:
        Issuer(template(change), SECRET).issue(Wish(person="ann"))
    assert str(refused.value).startswith(f"The template's key {says}")


def test_a_constraint_on_parameters_keeps_derived_values_from_dividing_by_zero() -> None:
    guarded = ('area = "width * height"', 'area = "width * height"\nratio = "area / (width - height)"')
    narrow = (
        ("to = 9999\n\n[parameters.height]", "to = 101\n\n[parameters.height]"),
        (
            "to = 9999\n\n[parameters.margin]",
            "to = 101\n\n[parameters.margin]",
        ),
    )
    assert all(issuer(guarded, *narrow).drawn(f"p{n}").draws for n in range(50))
