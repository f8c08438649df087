"""Whether what a student typed is the answer: with tolerance, units, and the ways people write."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from variants.units import NoQuantity, in_unit, read_quantity, readings_of
from variants.variant import Answer

#: A tolerance of 0 still lets a number be written in decimals: of what is compared, so much is rounding.
_ROUNDING = 1e-12


class Judged(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    #: It cannot be judged: no number, or a unit that is missing or measures something else. Ask again.
    INVALID = "invalid"


class Why(StrEnum):
    """What keeps an answer from being judged. `unclear`: 1,500 may be one and a half, or fifteen hundred."""

    NO_NUMBER = "no_number"
    UNCLEAR = "unclear"
    NO_UNIT = "no_unit"
    OTHER_UNIT = "other_unit"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`value`: what was understood, in the answer's unit; null for a text, and where nothing was."""

    judged: Judged
    why: Why | None = None
    value: float | None = None


def judge(answer: Answer, given: str) -> Judgement:
    """Nothing that can be typed raises."""
    if not given.strip():
        return Judgement(judged=Judged.INVALID, why=Why.EMPTY)
    return _judge_number(answer, given) if isinstance(answer.value, float) else _judge_text(answer, given)


def _judge_text(answer: Answer, given: str) -> Judgement:
    known = {_folded(text) for text in (str(answer.value), *answer.also)}
    return Judgement(judged=Judged.RIGHT if _folded(given) in known else Judged.WRONG)


def _folded(text: str) -> str:
    """Case, kinds of blanks and of the same sign make no difference, nor does ё for е: most people type е."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").split())


def _judge_number(answer: Answer, given: str) -> Judgement:
    """Where a number can be read in two ways, both have to come to the same."""
    readings = [_judge_reading(answer, way) for way in readings_of(given)]
    if len({reading.judged for reading in readings}) > 1:
        return Judgement(judged=Judged.INVALID, why=Why.UNCLEAR)
    return readings[0]


def _judge_reading(answer: Answer, given: str) -> Judgement:
    try:
        value, unit = read_quantity(given)
    except NoQuantity:
        return Judgement(judged=Judged.INVALID, why=Why.NO_NUMBER)
    if answer.unit is None and unit:
        return Judgement(judged=Judged.INVALID, why=Why.OTHER_UNIT)
    if answer.unit is not None and not unit:
        return Judgement(judged=Judged.INVALID, why=Why.NO_UNIT)
    if answer.unit is not None:
        try:
            value = in_unit(value, unit, answer.unit)
        except NoQuantity:
            return Judgement(judged=Judged.INVALID, why=Why.OTHER_UNIT)
    right = _is_near(value, float(answer.value), answer.tolerance or 0.0)
    return Judgement(judged=Judged.RIGHT if right else Judged.WRONG, value=value)


def _is_near(value: float, right: float, tolerance: float) -> bool:
    return abs(value - right) <= tolerance + _ROUNDING * max(abs(right), abs(value), tolerance)
