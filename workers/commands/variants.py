"""`candor variants`: render one person's variant, check a template before release, list a course, trace a code,
draft a template.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from variants.checking.conclude import MOST_COUNTED, CheckReport, conclude
from variants.checking.examine import Examined, examine
from variants.checking.problem import CheckName
from variants.codes import is_well_formed
from variants.data import brief_toml, to_json
from variants.errors import VariantError
from variants.issue import Issuer, Wish
from variants.listing import COLUMNS, rows
from variants.reading.table import MOST_BYTES
from variants.reading.template import read_template
from variants.rosters import Member, Roster, read_roster
from variants.seeds import read_secret
from variants.shares import Holder, Share
from variants.template import LANGUAGES, Accommodation, Template
from variants.tracing import Traced, trace_code, trace_note, trace_parameters
from variants.variant import Variant
from workers.brief import parse_brief
from workers.commands.drafts import add_draft
from workers.errors import UsageInvalid
from workers.progress import Progress
from workers.terminal import Bar, print_out

#: A check is repeatable, and gives nothing away: its people do not exist, and no course has this secret.
_CHECK_SECRET = b"candor variants check"
_MOST_PEOPLE = 100_000
_CHECKED: dict[CheckName, str] = {
    CheckName.MADE: "a variant can be made for everybody",
    CheckName.CONSTRAINTS: "all constraints hold",
    CheckName.PROPERTIES: "all properties hold",
    CheckName.SOLVER: "answers agree with their solvers",
    CheckName.EXAMPLES: "examples of answers are judged as stated",
    CheckName.DIFFICULTY: "all are within the band of difficulty",
    CheckName.TEXTS: "texts are filled in and show no answer",
    CheckName.LANGUAGES: "all languages show the same",
    CheckName.STEPS: "steps are known by texts that stand out",
    CheckName.BRIEF: "inspections read the briefs",
    CheckName.TWIN: "there is the same task for who needs another way",
    CheckName.NOTES: "variants differ as much as they should",
    CheckName.CODES: "codes and phrases are apart",
    CheckName.UNUSED: "everything is used",
}


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, lay_out, does in (
        ("render", _add_render, "make one person's variant, with its brief"),
        ("check", _add_check, "make variants for many people and look for what is wrong before release"),
        ("list", _add_list, "who has what in a course, as CSV for staff"),
        ("trace", _add_trace, "whose variant a code, a note or values belong to"),
    ):
        inner = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
        inner.add_argument("template", type=Path, metavar="T.toml", help="a template (docs/templates.md)")
        lay_out(inner)
    add_draft(commands)


def _add_render(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar="ID", help="whose, as the roster writes it")
    _add_course(parser)
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="R.csv",
        help="the course; without it the code is drawn from the person's id, and another may have it by chance",
    )
    parser.add_argument("--attempt", type=int, default=1, metavar="N", help="which attempt (1)")
    parser.add_argument("--language", metavar="L", help="the roster's, or the template's first where absent")
    parser.add_argument(
        "--accommodation", action="append", default=[], metavar="A", help=", ".join(Accommodation)
    )
    parser.add_argument("--brief", type=Path, metavar="B.toml", help="write the brief into this file")
    parser.add_argument("--json", action="store_true", help="print everything as JSON, answers too")
    parser.set_defaults(run=_render)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, required=True, metavar="N", help="how many are made up")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=_check)


def _add_list(parser: argparse.ArgumentParser) -> None:
    _add_course(parser)
    parser.add_argument("--roster", type=Path, required=True, metavar="R.csv", help="the course")
    parser.add_argument("--attempt", type=int, default=1, metavar="N", help="which attempt (1)")
    parser.set_defaults(run=_list)


def _add_trace(parser: argparse.ArgumentParser) -> None:
    _add_course(parser)
    parser.add_argument("--roster", type=Path, required=True, metavar="R.csv", help="the course")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--code", help="a code as it was seen, for example in a finding")
    wanted.add_argument("--note", help="a variant's note")
    wanted.add_argument(
        "--parameter",
        action="append",
        metavar="NAME=VALUE",
        help="a value that was seen; several narrow it down",
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(run=_trace)


def _add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--secret-file",
        type=Path,
        required=True,
        metavar="F",
        help="a file with the course's secret, 16 bytes or more: openssl rand -hex 32 > F",
    )
    parser.add_argument(
        "--share",
        default="1/1",
        metavar="K/N",
        help="which of the course's N templates this is, so that all have codes of their own (1/1)",
    )


def _render(given: argparse.Namespace) -> int:
    issuer = _issuer(given)
    wish = _wish(given, issuer.template, _roster(given.roster) if given.roster else None)
    variant = issuer.issue(wish)
    if given.brief is not None:
        given.brief.write_text(brief_toml(variant), encoding="utf-8")
    print_out(to_json(variant) if given.json else "\n".join(_lines(variant)))
    return 0


def _wish(given: argparse.Namespace, template: Template, roster: Roster | None) -> Wish:
    """What the command line says outranks the roster."""
    member = roster.of(given.person) if roster else None
    ways = frozenset(map(_accommodation, given.accommodation)) or (
        member.accommodations if member else frozenset()
    )
    language = given.language or (member.language if member else None)
    if language is not None and language not in LANGUAGES:
        raise UsageInvalid(f"There is no language {language!r}; there are {', '.join(LANGUAGES)}.")
    return Wish(
        person=given.person,
        number=_number(given, template, member) if member else None,
        attempt=given.attempt,
        language=language,
        accommodations=ways,
    )


def _number(given: argparse.Namespace, template: Template, member: Member) -> int:
    return _share(given, template).number(Holder(place=member.place, attempt=given.attempt))


def _share(given: argparse.Namespace, template: Template) -> Share:
    return Share.read(given.share, attempts=template.challenge.attempts)


def _accommodation(name: str) -> Accommodation:
    if name not in list(Accommodation):
        raise UsageInvalid(f"There is no accommodation {name!r}; there are {', '.join(Accommodation)}.")
    return Accommodation(name)


def _lines(variant: Variant) -> Iterator[str]:
    yield variant.title
    yield ""
    yield variant.statement
    for answer in variant.answers:
        unit = f" {answer.unit}" if answer.unit else ""
        yield f"  {answer.question}: {answer.value}{unit}"
    yield ""
    for name, value in (("code", variant.code), ("phrase", variant.phrase), ("minutes", variant.minutes)):
        if value is not None:
            yield f"{name:<8} {value}"
    yield f"{'note':<8} {variant.note}"


def _check(given: argparse.Namespace) -> int:
    if not 1 <= given.people <= _MOST_PEOPLE:
        raise UsageInvalid(f"A check is made for 1 to {_MOST_PEOPLE} people.")
    template = _template(given.template)
    issuer = Issuer(template, _CHECK_SECRET)
    show = Bar().show
    report = conclude(issuer, list(_examined(issuer, given.people, show)))
    show(Progress(stage="done", fraction=1.0))
    print_out(
        json.dumps(report.to_data(), ensure_ascii=False, indent=1) if given.json else "\n".join(_told(report))
    )
    return 0 if report.passed else UsageInvalid.exit_status


def _examined(issuer: Issuer, people: int, show: Callable[[Progress], None]) -> Iterator[Examined]:
    places = Share(attempts=issuer.template.challenge.attempts).places
    for place in range(min(people, places)):
        if place % 100 == 0:
            show(Progress(stage="variants", fraction=place / people))
        yield examine(issuer, place, parse_brief)


def _told(report: CheckReport) -> Iterator[str]:
    for check, count in report.counts.items():
        yield f"{'✗' if count else '✓'} {_CHECKED[check]}" + (f": {count} times not" if count else "")
        for problem in report.problems:
            if problem.check is check:
                yield f"    {problem.says}"
    facts = report.facts
    more = "more than " if facts["variants_at_most"] == MOST_COUNTED else ""
    yield (
        f"{more}{facts['variants_at_most']:.3g} variants; {facts['different_notes']} different ones among "
        f"{report.people} people, {facts['draws_a_variant']:.2f} draws each"
    )
    yield "It may be released." if report.passed else "It may not be released."


def _list(given: argparse.Namespace) -> int:
    issuer, roster = _issuer(given), _roster(given.roster)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(issuer, _share(given, issuer.template), roster, given.attempt))
    return 0


def _trace(given: argparse.Namespace) -> int:
    issuer, roster = _issuer(given), _roster(given.roster)
    found = _traced(issuer, roster, given)
    if given.json:
        print_out(json.dumps({"people": [_traced_data(one) for one in found]}, ensure_ascii=False))
        return 0
    for one in found:
        print_out(f"{one.member.person}: number {one.member.place + 1} of the roster, attempt {one.attempt}")
    if not found:
        print_out("nobody in this roster")
    return 0


def _traced(issuer: Issuer, roster: Roster, given: argparse.Namespace) -> list[Traced]:
    if given.code is not None:
        code = given.code.strip().upper()
        if not is_well_formed(code):
            raise UsageInvalid(
                f"{given.code!r} is no code: its check symbols do not fit, so it was misread or made up."
            )
        one = trace_code(issuer, _share(given, issuer.template), roster, code)
        return [one] if one else []
    if given.note is not None:
        return trace_note(issuer, roster, given.note)
    return trace_parameters(issuer, roster, _values(given.parameter, issuer.template))


def _values(given: list[str], template: Template) -> dict[str, str]:
    values = dict(part.partition("=")[::2] for part in given)
    for name in values:
        if name not in (*template.parameters, *template.derived):
            raise UsageInvalid(f"The template has neither a parameter nor a derived value {name!r}.")
    return values


def _traced_data(one: Traced) -> dict[str, object]:
    return {"person": one.member.person, "place": one.member.place, "attempt": one.attempt}


def _issuer(given: argparse.Namespace) -> Issuer:
    return Issuer(_template(given.template), read_secret(_bytes(given.secret_file, "secret file")))


def _template(path: Path) -> Template:
    try:
        text = _bytes(path, "template").decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageInvalid(f"The template {path} is not UTF-8 text.") from error
    try:
        return read_template(text)
    except VariantError as error:
        raise UsageInvalid(f"{path}: {error}") from error


def _roster(path: Path) -> Roster:
    return read_roster(_bytes(path, "roster"))


def _bytes(path: Path, what: str) -> bytes:
    if not path.is_file():
        raise UsageInvalid(f"There is no {what} {path}.")
    with path.open("rb") as file:
        return file.read(50 * MOST_BYTES + 1)
