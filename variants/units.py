"""Quantities that people type: a number, and perhaps a unit, in the ways of both languages."""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

_NUMBER = re.compile(
    r"\s*(?P<number>[+\-−]?(?:\d[\d\s'’]*)?(?:[.,]\d+)?)"
    r"(?:\s*(?:[eE]|[×x·*]\s*10\s*\^?)\s*(?P<power>[+\-−]?\d{1,3})(?!\d))?(?P<unit>.*)",
    re.DOTALL,
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
#: Of a unit: letters, products, quotients and small powers.
_UNIT = re.compile(
    r"[A-Za-zµμΩ°%]+(?:\s*(?:\^|\*\*)?\s*-?\d)?(?:\s*[*/·.\s]\s*[A-Za-zµμΩ°%1]+(?:\s*(?:\^|\*\*)?\s*-?\d)?)*"
)
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
        "Дж": "J", "кДж": "kJ", "К": "K", "°С": "degC", "об": "turn",
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
    found = _NUMBER.fullmatch(given.translate(_SUPERSCRIPTS).strip())
    if found is None or not re.search(r"\d", found["number"] or ""):
        raise NoQuantity
    digits = re.sub(r"[\s'’]", "", found["number"]).replace(",", ".").replace("−", "-")
    power = (found["power"] or "0").replace("−", "-")
    try:
        value = float(Decimal(digits).scaleb(int(power)))
    except (InvalidOperation, OverflowError) as error:
        raise NoQuantity from error
    return value, found["unit"].strip()


def in_unit(value: float, given: str, wanted: str) -> float:
    """A value in another unit. Raises NoQuantity where the given is no unit, or measures something else."""
    import pint  # noqa: PLC0415 - the library takes half a second, and few tasks have units

    try:
        return float(_units().Quantity(value, _parsed(given)).to(_parsed(wanted)).magnitude)
    except (pint.PintError, UnitUnknown, ArithmeticError, ValueError) as error:
        raise NoQuantity from error


def refuse_unknown_unit(unit: str) -> None:
    """Raises UnitUnknown."""
    _parsed(unit)


@functools.cache
def _parsed(unit: str) -> Any:
    import pint  # noqa: PLC0415 - likewise

    plain = unit.translate(_SUPERSCRIPTS)
    latin = _CYRILLIC.sub(lambda found: _RUSSIAN.get(found.group(), found.group()), plain)
    for sign, name in _SIGNS.items():
        latin = latin.replace(sign, name)
    if len(unit) > 60 or latin in _UNCLEAR or not _UNIT.fullmatch(latin):
        raise UnitUnknown(f"is {unit!r}, which is no unit")
    try:
        return _units().parse_units(_POWER.sub(r"**\1", latin))
    except (pint.PintError, ArithmeticError, ValueError, TypeError, AttributeError) as error:
        raise UnitUnknown(f"is {unit!r}, which is no unit") from error


@functools.cache
def _units() -> Any:
    import pint  # noqa: PLC0415 - likewise

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True, cache_folder=None)
