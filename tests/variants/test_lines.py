"""Keys are found on their lines, whatever stands between them."""

import pytest

from variants.lines import Lines, Path

_TEXT = '''schema = "x"   # 1
[one]
a = """
first
b = 3
"""
c = 4
[[many]]
a = 1
[[many]]
a = 2
[[many.inner]]
b = { c = 1 }
[many.table]
"odd key" = 5
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("schema",), 1),
        (("one",), 2),
        (("one", "a"), 3),
        (("one", "c"), 7),
        (("many", 0, "a"), 9),
        (("many", 1, "a"), 11),
        (("many", 1, "inner", 0), 12),
        (("many", 1, "inner", 0, "b", "c"), 13),
        (("many", 1, "table", "odd key"), 15),
        (("nowhere",), None),
    ],
)
def test_a_key_is_on_its_line(path: Path, line: int | None) -> None:
    assert Lines(_TEXT).of(path) == line


def test_what_stands_inside_a_long_text_is_no_key() -> None:
    assert Lines(_TEXT).of(("one", "b")) == 2


def test_lines_into_a_text_that_begins_below_its_key_are_counted_from_there() -> None:
    lines = Lines(_TEXT)
    assert lines.of_text(("one", "a"), 1) == 5
    assert lines.of_text(("one", "c"), 0) == 7


def test_a_sentence_begins_with_the_key_and_its_line() -> None:
    assert Lines(_TEXT).where(("many", 1, "a")) == "The template's key 'many.2.a' (line 11)"
