"""docs/checks.md says what the code does: codes, severities, thresholds and reasons."""

import re
from pathlib import Path

from workers.codes import SEVERITIES
from workers.report import CheckName
from workers.sentences import known_codes
from workers.sentences.strength import THRESHOLDS

TEXT = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
ROWS = ["says", "severity", "raised when", "confidence", "fair, strong", "limits"]


def tables() -> dict[str, dict[str, str]]:
    """Code → its table's rows."""
    found = {}
    for section in re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]:
        code = re.match(r"`([^`]+)`\n", section)
        assert code, section[:40]
        found[code[1]] = dict(re.findall(r"^\| ([a-z][^|]*?) \| (.+?) \|$", section, re.MULTILINE))
    return found


def test_every_code_is_documented_and_no_other():
    assert list(tables()) == list(SEVERITIES)


def test_every_code_has_every_row():
    assert {code: list(rows) for code, rows in tables().items()} == dict.fromkeys(SEVERITIES, ROWS)


def test_severities_are_those_of_the_code():
    assert {code: rows["severity"] for code, rows in tables().items()} == SEVERITIES


def test_thresholds_are_those_of_the_code():
    documented = {code: rows["fair, strong"] for code, rows in tables().items()}
    assert documented == {code: f"{row.fair_from}, {row.strong_from}" for code, row in THRESHOLDS.items()}


def test_every_check_has_its_part():
    assert re.findall(r"^## (.+)$", TEXT, re.MULTILINE) == list(CheckName)


def test_every_reason_for_no_conclusion_is_named():
    reasons = {code.removeprefix("status.") for code in known_codes() if code.startswith("status.")}
    steps = {code for code in known_codes() if code.startswith("step.")}
    named = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", re.sub(r"^### .*$", "", TEXT, flags=re.MULTILINE)))
    assert (reasons | steps) - named == set()
