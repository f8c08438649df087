"""Expressions compute alike everywhere, reach nothing, and end."""

import subprocess
import sys
from typing import Any

import pytest

from variants.expressions import Expression, ExpressionWrong

_VALUES: dict[str, Any] = {
    "n": 7, "x": 2.5, "word": "Haus", "day": "2027-03-14", "many": [3.0, 1.0, 2.0],
    "rows": [{"number": 1, "mass": 1.5}, {"number": 2, "mass": 2.5}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("n / 2", 3),
        ("double(n) / 2.0", 3.5),
        ("rows.filter(row, row.mass > 2.0).map(row, row.number)", [2]),
        ("sum(rows.map(row, row.mass))", 4.0),
        ("sum([0.1, 0.2, 0.3])", 0.6),
        ("mean([0.1, 0.2, 0.6])", 0.3),
        ("round(2.675, 2)", 2.68),
        ("round(-2.5)", -3.0),
        ("median(many)", 2.0),
        ("median([4.0, 1.0])", 2.5),
        ("stdev([2.0, 4.0])", 1.4142135623730951),
        ("power(2.0, 0.5)", 1.4142135623730951),
        ("exp(1.0)", 2.718281828459045),
        ("ln(10.0)", 2.302585092994046),
        ("log10(1000.0)", 3.0),
        ("sorted(many)", [1.0, 2.0, 3.0]),
        ("distinct([1, 2, 1])", False),
        ("add_days(day, 20)", "2027-04-03"),
        ("days(day, '2027-03-21')", 7),
        ("weekday(day)", 7),
        ("pad(day_of(day), 2) + '.' + pad(month_of(day), 2) + '.' + string(year_of(day))", "14.03.2027"),
        ("pad(n, 3)", "007"),
        ("range(2, 4)", [2, 3, 4]),
        ("join(range(1, 3), '-')", "1-2-3"),
        ("word.startsWith('H') && n % 2 == 1", True),
        ("greatest(n, 9) - least(n, 9)", 2),
    ],
)
def test_an_expression_has_its_value(source: str, value: object) -> None:
    assert Expression.read(source, _VALUES).value(_VALUES) == value


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("n +", "cannot be read: at character 4"),
        ("(n", "cannot be read: a ')' is missing"),
        ("[n)]", "cannot be read: its ')' closes nothing"),
        ("){" * 700, "cannot be read: its ')' closes nothing"),
        ("m + 1", "names 'm', which is neither a parameter nor derived"),
        ("open('x')", "calls 'open', which is not among the functions"),
        ("n.__class__.__name__", "has no value"),
        ("'a' * 3", "has no value"),
        ("n / 0", "has no value: division by zero"),
        ("x / 0.0", "has no value: it divides by zero or is too large"),
        ("n + x", "has no value"),
        ("9223372036854775807 + n", "has no value: Arithmetic overflow"),
        ("power(10.0, 999.0)", "has no value"),
        ("ln(0.0)", "has no value"),
        ("range(1, 100000)", "has no value: range: a range holds at most 200 numbers"),
        ("(" * 40 + "1" + ")" * 40, "has brackets more than 30 deep"),
        ("1+" * 1500 + "1", "is longer than 2000 characters"),
        ("n+" * 900 + "n", "has more than 200 signs; put parts of it into [derived]"),
        ("!" * 900 + "true", "has more than 200 signs; put parts of it into [derived]"),
        ("rows[0].x" * 300, "is longer than 2000 characters"),
        ("n" + ".x" * 300, "has more than 200 signs; put parts of it into [derived]"),
        (
            "many.map(a, many.map(b, many.map(c, many.map(d, 1))))",
            "goes through a list inside of a list with 'map'; put it into [derived]",
        ),
        ("range(1, 200).map(a, range(1, 200).map(b, a))", "goes through a list inside of a list with 'map'"),
        (
            "many.all(a, many.exists(b, many.all(c, c > 1.0)))",
            "goes through a list inside of a list with 'all'",
        ),
        ("many" + ".map(a, a)" * 7, "goes through lists more than 6 times; put parts of it into [derived]"),
        ("range(1, 200) + range(1, 200)", "makes more than 300 values"),
    ],
)
def test_what_is_wrong_with_an_expression_is_said(source: str, says: str) -> None:
    with pytest.raises(ExpressionWrong) as refused:
        Expression.read(source, _VALUES).value(_VALUES)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize(
    "source",
    ["n+" * 200 + "n", "(" * 30 + "n+" * 200 + "n" + ")" * 30, "!" * 200 + "true", "-" * 200 + "n"],
)
def test_what_is_allowed_fits_into_a_small_threads_stack(source: str) -> None:
    """In a process of its own: too deep a descent would end it."""
    program = (
        "import sys, threading\nfrom variants.expressions import Expression\n"
        "threading.stack_size(256 * 1024)\n"
        "thread = threading.Thread(target=lambda: print(Expression.read(sys.argv[1], ['n']).value({'n': 1})))\n"
        "thread.start()\nthread.join()\n"
    )
    made = subprocess.run([sys.executable, "-c", program, source], capture_output=True, text=True, check=True)
    assert made.stdout.strip() in {"201", "1", "True"}


@pytest.mark.parametrize("sign", ["(", "[", "{"])
def test_brackets_inside_a_text_are_no_brackets(sign: str) -> None:
    assert Expression.read(f"size('{sign * 60}')", {}).value({}) == 60
