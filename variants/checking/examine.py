"""One made-up person's variant, looked at from all sides."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from variants.checking.problem import CheckName, Problem
from variants.data import brief_toml
from variants.draw import checked_answer, for_texts, holds
from variants.errors import TemplateInvalid
from variants.filling import Filling
from variants.issue import Issuer, Wish
from variants.judging import Judged, judge
from variants.lines import Path
from variants.reading.answers import ANSWERS
from variants.template import Accommodation, AskedAnswer, Template
from variants.variant import Answer, Drawn, Variant

#: A solver is another way to the same number, not to one near it.
_SOLVED_WITHIN = 1e-9
#: Nobody types more digits of an answer than the second, and the first has to do for most.
_LEAST_DIGITS, _MOST_DIGITS = 6, 8
#: A text to be seen that is shorter than this is on every screen.
_LEAST_GROUND_CHARS = 2
_PLAIN = re.compile(r"\w+(?:\.\w+)*")
_LEFT_OVER = ("{{", "}}", "{%", "%}", "{#", "Undefined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is kept of one person's variant, of all its languages."""

    note: str = ""
    code: str | None = None
    phrases: tuple[str, ...] = ()
    draws: int = 0
    #: Answers that stand on the page.
    told: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_data(self) -> dict[str, Any]:
        return {
            "note": self.note,
            "code": self.code,
            "phrases": list(self.phrases),
            "draws": self.draws,
            "told": list(self.told),
            "problems": [problem.to_data() for problem in self.problems],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Examined":
        problems = tuple(Problem.from_data(problem) for problem in data["problems"])
        return cls(
            note=data["note"],
            code=data["code"],
            phrases=tuple(data["phrases"]),
            draws=data["draws"],
            told=tuple(data["told"]),
            problems=problems,
        )


#: Reads a brief as an inspection would; raises an error with a sentence.
Accepts = Callable[[str], object]


def examine(issuer: Issuer, place: int, accepts: Accepts | None = None) -> Examined:
    """The variant of a made-up person at a place. `accepts` reads its brief; it raises where it cannot."""
    template, person = issuer.template, f"person-{place + 1}"
    try:
        drawn = issuer.drawn(person)
        variants = [
            issuer.written(drawn, Wish(person=person, number=place, language=language))
            for language in template.languages
        ]
        twin = issuer.written(
            drawn, Wish(person=person, number=place, accommodations=frozenset(template.accommodations))
        )
    except TemplateInvalid as error:
        return Examined(problems=(_not_made(error),))
    try:
        problems = [
            *_conditions(template, drawn),
            *_answers(template, drawn, variants[0]),
            *_difficulty(template, drawn),
            *(problem for variant in variants for problem in _texts(template, variant)),
            *_twin(template, variants[0], twin),
            *(problem for variant in (*variants, twin) for problem in _brief(variant, accepts)),
        ]
    except TemplateInvalid as error:
        problems = [_not_made(error)]
    return Examined(
        note=drawn.note,
        code=variants[0].code,
        phrases=tuple(variant.phrase for variant in variants if variant.phrase is not None),
        draws=drawn.draws,
        told=tuple(_told(template, drawn)),
        problems=tuple(problems),
    )


def _not_made(error: TemplateInvalid) -> Problem:
    return Problem(check=CheckName.MADE, key="", line=None, says=str(error))


def _with_answers(drawn: Drawn) -> dict[str, Any]:
    return {**drawn.values, ANSWERS: dict(drawn.answers)}


def _conditions(template: Template, drawn: Drawn) -> Iterator[Problem]:
    for condition in template.constraints:
        if not holds(template, condition, drawn.values):
            yield Problem.at(
                template, condition.path, CheckName.CONSTRAINTS, f"does not hold: {condition.because}"
            )
    for condition in template.properties:
        if not holds(template, condition, _with_answers(drawn)):
            yield Problem.at(
                template, condition.path, CheckName.PROPERTIES, f"does not hold: {condition.because}"
            )


def _answers(template: Template, drawn: Drawn, variant: Variant) -> Iterator[Problem]:
    for asked, answer in zip(template.answers, variant.answers, strict=True):
        yield from _solved(template, asked, drawn)
        yield from _examples(template, asked, answer, drawn)
        if not any(judge(answer, typed).judged is Judged.RIGHT for typed in _ways_to_type(answer)):
            says = f"would call {_ways_to_type(answer)[-1]!r} wrong, which is the answer to {_MOST_DIGITS} digits"
            yield Problem.at(template, (*asked.path, "tolerance"), CheckName.EXAMPLES, says)


def _ways_to_type(answer: Answer) -> list[str]:
    """The answer as somebody would type it: a whole number in full, any other to six digits or some more."""
    if isinstance(answer.value, str):
        return [answer.value]
    whole = [f"{answer.value:.0f}"] if answer.value.is_integer() else []
    written = whole or [f"{answer.value:.{digits}g}" for digits in range(_LEAST_DIGITS, _MOST_DIGITS + 1)]
    return [f"{digits} {answer.unit or ''}".strip() for digits in written]


def _told(template: Template, drawn: Drawn) -> Iterator[str]:
    """The answers that a page shows as a value of its own; in a list of data one may have to be found."""
    shown = for_texts(drawn.shown, template.language)
    texts = [template.title, template.statement, *(step.instruction for step in template.steps)]
    paths = frozenset[str]().union(*(text.paths for by_language in texts for text in by_language.values()))
    values = [_at(shown, path.split(".")) for path in paths if _PLAIN.fullmatch(path)]
    for name, right in drawn.answers.items():
        if any(_is_same(value, right) for value in values):
            yield name


def _at(values: Any, parts: Sequence[str]) -> Any:
    for part in parts:
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _is_same(value: Any, right: float | str) -> bool:
    if isinstance(value, bool) or isinstance(right, str):
        return value is not None and value == right
    return isinstance(value, int | float | Decimal) and abs(float(value) - right) <= _SOLVED_WITHIN * abs(
        right
    )


def _solved(template: Template, asked: AskedAnswer, drawn: Drawn) -> Iterator[Problem]:
    if asked.solver is None:
        return
    right = drawn.answers[asked.id]
    solved = checked_answer(template, asked, drawn.values, asked.solver, "solver")
    if isinstance(right, float) and isinstance(solved, float):
        agrees = abs(right - solved) <= _SOLVED_WITHIN * max(abs(right), abs(solved), 1e-300)
    else:
        agrees = right == solved
    if not agrees:
        says = f"gives {solved!r}, and 'value' gives {right!r}"
        yield Problem.at(template, (*asked.path, "solver"), CheckName.SOLVER, says)


def _examples(template: Template, asked: AskedAnswer, answer: Answer, drawn: Drawn) -> Iterator[Problem]:
    values = {**for_texts(drawn.shown, template.language), ANSWERS: dict(drawn.answers)}
    filling = Filling(template, template.language, values)
    for example in asked.examples:
        given = filling.example(example.given, (*example.path, "given"))
        found = judge(answer, given).judged
        if found != example.judged:
            says = f"is {given!r}, judged {found.value} and not {example.judged}"
            yield Problem.at(template, example.path, CheckName.EXAMPLES, says)


def _difficulty(template: Template, drawn: Drawn) -> Iterator[Problem]:
    band = template.difficulty
    if band is None or drawn.difficulty is None or band.least <= drawn.difficulty <= band.most:
        return
    says = f"is {drawn.difficulty:g}, outside of {band.least:g} to {band.most:g}"
    yield Problem.at(template, ("difficulty",), CheckName.DIFFICULTY, says)


def _texts(template: Template, variant: Variant) -> Iterator[Problem]:
    shown: list[tuple[Path, str]] = [(("statement", variant.language), variant.statement)]
    shown += [
        ((*asked.path, "question"), answer.question)
        for asked, answer in zip(template.answers, variant.answers, strict=True)
    ]
    shown += [
        ((*step.path, "instruction"), made.instruction)
        for step, made in zip(template.steps, variant.steps, strict=True)
    ]
    for path, text in shown:
        if not text.strip():
            yield Problem.at(template, path, CheckName.TEXTS, "is empty once it is filled in")
        for sign in _LEFT_OVER:
            if sign in text:
                yield Problem.at(template, path, CheckName.TEXTS, f"still has {sign!r} once it is filled in")
    yield from _steps(template, variant)


def _steps(template: Template, variant: Variant) -> Iterator[Problem]:
    for step, made in zip(template.steps, variant.steps, strict=True):
        for ground in (*made.expect_text, *made.expect_speech):
            if len("".join(ground.split())) <= _LEAST_GROUND_CHARS:
                says = f"is known by {ground!r}, which is on every screen; name more"
                yield Problem.at(template, step.path, CheckName.STEPS, says)


def _twin(template: Template, variant: Variant, twin: Variant) -> Iterator[Problem]:
    """The same task, told at other length and in other time: nothing else may differ."""
    same = (variant.note, variant.answers, variant.statement, variant.code, variant.difficulty)
    still_spoken = Accommodation.NO_PHRASE in twin.accommodations and twin.phrase is not None
    if (twin.note, twin.answers, twin.statement, twin.code, twin.difficulty) != same or still_spoken:
        yield Problem.at(template, ("accommodations",), CheckName.TWIN, "does not give the same task")
    if template.minutes is not None and (twin.minutes or 0) < template.minutes:
        yield Problem.at(template, ("accommodations",), CheckName.TWIN, "gives less time")


def _brief(variant: Variant, accepts: Accepts | None) -> Iterator[Problem]:
    if accepts is None:
        return
    try:
        accepts(brief_toml(variant))
    except Exception as error:  # noqa: BLE001 - whatever a reader of briefs raises is its sentence
        yield Problem(
            check=CheckName.BRIEF, key="", line=None, says=f"An inspection would refuse the brief: {error}"
        )
