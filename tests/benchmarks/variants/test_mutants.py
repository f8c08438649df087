"""Damage is done by rule, and what stops it is said."""

from collections import Counter

import pytest

from benchmarks.variants.mutants import EXAMPLES, Mutant, mutants_of, stopped_by
from tests.variants.factories import SMALL, changed
from variants.reading.template import read_template


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_mutants_of_many_kinds(path: object) -> None:
    mutants = list(mutants_of(path))  # type: ignore[arg-type]
    assert len(mutants) >= 60
    assert len({mutant.text for mutant in mutants}) == len(mutants)


def test_the_template_itself_is_stopped_by_nothing() -> None:
    assert stopped_by(Mutant(example="small", fault="none", text=SMALL), 60) is None


def test_what_stops_a_mutant_is_said() -> None:
    twice = changed(('value = "area"', 'value = "area * 2"'))
    assert (stopped_by(Mutant(example="small", fault="twice", text=twice), 60) or "").startswith(
        "solver: The template's key"
    )
    cut = Mutant(example="small", fault="cut", text=SMALL[:200])
    assert (stopped_by(cut, 60) or "").startswith("reading: The template is not valid TOML")


def test_the_worked_examples_stand_side_by_side() -> None:
    assert [path.stem for path in EXAMPLES] == [
        "assembly",
        "chemistry",
        "programming",
        "speaking",
        "spreadsheet",
        "statistics",
    ]
    kinds = Counter(
        type(kind).__name__
        for path in EXAMPLES
        for kind in read_template(path.read_text(encoding="utf-8")).parameters.values()
    )
    assert set(kinds) == {
        "IntegerParameter", "DecimalParameter", "ChoiceParameter", "SampleParameter", "DateParameter", "TableParameter",
    }  # fmt: skip
