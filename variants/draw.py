"""From a template and a seed to values: drawn, held against the constraints, and derived."""

import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from variants.drawing import Drawing
from variants.errors import TemplateInvalid, short
from variants.expressions import Expression, ExpressionWrong, Known
from variants.lines import Path
from variants.template import (
    AskedAnswer,
    ChoiceParameter,
    Condition,
    DateParameter,
    DecimalParameter,
    IntegerParameter,
    Localized,
    Parameter,
    SampleParameter,
    Template,
)
from variants.texts import TextWrong
from variants.variant import Drawn

#: A variant takes some thousandths of a second. What takes so long goes through lists in lists again and again.
MOST_SECONDS = 10.0
#: After so many draws that constraints refused, there is hardly a variant to find.
MOST_DRAWS = 500


def draw(template: Template, seed: bytes) -> Drawn:
    """The same for the same version and seed, everywhere.

    Raises TemplateInvalid where the constraints refuse every draw, where an expression has no value, and where
    the note cannot be filled in.
    """
    refused = [0] * len(template.constraints)
    started = time.monotonic()
    for turn in range(MOST_DRAWS):
        if time.monotonic() - started > MOST_SECONDS:
            raise TemplateInvalid(f"The template takes more than {MOST_SECONDS:g} seconds for one variant.")
        values = _Values(template, seed, turn)
        broken = _broken(template, values)
        if broken is None:
            return _whole(template, values, turn + 1)
        refused[broken] += 1
    raise TemplateInvalid(_hopeless(template, refused))


def _hopeless(template: Template, refused: list[int]) -> str:
    most = max(refused)
    worst = template.constraints[refused.index(most)]
    return (
        f"{template.lines.where(worst.path)} refuses {most} of {MOST_DRAWS} draws, and no variant was found: "
        f"{worst.because}."
    )


def _drawn(kind: Parameter, drawing: Drawing) -> Any:
    """A value as the template has it: whole numbers, decimals to the last digit, texts in each language."""
    match kind:
        case IntegerParameter():
            return kind.first + kind.step * drawing.below(kind.size)
        case DecimalParameter():
            return kind.first + kind.step * drawing.below(kind.size)
        case ChoiceParameter():
            return drawing.one_of(kind.values)
        case SampleParameter():
            return drawing.sample(kind.values, kind.count)
        case DateParameter():
            return drawing.one_of(kind.dates)
    return [
        {"number": row + 1} | {name: _drawn(cell, drawing) for name, cell in kind.columns.items()}
        for row in range(kind.rows)
    ]


def for_expressions(value: Any, language: str) -> Any:
    """A value as expressions know it: decimals as floats, texts in the first language."""
    match value:
        case Decimal():
            return float(value)
        case Localized():
            return value.in_language(language)
        case list():
            return [for_expressions(part, language) for part in value]
        case dict():
            return {name: for_expressions(part, language) for name, part in value.items()}
    return value


def for_texts(value: Any, language: str) -> Any:
    """A value as texts of a language know it: decimals as they are written."""
    match value:
        case Localized():
            return value.in_language(language)
        case list():
            return [for_texts(part, language) for part in value]
        case dict():
            return {name: for_texts(part, language) for name, part in value.items()}
    return value


class _Values(Known):
    """What expressions know of one turn, by name. Each value is drawn or derived when it is first asked for: most
    of what a constraint refuses is never needed.
    """

    def __init__(self, template: Template, seed: bytes, turn: int) -> None:
        super().__init__()
        self.drawn: dict[str, Any] = {}
        self._template = template
        self._seed = seed
        self._turn = turn

    def __missing__(self, name: str) -> Any:
        self[name] = value = (
            self._parameter(name) if name in self._template.parameters else self._derived(name)
        )
        return value

    def _parameter(self, name: str) -> Any:
        drawing = Drawing(self._seed, f"{name}/{self._turn}")
        self.drawn[name] = _drawn(self._template.parameters[name], drawing)
        return for_expressions(self.drawn[name], self._template.language)

    def _derived(self, name: str) -> Any:
        return value_of(self._template, self._template.derived[name], self, ("derived", name))

    def whole(self) -> Known:
        """All of them, in the order of the template."""
        return self.in_order((*self._template.parameters, *self._template.derived))


def values_in(template: Template, drawn: Drawn, language: str) -> Mapping[str, Any]:
    """What expressions know in a language: its own words, and what is derived from them. Numbers are the same in all."""
    if language == template.language:
        return drawn.values
    values = Known({name: for_expressions(value, language) for name, value in drawn.parameters.items()})
    for name, expression in template.derived.items():
        values[name] = value_of(template, expression, values, ("derived", name))
    return values


def shown_in(template: Template, drawn: Drawn, language: str) -> Mapping[str, Any]:
    """What texts of a language show: decimals as they are written, and derived texts in its words."""
    worded: Mapping[str, Any] = {}
    if language != template.language:
        values = values_in(template, drawn, language)
        worded = {name: values[name] for name in template.derived if _has_words(values[name])}
    return _in_words(template, {**drawn.shown, **worded}, language)


def _in_words(template: Template, shown: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        name: for_texts(value, language) if name in template.worded else value
        for name, value in shown.items()
    }


def _has_words(value: Any) -> bool:
    return any(map(_has_words, value)) if isinstance(value, list) else isinstance(value, str)


def _broken(template: Template, values: Mapping[str, Any]) -> int | None:
    """The first constraint that does not hold. What needs no derived value comes first: it may keep one from
    being divided by zero.
    """
    for place in template.constraints_in_order:
        if not holds(template, template.constraints[place], values):
            return place
    return None


def holds(template: Template, condition: Condition, values: Mapping[str, Any]) -> bool:
    """Raises TemplateInvalid where the condition is neither true nor false."""
    value = value_of(template, condition.that, values, (*condition.path, "that"))
    if not isinstance(value, bool):
        raise TemplateInvalid(
            f"{template.lines.where(condition.path)} must be true or false, and is {value!r}."
        )
    return value


def value_of(template: Template, expression: Expression, values: Mapping[str, Any], path: Path) -> Any:
    """Raises TemplateInvalid with the values that an expression has none for."""
    try:
        return expression.value(values)
    except ExpressionWrong as error:
        given = ", ".join(f"{name} = {short(values[name])}" for name in expression.names)
        where = f" where {given}" if given else ""
        raise TemplateInvalid(f"{template.lines.where(path)} {error}{where}.") from error


def _whole(template: Template, lazy: _Values, draws: int) -> Drawn:
    values = lazy.whole()
    parameters = {name: lazy.drawn[name] for name in template.parameters}
    shown = parameters | {name: values[name] for name in template.derived}
    return Drawn(
        parameters=parameters,
        values=values,
        shown=shown,
        answers={answer.id: _answer(template, answer, values) for answer in template.answers},
        note=_note(template, shown),
        difficulty=_difficulty(template, values),
        draws=draws,
    )


def _answer(template: Template, answer: AskedAnswer, values: Mapping[str, Any]) -> float | str:
    return checked_answer(template, answer, values, answer.value, "value")


def checked_answer(
    template: Template, answer: AskedAnswer, values: Mapping[str, Any], expression: Expression, key: str
) -> float | str:
    """An answer's value, of the kind that the answer is of. Raises TemplateInvalid for another."""
    path = (*answer.path, key)
    value = value_of(template, expression, values, path)
    if answer.numeric and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not answer.numeric and isinstance(value, str) and value.strip():
        return value
    wanted = "a number" if answer.numeric else "a text that is not empty"
    raise TemplateInvalid(f"{template.lines.where(path)} must be {wanted}, and is {short(value)!r}.")


def checked_tolerance(template: Template, answer: AskedAnswer, values: Mapping[str, Any]) -> float | None:
    """How far from the value an answer may be; null where it is no number. Raises TemplateInvalid."""
    if answer.tolerance is None:
        return None
    path = (*answer.path, "tolerance")
    value = value_of(template, answer.tolerance, values, path)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise TemplateInvalid(f"{template.lines.where(path)} must be 0 or more, and is {short(value)!r}.")
    return float(value)


def _note(template: Template, shown: Mapping[str, Any]) -> str:
    try:
        return template.note.text.fill(_in_words(template, shown, template.language))
    except TextWrong as error:
        raise TemplateInvalid(f"{template.lines.where(('note',), error.offset)} {error}.") from error


def _difficulty(template: Template, values: Mapping[str, Any]) -> float | None:
    if template.difficulty is None:
        return None
    path = ("difficulty", "value")
    value = value_of(template, template.difficulty.value, values, path)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TemplateInvalid(f"{template.lines.where(path)} must be a number, and is {short(value)!r}.")
    return float(value)
