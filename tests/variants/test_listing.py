"""Who has what, in cells that no spreadsheet computes."""

import pytest

from tests.variants.factories import issuer
from variants.issue import Wish
from variants.listing import COLUMNS, rows, safe_cell
from variants.rosters import read_roster
from variants.shares import Share


def test_each_person_has_a_row() -> None:
    roster = read_roster(b"person,language,accommodations\nann,ru,no_phrase\n=cmd,,\n")
    first, second = (
        dict(zip(COLUMNS, row, strict=True)) for row in rows(issuer(), Share(attempts=5), roster, 1)
    )
    made = issuer().issue(Wish(person="ann", number=0, language="ru"))
    assert first == {
        "person": "ann", "number": 1, "attempt": 1, "code": made.code, "phrase": "", "note": made.note,
        "language": "ru", "accommodations": "no_phrase", "answers": f"area = {made.answers[0].value}",
    }  # fmt: skip
    assert second["person"] == "'=cmd"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_be_computed_gets_a_mark(sign: str) -> None:
    assert safe_cell(f"{sign}1") == f"'{sign}1"
    assert safe_cell(f"1{sign}") == f"1{sign}"
