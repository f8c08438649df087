"""Templates damaged by rule: is every damage stopped before release?

Each mutant has one fault of the kinds that people make: a condition gone, an answer, unit, tolerance or derived
value wrong, a note that tells nothing, a language, an accommodation or a ground missing. It must be refused when
it is read, or by the check with made-up people.
"""

import copy
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from benchmarks.processes import ROOT
from variants.checking.conclude import conclude
from variants.checking.examine import Examined, examine
from variants.errors import VariantError
from variants.issue import Issuer
from variants.reading.template import read_template
from workers.brief import parse_brief

EXAMPLES = sorted((ROOT / "docs" / "templates").glob("*.toml"))
PEOPLE = 300
_SECRET = b"benchmarks/variants/mutants"
_SWAPS = {
    " + ": " - ",
    " - ": " + ",
    " * ": " / ",
    " / ": " * ",
    " > ": " <= ",
    " < ": " >= ",
    " == ": " != ",
}
_PLACE = re.compile(r"\{\{.*?\}\}")
_OTHER_UNITS = {"g": "kg", "mg": "g", "mL": "L", "L": "mL", "V": "mV", "mA": "A"}

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """`fault`: what was done to which key."""

    example: str
    fault: str
    text: str


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a template; none is the template itself."""
    data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for damage in _DAMAGES:
        for fault, mutated in damage(data):
            if mutated != data:
                yield Mutant(example=path.stem, fault=fault, text=tomli_w.dumps(mutated))


def _changed(data: Data, change: Callable[[Data], object]) -> Data:
    mutated = copy.deepcopy(data)
    change(mutated)
    return mutated


def _conditions_gone(data: Data) -> Iterator[tuple[str, Data]]:
    for place in range(len(data.get("constraints", []))):
        yield f"constraint {place + 1} gone", _changed(data, lambda d, n=place: d["constraints"].pop(n))


def _conditions_negated(data: Data) -> Iterator[tuple[str, Data]]:
    for key in ("constraints", "properties"):
        for place, condition in enumerate(data.get(key, [])):
            negated = f"!({condition['that']})"
            yield (
                f"{key} {place + 1} negated",
                _changed(data, lambda d, k=key, n=place, s=negated: d[k][n].update(that=s)),
            )


def _answers_wrong(data: Data) -> Iterator[tuple[str, Data]]:
    for place, answer in enumerate(data.get("answers", [])):
        for key in ("value", "solver"):
            for damaged in _damaged(str(answer[key])) if key in answer else ():
                fault = f"answer {answer['id']}: {key} is {damaged}"
                yield (
                    fault,
                    _changed(data, lambda d, n=place, k=key, s=damaged: d["answers"][n].update({k: s})),
                )


def _damaged(source: str) -> Iterator[str]:
    """Other signs in turn, and a little more."""
    for sign, other in _SWAPS.items():
        if sign in source:
            yield source.replace(sign, other, 1)
    yield f"({source}) * 1.01"


def _derived_wrong(data: Data) -> Iterator[tuple[str, Data]]:
    for name, source in data.get("derived", {}).items():
        for damaged in _damaged(str(source)):
            yield (
                f"derived {name} is {damaged}",
                _changed(data, lambda d, n=name, s=damaged: d["derived"].update({n: s})),
            )


def _tolerances(data: Data) -> Iterator[tuple[str, Data]]:
    for place, answer in enumerate(data.get("answers", [])):
        if "tolerance" in answer:
            wide = f"({answer['tolerance']}) * 1000.0 + 1000.0"
            yield (
                f"answer {answer['id']}: tolerance {wide}",
                _changed(data, lambda d, n=place, s=wide: d["answers"][n].update(tolerance=s)),
            )


def _units(data: Data) -> Iterator[tuple[str, Data]]:
    for place, answer in enumerate(data.get("answers", [])):
        if "unit" in answer:
            other = _OTHER_UNITS.get(answer["unit"], f"milli{answer['unit']}")
            yield (
                f"answer {answer['id']}: unit {other}",
                _changed(data, lambda d, n=place, s=other: d["answers"][n].update(unit=s)),
            )
            yield (
                f"answer {answer['id']}: no unit",
                _changed(data, lambda d, n=place: d["answers"][n].pop("unit")),
            )


def _examples_flipped(data: Data) -> Iterator[tuple[str, Data]]:
    flipped = {"right": "wrong", "wrong": "right", "invalid": "right"}
    for place, answer in enumerate(data.get("answers", [])):
        for number, example in enumerate(answer.get("examples", [])):
            other = flipped[example["judged"]]
            yield (
                f"answer {answer['id']}: example {number + 1} judged {other}",
                _changed(
                    data,
                    lambda d, n=place, e=number, j=other: d["answers"][n]["examples"][e].update(judged=j),
                ),
            )


def _notes(data: Data) -> Iterator[tuple[str, Data]]:
    text = data["note"] if isinstance(data["note"], str) else data["note"]["text"]
    for fault, damaged in [
        ("note is constant", "the same"),
        *((f"note without {place}", text.replace(place, "")) for place in _PLACE.findall(text)),
    ]:
        if isinstance(data["note"], str):
            yield fault, _changed(data, lambda d, s=damaged: d.update(note=s))
        else:
            yield fault, _changed(data, lambda d, s=damaged: d["note"].update(text=s))


def _languages(data: Data) -> Iterator[tuple[str, Data]]:
    for language in data["languages"]:
        for place in dict.fromkeys(_PLACE.findall(data["statement"][language])):
            shorter = data["statement"][language].replace(place, "")
            yield (
                f"statement {language} without {place}",
                _changed(data, lambda d, k=language, s=shorter: d["statement"].update({k: s})),
            )
        yield f"no title {language}", _changed(data, lambda d, k=language: d["title"].pop(k))


def _names_wrong(data: Data) -> Iterator[tuple[str, Data]]:
    for language in data["languages"]:
        slipped = data["statement"][language].replace("{{ ", "{{ x", 1)
        yield (
            f"statement {language} names nothing",
            _changed(data, lambda d, k=language, s=slipped: d["statement"].update({k: s})),
        )


def _bands(data: Data) -> Iterator[tuple[str, Data]]:
    if "difficulty" in data:
        band = data["difficulty"]
        width = Decimal(band["to"]) - Decimal(band["from"])
        higher = {"from": Decimal(band["to"]) + width / 10, "to": Decimal(band["to"]) + 2 * width}
        yield "difficulty band moved", _changed(data, lambda d: d["difficulty"].update(higher))


def _ways(data: Data) -> Iterator[tuple[str, Data]]:
    for name in data.get("accommodations", {}):
        yield f"no {name}", _changed(data, lambda d, n=name: d["accommodations"].pop(n))


def _steps(data: Data) -> Iterator[tuple[str, Data]]:
    for place, step in enumerate(data.get("steps", [])):
        circle = [step["id"]]
        yield (
            f"step {step['id']} waits for itself",
            _changed(data, lambda d, n=place, c=circle: d["steps"][n].update(after=c)),
        )
        if "expect_text" in step:
            bare: Any = (
                {key: ["."] for key in step["expect_text"]}
                if isinstance(step["expect_text"], dict)
                else ["."]
            )
            yield (
                f"step {step['id']} known by a full stop",
                _changed(data, lambda d, n=place, b=bare: d["steps"][n].update(expect_text=b)),
            )


def _parameters(data: Data) -> Iterator[tuple[str, Data]]:
    for name, parameter in data.get("parameters", {}).items():
        if "from" in parameter:
            turned = {"from": parameter["to"], "to": parameter["from"]}
            yield (
                f"parameter {name} from its end",
                _changed(data, lambda d, n=name, t=turned: d["parameters"][n].update(t)),
            )


_DAMAGES: tuple[Callable[[Data], Iterator[tuple[str, Data]]], ...] = (
    _conditions_gone, _conditions_negated, _answers_wrong, _derived_wrong, _tolerances, _units, _examples_flipped,
    _notes, _languages, _names_wrong, _bands, _ways, _steps, _parameters,
)  # fmt: skip


def stopped_by(mutant: Mutant, people: int) -> str | None:
    """What stopped it: the sentence of the reader, or the first problem of the check; null where it got through."""
    try:
        issuer = Issuer(read_template(mutant.text), _SECRET)
    except VariantError as error:
        return f"reading: {error}"
    examined: list[Examined] = []
    for place in range(people):
        examined.append(examine(issuer, place, parse_brief))
        if examined[-1].problems:
            break
    report = conclude(issuer, examined)
    return f"{report.problems[0].check}: {report.problems[0].says}" if report.problems else None


def measure_mutants(people: int, _first: int) -> list[str]:
    rows = []
    for path in EXAMPLES:
        mutants = list(mutants_of(path))
        through = [mutant.fault for mutant in mutants if stopped_by(mutant, people) is None]
        print("".join(f"{path.stem}: not stopped: {fault}\n" for fault in through), end="", flush=True)
        rows.append(f"{path.stem}: {len(mutants) - len(through)} of {len(mutants)} mutants stopped")
    return rows
