"""From the variants of many people to a verdict about their template."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from variants.checking.examine import Examined
from variants.checking.problem import CheckName, Problem
from variants.checking.static import static_problems
from variants.codes import LENGTH
from variants.issue import Issuer
from variants.shares import Share
from variants.template import Template

#: Nobody reads more of one kind; the count says how many there are.
_SHOWN_OF_A_KIND = 3
#: Of so many people at least this part.
_FEWEST_TOLD, _MOSTLY = 10, 0.9
#: Beyond this it makes no difference, and not every reader of JSON knows larger numbers.
MOST_COUNTED = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """`people` variants were made. `passed`: the template may be released. `counts`: by check, how many problems
    there are, 0 for a check without one; `problems` shows the first of each kind. `facts`: figures to look at.
    """

    template: str
    sha256: str
    people: int
    counts: Mapping[CheckName, int]
    problems: tuple[Problem, ...]
    facts: Mapping[str, float | int]

    @property
    def passed(self) -> bool:
        return not any(self.counts.values())

    def to_data(self) -> dict[str, Any]:
        return {
            "schema": "candor.template-check/1",
            "template": {"id": self.template, "sha256": self.sha256},
            "people": self.people,
            "passed": self.passed,
            "checks": {check.value: count for check, count in self.counts.items()},
            "problems": [problem.to_data() for problem in self.problems],
            "facts": dict(self.facts),
        }


def conclude(issuer: Issuer, examined: Sequence[Examined]) -> CheckReport:
    template = issuer.template
    problems = [
        *static_problems(template),
        *(problem for one in examined for problem in one.problems),
        *_answers_on_the_page(template, examined),
        *_notes(template, examined),
        *_codes(template, examined),
        *_places(issuer, len(examined)),
    ]
    counted = Counter(problem.check for problem in problems)
    return CheckReport(
        template=template.id,
        sha256=template.sha256,
        people=len(examined),
        counts={check: counted[check] for check in CheckName},
        problems=tuple(_first_of_each(problems)),
        facts=_facts(template, examined),
    )


def _first_of_each(problems: Sequence[Problem]) -> Iterator[Problem]:
    seen: Counter[tuple[CheckName, str]] = Counter()
    for problem in sorted(problems, key=lambda one: list(CheckName).index(one.check)):
        kind = (problem.check, problem.key)
        seen[kind] += 1
        if seen[kind] <= _SHOWN_OF_A_KIND:
            yield problem


def _answers_on_the_page(template: Template, examined: Sequence[Examined]) -> Iterator[Problem]:
    """A number stands on a page by chance now and then; one that always does is told."""
    made = [one for one in examined if one.draws]
    for answer in template.answers:
        told = sum(answer.id in one.told for one in made)
        if len(made) >= _FEWEST_TOLD and told >= _MOSTLY * len(made):
            says = f"is on the page for {told} of {len(made)} people"
            yield Problem.at(template, answer.path, CheckName.TEXTS, says)


def _notes(template: Template, examined: Sequence[Examined]) -> Iterator[Problem]:
    made = [one.note for one in examined if one.note]
    room = template.size * template.note.shared
    if room < len(examined):
        says = f"allows {room} variants at the most, for {len(examined)} people; {_to_widen(template)}"
        yield Problem.at(template, ("parameters",), CheckName.NOTES, says)
    crowded = {note: count for note, count in Counter(made).items() if count > template.note.shared}
    if crowded:
        note, count = max(crowded.items(), key=lambda item: item[1])
        says = (
            f"is the same for more than {template.note.shared} of {len(made)} people in {len(crowded)} cases, "
            f"{note!r} for {count} of them; {_to_widen(template)}"
        )
        yield Problem.at(template, ("note",), CheckName.NOTES, says)


def _to_widen(template: Template) -> str:
    if not template.parameters:
        return "it has no parameters"
    name, kind = min(template.parameters.items(), key=lambda item: item[1].size)
    values = "value" if kind.size == 1 else "values"
    return f"widen 'parameters.{name}' first, which has {kind.size} {values}"


def _codes(template: Template, examined: Sequence[Examined]) -> Iterator[Problem]:
    codes = [one.code.replace("-", "") for one in examined if one.code is not None]
    if _too_near(codes):
        yield Problem.at(
            template, ("challenge",), CheckName.CODES, "gives codes that are too near to each other"
        )
    for language, phrases in enumerate(zip(*(one.phrases for one in examined if one.phrases), strict=True)):
        if len(set(phrases)) < len(phrases):
            says = f"gives a phrase twice in {template.languages[language]!r}"
            yield Problem.at(template, ("challenge",), CheckName.CODES, says)


def _too_near(codes: Sequence[str]) -> bool:
    """Whether two are the same in five places or more, or one symbol lost and another slipped in makes one of the
    other. Two codes that differ in three places at most agree in one of the 56 sets of five.
    """
    if len(set(codes)) < len(codes):
        return True
    for kept in _FIVES:
        if len({tuple(code[place] for place in kept) for code in codes}) < len(codes):
            return True
    without_one: dict[str, int] = {}
    for number, code in enumerate(codes):
        for place in range(LENGTH):
            rest = code[:place] + code[place + 1 :]
            if without_one.setdefault(rest, number) != number:
                return True
    return False


_FIVES = tuple(combinations(range(LENGTH), 5))


def _places(issuer: Issuer, people: int) -> Iterator[Problem]:
    places = Share(attempts=issuer.template.challenge.attempts).places
    if people > places:
        says = f"has codes for {places} people with so many attempts each; lower 'attempts'"
        yield Problem.at(issuer.template, ("challenge", "attempts"), CheckName.CODES, says)


def _facts(template: Template, examined: Sequence[Examined]) -> dict[str, float | int]:
    made = [one for one in examined if one.draws]
    return {
        "variants_at_most": min(template.size, MOST_COUNTED),
        "different_notes": len({one.note for one in made}),
        "draws_a_variant": round(sum(one.draws for one in made) / len(made), 3) if made else 0.0,
    }
