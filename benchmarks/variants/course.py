"""A course of 100,000 people, and the worked examples for 10,000 each."""

import hashlib
import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.variants.mutants import EXAMPLES
from variants.checking.conclude import conclude
from variants.checking.examine import examine
from variants.codes import ALPHABET, LENGTH
from variants.data import to_data
from variants.issue import Issuer, Wish
from variants.reading.template import read_template
from variants.variant import Variant
from workers.brief import parse_brief

_SECRET = b"benchmarks/variants/course"
#: The template that a whole course is made of.
_COURSE = "assembly"


def measure_course(people: int, _first: int) -> list[str]:
    """Everybody's variant of one template written out whole, and of the course's other templates a twentieth, for the
    time; then all pairs of codes and the phrases, of all templates together.
    """
    codes, phrases = [], set()
    rows = []
    for path in EXAMPLES:
        count = people if path.stem == _COURSE else people // 20
        started, digest = time.process_time(), hashlib.sha256()
        for variant in _everybodys(_issuer(path), len(codes), count):
            digest.update(json.dumps(to_data(variant), ensure_ascii=False).encode())
            codes.append((variant.code or "").replace("-", ""))
            phrases.add(variant.phrase)
        spent_s = time.process_time() - started
        rows.append(
            f"{path.stem}: {count} variants in {spent_s:.1f} CPU seconds; SHA-256 {digest.hexdigest()[:16]}"
        )
    return [
        *rows,
        f"codes nearer than four substitutions: {near_pairs(codes)} pairs; joined by one shift: {shifted_pairs(codes)}",
        f"phrases used twice: {len(codes) - len(phrases)}",
    ]


def _everybodys(issuer: Issuer, first: int, people: int) -> Iterator[Variant]:
    """With the numbers that follow those which the course gave out before."""
    for place in range(people):
        yield issuer.issue(Wish(person=f"person-{place}", number=first + place))


def near_pairs(codes: list[str]) -> int:
    """How many pairs agree in five places or more, seen through each of the 56 sets of five."""
    values = np.array([[ALPHABET.index(symbol) for symbol in code] for code in codes], dtype=np.int64)
    agreeing = 0
    for kept in itertools.combinations(range(LENGTH), 5):
        packed = values[:, kept] @ (len(ALPHABET) ** np.arange(5))
        agreeing += len(packed) - len(np.unique(packed))
    return agreeing


def shifted_pairs(codes: list[str]) -> int:
    """How many pairs share a text of seven symbols that is left when one of the eight is lost."""
    seen: dict[str, str] = {}
    pairs = set()
    for code in codes:
        for rest in {code[:place] + code[place + 1 :] for place in range(LENGTH)}:
            if seen.setdefault(rest, code) != code:
                pairs.add((seen[rest], code))
    return len(pairs)


def measure_examples(people: int, _first: int) -> list[str]:
    rows = []
    for path in EXAMPLES:
        issuer, started = _issuer(path), time.process_time()
        report = conclude(issuer, [examine(issuer, place, parse_brief) for place in range(people)])
        spent_s = time.process_time() - started
        verdict = "passes" if report.passed else f"fails: {report.problems[0].says}"
        rows.append(
            f"{path.stem}: {people} people, {report.facts['draws_a_variant']:.2f} draws each, {spent_s:.0f} CPU seconds: {verdict}"
        )
    return rows


def _issuer(path: Path) -> Issuer:
    return Issuer(read_template(path.read_text(encoding="utf-8")), _SECRET)
