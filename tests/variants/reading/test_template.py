"""Whatever is wrong with a template is said in one sentence, with the key and its line."""

import time

import pytest

from tests.variants.factories import SMALL, changed
from variants.errors import TemplateInvalid
from variants.reading.template import read_template


def test_a_whole_template_is_read() -> None:
    template = read_template(SMALL)
    assert template.id == "rectangles"
    assert template.languages == ("en", "ru")
    assert list(template.parameters) == ["who", "width", "height", "margin", "colour"]
    assert template.parameters["margin"].size == 11
    assert template.size == 56 * 9900 * 9900 * 11 * 2


def test_another_text_is_another_version() -> None:
    assert read_template(SMALL).sha256 != read_template(SMALL + "\n# a remark\n").sha256


_KINDS = [
    ('kind = "integer"\nfrom = 1\nto = 9\nstep = 3', 3),
    ('kind = "decimal"\nfrom = 0.1\nto = 0.3\nstep = 0.1', 3),
    ('kind = "choice"\nof = ["a", "b"]', 2),
    ('kind = "sample"\nof = [1, 2, 3]\ncount = 2', 6),
    ('kind = "date"\nfrom = 2027-03-01\nto = 2027-03-14\nweekdays = [6, 7]', 4),
    ('kind = "names"\ncount = 2', 56 * 55),
    ('kind = "table"\nrows = 2\n[parameters.p.columns.c]\nkind = "integer"\nfrom = 1\nto = 3', 9),
]


@pytest.mark.parametrize(("written", "size"), _KINDS)
def test_a_parameter_of_each_kind_has_its_size(written: str, size: int) -> None:
    assert read_template(_with_parameter(written)).parameters["p"].size == size


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('kind = "whole"', "'parameters.p.kind' (line 23) is 'whole', which is not known; the nearest known is 'choice'."),
        ('kind = "integer"\nfrom = 1', "'parameters.p.to' (line 22) is missing."),
        ('kind = "integer"\nfrom = 3\nto = 1', "'parameters.p.to' (line 25) is 1, less than 'from', which is 3."),
        ('kind = "integer"\nfrom = 1\nto = 2\nstep = 0', "'parameters.p.step' (line 26) must be more than 0."),
        ('kind = "integer"\nfrom = "1"\nto = 2', "'parameters.p.from' (line 24) must be a whole number."),
        ('kind = "integer"\nfrom = true\nto = 2', "'parameters.p.from' (line 24) must be a whole number."),
        ('kind = "integer"\nfrom = 1\nto = 9999999999999999', "'parameters.p.to' (line 25) has more than 15 digits."),
        ('kind = "integer"\nfrom = 1\nto = 2\nstop = 1', "'parameters.p.stop' (line 26) is unknown; the nearest known key is 'step'."),
        ('kind = "decimal"\nfrom = 0.1\nto = inf\nstep = 0.1', "'parameters.p.to' (line 25) must be a number."),
        ('kind = "decimal"\nfrom = 0\nto = 1e15\nstep = 1e-9', "'parameters.p.to' (line 25) has more than 15 digits."),
        ('kind = "choice"\nof = []', "'parameters.p.of' (line 24) must have 1 to 1000 values."),
        ('kind = "choice"\nof = ["a", "a"]', "'parameters.p.of' (line 24) has the value a twice."),
        ('kind = "choice"\nof = ["a\\u0000"]', "'parameters.p.of' (line 24) has a character that nobody can see."),
        ('kind = "choice"\nof = [{ en = "a", ru = "b\\u0000" }]', "'parameters.p.of' (line 24) has a character that nobody can see."),
        ('kind = "choice"\nof = [1, "a"]', "'parameters.p.of' (line 24) mixes kinds of values: all must be whole numbers, or decimals, texts or tables with the same keys."),
        ('kind = "choice"\nof = [{ en = "a" }]', "'parameters.p.of' (line 24) has a text that is not in all of en, ru, or in more."),
        ('kind = "sample"\nof = [1, 2]\ncount = 3', "'parameters.p.count' (line 25) is 3; there are 2 values to take from."),
        ('kind = "date"\nfrom = 2027-03-01\nto = 2027-03-01\nweekdays = [7]', "'parameters.p' (line 22) has no value to draw."),
        ('kind = "date"\nfrom = 2027-03-01T00:00:00\nto = 2027-03-02', "'parameters.p.from' (line 24) must be a date without a time."),
        ('kind = "names"\ncount = 99', "'parameters.p.count' (line 24) is 99; there are 56 names to take from."),
        ('kind = "table"\nrows = 0\ncolumns = {}', "'parameters.p.rows' (line 24) must be 1 to 100."),
        ('kind = "table"\nrows = 2\n[parameters.p.columns.c]\nkind = "names"', "'parameters.p.columns.c.kind' (line 26) must be integer, decimal, choice or date in a column."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_parameter_is_said(written: str, says: str) -> None:
    assert _refused(_with_parameter(written)) == f"The template's key {says}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"candor.template/1"', '"candor.template/9"'), "'schema' (line 1) must be \"candor.template/1\"."),
        (('id = "rectangles"', ""), "'id' is missing."),
        (('languages = ["en", "ru"]', 'languages = ["en", "de"]'), "'languages' (line 3) has 'de'; there are en, ru."),
        (('ru = "Прямоугольник {{ width }} на {{ height }}"', ""), "'title.ru' (line 6) is missing."),
        (("A rectangle of {{ width }}", "A rectangle of {{ widht }}"), "'title.en' (line 7) names 'widht', which is neither a parameter nor derived."),
        (("in {{ colour }}. Its", "in {{ colour.upper() }}. Its"), "'statement.en' (line 11) may only show values; a call belongs into [derived]."),
        (("[parameters.who]", "[parameters.import]"), "'parameters.import' (line 14) is no name: small letters, digits and '_' are wanted, and no word of the language itself."),
        (('area = "width * height"', 'area = "width * hight"'), "'derived.area' (line 38) names 'hight', which is neither a parameter nor derived."),
        (('area = "width * height"', 'width = "1"'), "'derived.width' (line 38) has the name of a parameter."),
        (("in {{ colour }}. Its", "in \\u0000{{ colour }}. Its"), "'statement.en' (line 11) has a character that nobody can see."),
        (('forbidden = ["ChatGPT"]', 'forbidden = ["Chat\\u202eGPT"]'), "'brief.text.forbidden' (line 90) must be a list of texts in quotes, none of them empty or with unseen characters."),
        (('area = "width * height"', 'mean = "1"'), "'derived.mean' (line 38) has the name of a function."),
        (('"width != height"\nbecause', '"width != "\nbecause'), "'constraints.1.that' (line 41) cannot be read: at character 10: Syntax error: mismatched input '<EOF>'."),
        (("tolerance = 0.5", ""), "'answers.1.tolerance' (line 48) is missing."),
        (('unit = "cm**2"', 'unit = "cubits"'), "'answers.1.unit' (line 54) is 'cubits', which is no unit."),
        (('judged = "invalid"', 'judged = "sure"'), "'answers.1.examples.3.judged' (line 63) is 'sure', which is not known; the nearest known is 'wrong'."),
        (("to = 0.6", "to = 0.4"), "'difficulty.to' (line 71) is 0.4, less than 'from', which is 0.5."),
        (('after = ["draw"]', 'after = ["paint"]'), "'steps.2.after' (line 82) names 'paint', which is no step's id."),
        (('after = ["draw"]', 'after = ["tell"]'), "'steps.2.after' (line 82) makes a circle of tell."),
        (('id = "tell"', 'id = "draw"'), "'steps.2.id' (line 79) is 'draw' for the second time."),
        (('optional = ["speech"]', 'optional = ["sound"]'), "'brief.optional' (line 85) names 'sound', which is no check; there are recording, continuity, text, speech, identity, instructions, injection."),
        (("more_time = 1.5", "more_time = 0.5"), "'accommodations.more_time' (line 95) must be more than 1 and at most 10: 1.5 is half as much again."),
        (("minutes = 20", ""), "'accommodations.more_time' (line 95) needs the template's key 'minutes'."),
        (("minutes = 20", "minutes = 20\nminuets = 20"), "'minuets' (line 5) is unknown; the nearest known key is 'minutes'."),
        (('text = "{{ width }}x{{ height }}"', 'text = "{{ width }}"\nshared = 0'), "'note.shared' (line 67) must be 1 or more."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_template_is_said(change: tuple[str, str], says: str) -> None:
    assert _refused(changed(change)) == f"The template's key {says}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = ", "The template is not valid TOML: Invalid value (at end of document)."),
        ("a = " + "[" * 5000, "The template is not valid TOML: it is nested too deeply."),
        ("a" + ".a" * 100_000 + " = 1", "The template has a key of more than 20 parts."),
        ("a = " + "9" * 5000, "The template is not valid TOML: a number in it is too long."),
        ("x" * 10_000_000, "The template is larger than 1 MB."),
        ("", "The template's key 'schema' must be \"candor.template/1\"."),
    ],
)
def test_what_is_no_template_is_refused_at_once(text: str, sentence: str) -> None:
    started = time.monotonic()
    assert _refused(text) == sentence
    assert time.monotonic() - started < 5


def _with_parameter(written: str) -> str:
    """The small template with one parameter more, on line 22."""
    return changed(("[parameters.height]", f"[parameters.p]\n{written}\n[parameters.height]"))


def _refused(text: str) -> str:
    with pytest.raises(TemplateInvalid) as refused:
        read_template(text)
    return str(refused.value)
