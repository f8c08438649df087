"""`candor variants` as somebody calls it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.variants.factories import SECRET, SMALL, changed, variant
from tests.workers.command import Said, caller
from workers.brief import parse_brief

Call = Callable[..., Said]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return caller(monkeypatch, capsys, temporary)


@pytest.fixture
def course(tmp_path: Path) -> dict[str, Path]:
    files = {"template": tmp_path / "t.toml", "secret": tmp_path / "secret", "roster": tmp_path / "r.csv"}
    files["template"].write_text(SMALL, encoding="utf-8")
    files["secret"].write_bytes(SECRET + b"\n")
    files["roster"].write_text("person,language\nann,\nboris,ru\n", encoding="utf-8")
    return files


def test_render_prints_one_persons_variant_with_its_brief(call: Call, course: dict[str, Path]) -> None:
    said = call(
        "variants",
        "render",
        course["template"],
        "--person",
        "ann",
        "--secret-file",
        course["secret"],
        "--roster",
        course["roster"],
        "--json",
    )
    data = json.loads(said.out)
    assert (said.status, said.complaint) == (0, "")
    assert (data["code"], data["phrase"]) == (variant().code, variant().phrase)
    brief = parse_brief(data["brief_toml"])
    assert brief.variant is not None
    assert brief.variant.code == data["code"] == data["brief"]["variant"]["code"]


def test_render_follows_the_roster_and_the_command_line_outranks_it(
    call: Call, course: dict[str, Path]
) -> None:
    given = (
        "variants",
        "render",
        course["template"],
        "--person",
        "boris",
        "--secret-file",
        course["secret"],
        "--roster",
        course["roster"],
        "--json",
    )
    assert json.loads(call(*given).out)["language"] == "ru"
    assert json.loads(call(*given, "--language", "en").out)["language"] == "en"


def test_render_writes_the_brief_into_a_file(call: Call, course: dict[str, Path], tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    said = call(
        "variants",
        "render",
        course["template"],
        "--person",
        "eve",
        "--secret-file",
        course["secret"],
        "--brief",
        brief,
    )
    assert parse_brief(brief.read_text(encoding="utf-8")).title == said.out.splitlines()[0]


def test_check_passes_a_good_template(call: Call, course: dict[str, Path]) -> None:
    said = call("variants", "check", course["template"], "--people", "30")
    assert (said.status, said.complaint) == (0, "")
    assert said.out.splitlines()[-2:] == [
        "1.21e+11 variants; 30 different ones among 30 people, 1.00 draws each",
        "It may be released.",
    ]


def test_check_stops_a_bad_one_and_says_which_key(call: Call, course: dict[str, Path]) -> None:
    course["template"].write_text(changed(("no_phrase = true\n", "")), encoding="utf-8")
    said = call("variants", "check", course["template"], "--people", "5")
    assert said.status == 2
    assert (
        "    The template's key 'accommodations' (line 92) has no 'no_phrase': the same task in this way, of equal demand."
        in said.out.splitlines()
    )
    report = json.loads(call("variants", "check", course["template"], "--people", "5", "--json").out)
    assert (report["passed"], report["checks"]["twin"]) == (False, 1)


def test_list_is_a_table_of_the_course(call: Call, course: dict[str, Path]) -> None:
    said = call(
        "variants",
        "list",
        course["template"],
        "--secret-file",
        course["secret"],
        "--roster",
        course["roster"],
    )
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [row["person"] for row in rows] == ["ann", "boris"]
    assert rows[0]["code"] == variant().code


def test_trace_names_whose_a_code_is(call: Call, course: dict[str, Path]) -> None:
    given = (
        "variants",
        "trace",
        course["template"],
        "--secret-file",
        course["secret"],
        "--roster",
        course["roster"],
    )
    assert call(*given, "--code", variant().code).out == "ann: number 1 of the roster, attempt 1\n"
    traced = json.loads(call(*given, "--note", variant().note, "--json").out)
    assert traced == {"people": [{"person": "ann", "place": 0, "attempt": 1}]}
    assert call(*given, "--parameter", "width=1").out == "nobody in this roster\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("render", "{template}", "--person", "eve", "--secret-file", "{secret}", "--roster", "{roster}"), "candor: The roster has no person 'eve'."),
        (("render", "{template}", "--person", "ann", "--secret-file", "{roster}.no"), "candor: There is no secret file {roster}.no."),
        (("render", "{template}", "--person", "ann", "--secret-file", "{secret}", "--language", "xx"), "candor: There is no language 'xx'; there are en, ru."),
        (("render", "{template}", "--person", "ann", "--secret-file", "{secret}", "--accommodation", "x"), "candor: There is no accommodation 'x'; there are large_text, no_phrase, more_time."),
        (("render", "{template}", "--person", "ann", "--secret-file", "{secret}", "--attempt", "9"), "candor: There are attempts 1 to 5, and no attempt 9."),
        (("render", "{secret}", "--person", "ann", "--secret-file", "{secret}"), "candor: {secret}: The template is not valid TOML: Expected '=' after a key in a key/value pair (at line 1, column 3)."),
        (("check", "{template}", "--people", "0"), "candor: A check is made for 1 to 100000 people."),
        (("check", "{template}.no", "--people", "3"), "candor: There is no template {template}.no."),
        (("trace", "{template}", "--secret-file", "{secret}", "--roster", "{roster}", "--code", "K7QX-204M"), "candor: 'K7QX-204M' is no code: its check symbols do not fit, so it was misread or made up."),
        (("trace", "{template}", "--secret-file", "{secret}", "--roster", "{roster}", "--parameter", "depth=1"), "candor: The template has neither a parameter nor a derived value 'depth'."),
        (("trace", "{template}", "--secret-file", "{secret}", "--roster", "{template}", "--code", "K7QX-204M"), "candor: The roster's first line must name its columns, and one of them 'person'."),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence(
    call: Call, course: dict[str, Path], arguments: tuple[str, ...], complaint: str
) -> None:
    names = {name: str(path) for name, path in course.items()}
    said = call("variants", *(argument.format(**names) for argument in arguments))
    assert (said.status, said.complaint, said.out) == (2, complaint.format(**names), "")


def test_a_secret_that_could_be_guessed_is_refused(call: Call, course: dict[str, Path]) -> None:
    course["secret"].write_bytes(b"short")
    said = call(
        "variants", "render", course["template"], "--person", "ann", "--secret-file", course["secret"]
    )
    assert (said.status, said.complaint) == (
        2,
        "candor: The secret has 5 bytes; with fewer than 16 it could be guessed. A good one: openssl rand -hex 32.",
    )
