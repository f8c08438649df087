"""Quantities that people type: a number, and perhaps a unit, in the ways of both languages."""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

_SIGN = r"[+\-−–]?"
_NUMBER = re.compile(
    rf"\s*(?P<number>{_SIGN}(?:\d[\d\s'’]*)?(?:[.,]\d+)?)"
    rf"(?:(?:\s*[eE](?P<power>{_SIGN}\d{{1,3}})(?!\d))"
    # Of a product with ten the power has to be seen to be one: 15*100 is no number of this kind.
    rf"|\s*[×x·*]\s*10\s*(?:\^|\*\*)\s*(?P<raised>{_SIGN}\d{{1,3}})(?!\d)"
    r"|\s*[×x·*]\s*10(?P<above>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,4}))?(?P<unit>.*)",
    re.DOTALL,
)
#: One to three digits, a comma, three digits: thousands to some, thousandths to others.
_THOUSANDS = re.compile(r"(\s*[+\-−–]?[1-9]\d{0,2}),(\d{3})(?![\d.,])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
#: Of a unit: letters, products, quotients and small powers.
_FACTOR = r"[A-Za-zµμΩ°%1]+(?: ?(?:\^|\*\*)? ?-?\d)?"
_UNIT = re.compile(rf"{_FACTOR}(?:(?: ?[*/·.] ?| ){_FACTOR})*")
#: The library wants to be told that the 2 of cm2 is a power.
_POWER = re.compile(r"(?<=[A-Za-zµμΩ])\s*(?:\^|\*\*)?\s*(-?\d)")
_MOST_CHARS = 200
_RUSSIAN: Mapping[str, str] = MappingProxyType(
    {
        "мкл": "µL", "мл": "mL", "л": "L", "мкг": "µg", "мг": "mg", "кг": "kg", "г": "g", "т": "t",
        "мкм": "µm", "мм": "mm", "см": "cm", "дм": "dm", "км": "km", "м": "m", "нм": "nm",
        "мс": "ms", "сек": "s", "с": "s", "мин": "min", "ч": "h", "сут": "day",
        "ммоль": "mmol", "моль": "mol", "мА": "mA", "А": "A", "мВ": "mV", "В": "V", "кВ": "kV",
        "мВт": "mW", "Вт": "W", "кВт": "kW", "кОм": "kohm", "МОм": "Mohm", "Ом": "ohm", "Гц": "Hz",
        "кГц": "kHz", "МГц": "MHz", "Н": "N", "кН": "kN", "Па": "Pa", "кПа": "kPa", "МПа": "MPa",
        "гр": "g", "минута": "min", "минуты": "min", "минут": "min", "час": "h", "часа": "h", "часов": "h",
        "день": "day", "дня": "day", "дней": "day", "секунда": "s", "секунды": "s", "секунд": "s",
        "грамм": "g", "грамма": "g", "граммов": "g", "процент": "percent", "процента": "percent", "процентов": "percent",
        "бар": "bar", "атм": "atm", "МДж": "MJ", "кВтч": "kWh", "Дж": "J", "кДж": "kJ", "К": "K", "°С": "degC", "об": "turn",
    }
)  # fmt: skip
_CYRILLIC = re.compile(r"°?[А-Яа-яё]+")
#: Means grains to the library, and grams to most who type it: nobody is told wrong for it.
_UNCLEAR = frozenset({"gr"})
_SIGNS: Mapping[str, str] = MappingProxyType(
    {"°C": "degC", "°F": "degF", "°": "deg", "·": "*", "%": "percent", "Ohm": "ohm"}
)


class UnitUnknown(Exception):
    """A unit that the library does not know; the message goes on after the key."""


class NoQuantity(Exception):
    """A text that is no number, or whose unit is no unit."""


def read_quantity(given: str) -> tuple[float, str]:
    """The number and the unit (empty where there is none) of what somebody typed: "3,5 mL", "1.2e-3 mol/L",
    "1.2·10⁻³". Raises NoQuantity.
    """
    if len(given) > _MOST_CHARS:
        raise NoQuantity
    found = _NUMBER.fullmatch(_tidied(given))
    if found is None or not re.search(r"\d", found["number"] or ""):
        raise NoQuantity
    digits = _plain(re.sub(r"[\s'’]", "", found["number"]).replace(",", "."))
    power = _plain(found["power"] or found["raised"] or (found["above"] or "0").translate(_SUPERSCRIPTS))
    try:
        value = float(Decimal(digits).scaleb(int(power)))
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise NoQuantity from error
    return value, found["unit"].strip()


def readings_of(given: str) -> list[str]:
    """What was typed, and where a comma may stand between thousands, the same without it."""
    return [given, *([_THOUSANDS.sub(r"\1\2", given, count=1)] if _THOUSANDS.match(given) else [])]


def _tidied(given: str) -> str:
    """Without the full stop that ends a sentence; signs of one meaning as one sign."""
    return given.strip().removesuffix(".").replace("℃", "°C").replace("º", "°").strip()


def _plain(number: str) -> str:
    return number.replace("−", "-").replace("–", "-")


def in_unit(value: float, given: str, wanted: str) -> float:
    """A value in another unit. Raises NoQuantity where the given is no unit, or measures something else."""
    import pint  # noqa: PLC0415 - the library takes half a second, and few tasks have units

    try:
        return float(_units().Quantity(value, _parsed(given)).to(_parsed(wanted)).magnitude)
    except (pint.PintError, UnitUnknown, ArithmeticError, AssertionError, ValueError) as error:
        # Of decibels per metre the library asserts what does not hold.
        raise NoQuantity from error


def refuse_unknown_unit(unit: str) -> None:
    """Raises UnitUnknown."""
    _parsed(unit)


@functools.cache
def _parsed(unit: str) -> Any:
    import pint  # noqa: PLC0415 - likewise

    plain = " ".join(unit.translate(_SUPERSCRIPTS).split()).replace("° C", "°C")
    latin = _CYRILLIC.sub(lambda found: _RUSSIAN.get(found.group(), found.group()), plain)
    for sign, name in _SIGNS.items():
        latin = latin.replace(sign, name)
    if len(unit) > 60 or latin in _UNCLEAR or not _UNIT.fullmatch(latin):
        raise UnitUnknown(f"is {unit!r}, which is no unit")
    try:
        return _units().parse_units(_POWER.sub(r"**\1", latin))
    except (pint.PintError, ArithmeticError, AssertionError, ValueError, TypeError, AttributeError) as error:
        raise UnitUnknown(f"is {unit!r}, which is no unit") from error


@functools.cache
def _units() -> Any:
    import pint  # noqa: PLC0415 - likewise

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True, cache_folder=None)
