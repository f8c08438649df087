"""Numbers and units as people of both languages type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.units import NoQuantity, UnitUnknown, in_unit, read_quantity, refuse_unknown_unit


@pytest.mark.parametrize(
    ("given_text", "value", "unit"),
    [
        ("3", 3.0, ""),
        (" -3,5 mL ", -3.5, "mL"),
        ("1.2e-3 mol/L", 0.0012, "mol/L"),
        ("1.2·10⁻³", 0.0012, ""),
        ("1,2 × 10^4 Па", 12000.0, "Па"),
        ("1 234 567,5 г", 1234567.5, "г"),
        ("12'000", 12000.0, ""),
        (".5 V", 0.5, "V"),
        ("−4 °C", -4.0, "°C"),
        ("–1500", -1500.0, ""),
        ("3,5 мл.", 3.5, "мл"),
        ("25 ℃", 25.0, "°C"),
        ("1.5*10**3", 1500.0, ""),
        ("15*100", 15.0, "*100"),
        ("2*105", 2.0, "*105"),
        ("3 e", 3.0, "e"),
    ],
)
def test_a_quantity_is_read(given_text: str, value: float, unit: str) -> None:
    assert read_quantity(given_text) == (value, unit)


@pytest.mark.parametrize("given_text", ["", "abc", "-", "mL 3", ".", "9" * 300, "1e99999999"])
def test_what_is_no_quantity_is_refused(given_text: str) -> None:
    try:
        value, unit = read_quantity(given_text)
    except NoQuantity:
        return
    # What stands behind the number is then no unit.
    with pytest.raises(NoQuantity):
        in_unit(value, unit, "g")


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        (250.0, "mL", "L", 0.25),
        (250.0, "мл", "L", 0.25),
        (2.0, "моль/л", "mol/L", 2.0),
        (3.0, "g·cm^-3", "kg/m^3", 3000.0),
        (3.0, "см²", "cm**2", 3.0),
        (2.0, "дня", "h", 48.0),
        (470.0, "Ohm", "ohm", 470.0),
        (2.5, "гр", "g", 2.5),
        (5.0, "грамм", "g", 5.0),
        (2.0, "атм", "kPa", 202.65),
        (20.0, "° C", "kelvin", 293.15),
        (20.0, "°C", "kelvin", 293.15),
        (4.7, "кОм", "ohm", 4700.0),
        (12.0, "%", "percent", 12.0),
    ],
)
def test_a_unit_is_converted(value: float, unit: str, wanted: str, converted: float) -> None:
    assert in_unit(value, unit, wanted) == pytest.approx(converted, rel=1e-12)


@pytest.mark.parametrize(
    "unit",
    [
        "g",
        "gr",
        "blorp",
        "import os",
        "L" * 100,
        "m**999999999",
        "__class__",
        "g; g",
        "dB/m",
        "dBm*m",
        "m " * 14 + "!",
    ],
)
def test_another_kind_of_unit_is_none(unit: str) -> None:
    with pytest.raises(NoQuantity):
        in_unit(1.0, unit, "L")


def test_an_unknown_unit_of_a_template_is_refused() -> None:
    with pytest.raises(UnitUnknown, match="is 'blorp', which is no unit"):
        refuse_unknown_unit("blorp")


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_raises_anything_else(given_text: str) -> None:
    try:
        value, unit = read_quantity(given_text)
        in_unit(value, unit, "g")
    except NoQuantity:
        return
