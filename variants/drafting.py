"""A template drafted from a text and what a model says of it: TOML for an editor, who finishes and releases it.

No word of a model is trusted. Its words stand as data, never as marks of the format; what it proposes and cannot
be used is left out and named in a comment. Whatever the words are, the draft can be read.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

import tomli_w

from variants.errors import TemplateInvalid
from variants.reading.names import is_name
from variants.reading.steps import MOST_STEPS
from variants.reading.table import MOST_BYTES
from variants.reading.template import read_template
from variants.template import SCHEMA
from variants.texts import MOST_CHARS

KINDS = ("integer", "decimal", "choice")
_ID_CHARS, _TITLE_CHARS, _STEP_CHARS, _SAID_CHARS, _NAME_CHARS = 80, 120, 400, 200, 30
_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"
_RANGE = re.compile(rf"({_NUMBER}) to ({_NUMBER})(?: step ({_NUMBER}))?")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
#: What the format would take for one of its marks, or for the start of one before a place to fill in.
_MARK = re.compile(r"\{+[%#]|\{{2,}|\{\Z")
_UNWRITTEN = "…"
#: Besides it there is room for what is said of pieces that are left out.
_MOST_WRITTEN = MOST_BYTES - 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A literal piece of the statement that is worth varying, in a model's own words. `values`: "3 to 9 step 1",
    or "a | b | c" of a choice.
    """

    name: str
    stands_for: str
    kind: str
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedStep:
    """`seen_at_s`: when a demonstration shows it first, where there is one and it is known."""

    instruction: str
    seen_at_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a draft is made of. `title`: empty where the statement's first line is to be it. `written_by`: engine
    and model. `source`: what it was made from. `remarks`: what an editor has to know besides.
    """

    id: str
    language: str
    title: str
    statement: str
    steps: Sequence[DraftedStep]
    pieces: Sequence[Piece]
    written_by: str
    source: str
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Varied:
    """A piece that became a parameter; `drawn` are its keys."""

    name: str
    literal: str
    drawn: Mapping[str, object]


class _NotVaried(Exception):
    """A piece that cannot become a parameter; the message goes on from "left out, because"."""


def draft_toml(sketch: Sketch) -> str:
    """The draft, with what is missing in comments where it belongs. `read_template` reads it."""
    tidy, varied, left_out = _tidy(sketch), list[_Varied](), list[str]()
    for piece in tidy.pieces:
        try:
            varied.append(_varied(piece, varied, tidy))
        except _NotVaried as error:
            left_out.append(f"Left out, because {error}: {_proposed(piece)}")
    return _written(tidy, varied, left_out)


def statement_of(steps: Sequence[DraftedStep]) -> str:
    """A task that has no text of its own: its steps, numbered."""
    return "\n".join(f"{number}. {step.instruction}" for number, step in enumerate(_tidy_steps(steps), 1))


def language_of(text: str) -> str:
    """The language of a template whose text this is: Russian where most letters are Cyrillic."""
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return "ru" if sum("а" <= letter <= "ё" for letter in letters) * 2 > len(letters) else "en"


def _tidy(sketch: Sketch) -> Sketch:
    """The same in words that a file can hold, and no more of them than a template takes."""
    statement, steps = _tidy_statement(sketch.statement), _tidy_steps(sketch.steps)
    remarks = [_one_line(remark) for remark in sketch.remarks]
    if len(steps) > MOST_STEPS:
        remarks.append(f"Left out: {len(steps) - MOST_STEPS} steps; a template has {MOST_STEPS} at most.")
    return replace(
        sketch,
        id=_one_line(sketch.id, _ID_CHARS) or "draft",
        title=_one_line(sketch.title, _TITLE_CHARS) or _first_line(statement),
        statement=statement,
        steps=steps[:MOST_STEPS],
        written_by=_one_line(sketch.written_by),
        source=_one_line(sketch.source),
        remarks=remarks,
    )


def _tidy_statement(text: str) -> str:
    lines = _whole(text).replace("\r\n", "\n").replace("\r", "\n")
    tidy = "".join(letter for letter in lines if letter in "\n\t" or unicodedata.category(letter) != "Cc")
    if len(_harmless(tidy)) > MOST_CHARS:
        # Thousands of marks: written out they would be longer than a text may be.
        tidy = tidy.replace("{", "｛")[:MOST_CHARS]
    return tidy.strip() or _UNWRITTEN


def _tidy_steps(steps: Sequence[DraftedStep]) -> list[DraftedStep]:
    """None of them empty, none told twice."""
    told: dict[str, DraftedStep] = {}
    for step in steps:
        told.setdefault(_one_line(step.instruction, _STEP_CHARS), step)
    return [replace(step, instruction=line) for line, step in told.items() if line]


def _first_line(statement: str) -> str:
    return _one_line(statement.split("\n", maxsplit=1)[0].lstrip("# "), _TITLE_CHARS) or _UNWRITTEN


def _one_line(text: str, most: int = _SAID_CHARS) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in _whole(text))
    return " ".join(shown.split())[:most].rstrip()


def _whole(text: str) -> str:
    """Without halves of characters, which a model's JSON may hold and a file may not."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _varied(piece: Piece, earlier: Sequence[_Varied], sketch: Sketch) -> _Varied:
    """The piece as one more parameter. Raises _NotVaried."""
    literal = piece.stands_for.strip()
    if not literal or len(literal) > _SAID_CHARS:
        raise _NotVaried(f"no piece of 1 to {_SAID_CHARS} characters is named")
    name = _name(piece.name, [one.name for one in earlier])
    made = _Varied(name=name, literal=literal, drawn=_drawn(piece))
    everything = (*earlier, made)
    found = {place.lastgroup for place in _places(sketch.statement, everything)}
    if len(found) < len(everything):
        raise _NotVaried("the piece does not stand in the statement, apart from the others, as whole words")
    _refuse_unreadable(sketch, everything)
    return made


def _refuse_unreadable(sketch: Sketch, varied: Sequence[_Varied]) -> None:
    written = _written(sketch, varied, ())
    if len(written.encode()) > _MOST_WRITTEN:
        raise _NotVaried("it stands too often")
    try:
        read_template(written)
    except TemplateInvalid as error:
        raise _NotVaried(f"with it the template cannot be read ({_one_line(str(error))})") from error


def _name(said: str, known: Collection[str]) -> str:
    """A name that the format takes, as near to what was said as can be, and no known one."""
    plain = unicodedata.normalize("NFKD", said).encode("ascii", errors="ignore").decode().lower()
    near = re.sub(r"[^a-z0-9]+", "_", plain).lstrip("_0123456789")[:_NAME_CHARS].rstrip("_")
    name = near if is_name(near) else f"{near}_value".lstrip("_")
    numbered = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(one for one in numbered if one not in known)


def _drawn(piece: Piece) -> dict[str, object]:
    if piece.kind == "choice":
        return {"kind": piece.kind, "of": _choices(piece.values)}
    if piece.kind not in KINDS:
        raise _NotVaried(f"there are the kinds {', '.join(KINDS)}")
    first, last, step = _range(piece)
    if step <= 0 or last - first < step:
        raise _NotVaried("there are no two values to draw from")
    number = int if piece.kind == "integer" else Decimal
    return {"kind": piece.kind, "from": number(first), "to": number(last), "step": number(step)}


def _range(piece: Piece) -> tuple[Decimal, Decimal, Decimal]:
    """From, to and step. A decimal needs a step: it says with how many places the values are written."""
    read = _RANGE.fullmatch(" ".join(piece.values.split()).replace(",", "."))
    step = read and (read[3] or ("1" if piece.kind == "integer" else None))
    if read is None or step is None:
        raise _NotVaried("its values are not in the form '3 to 9 step 1'")
    stated = (Decimal(read[1]), Decimal(read[2]), Decimal(step))
    if piece.kind == "integer" and any(number % 1 for number in stated):
        raise _NotVaried("its values are no whole numbers")
    return stated


def _choices(values: str) -> list[int] | list[str]:
    """Whole numbers where all are, so that expressions can use them; else texts."""
    parts = list(dict.fromkeys(filter(None, map(_one_line, values.split("|")))))
    if len(parts) < 2:
        raise _NotVaried("its values are not in the form 'a | b | c'")
    return list(map(int, parts)) if all(map(_WHOLE.fullmatch, parts)) else parts


def _places(text: str, varied: Sequence[_Varied]) -> list[re.Match[str]]:
    """Where the pieces stand in a text, each match under its parameter's name."""
    if not varied:
        return []
    pattern = "|".join(f"(?P<{one.name}>{_as_whole_words(one.literal)})" for one in varied)
    return list(re.finditer(pattern, text))


def _as_whole_words(literal: str) -> str:
    """Neither a part of a word nor of a number; between its words there may be a new line."""
    before = r"(?<!\w)" + (r"(?<!\d[.,])" if literal[0].isdecimal() else "")
    after = r"(?!\w)" + (r"(?![.,]\d)" if literal[-1].isdecimal() else "")
    return before + r"\s+".join(map(re.escape, literal.split())) + after


def _text(source: str, varied: Sequence[_Varied]) -> str:
    """A text of the template: places to fill in instead of the pieces, all else as it stands."""
    made, end = list[str](), 0
    for place in _places(source, varied):
        made += [_harmless(source[end : place.start()]), _to_fill_in(str(place.lastgroup))]
        end = place.end()
    return "".join([*made, _harmless(source[end:])])


def _harmless(text: str) -> str:
    """The same text for a reader, in which nothing is a mark of the format."""
    return _MARK.sub(lambda mark: _to_fill_in(f"'{mark[0]}'"), text)


def _to_fill_in(inner: str) -> str:
    return f"{{{{ {inner} }}}}"


def _proposed(piece: Piece) -> str:
    said = {"name": piece.name, "stands_for": piece.stands_for, "kind": piece.kind, "values": piece.values}
    return json.dumps({key: _one_line(words) for key, words in said.items()}, ensure_ascii=False)


def _written(sketch: Sketch, varied: Sequence[_Varied], left_out: Sequence[str]) -> str:
    blocks = [_head(sketch), _whole_task(sketch, varied), *_parameters(varied, left_out)]
    blocks += [_comment(*_MISSING_ANSWERS), *_steps(sketch, varied), _comment(*_MISSING_REST)]
    return "\n".join(blocks)


def _comment(*lines: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _head(sketch: Sketch) -> str:
    return _comment(
        f"A draft, made from {sketch.source}.",
        f"Written by {sketch.written_by}.",
        "A model can be wrong in every line: somebody has to read and finish it before anybody gets a task from it.",
        "What is missing is said where it belongs, and as it stands it does not pass 'candor variants check'.",
        "The format: docs/templates.md; whole examples: docs/templates/.",
        *sketch.remarks,
    )


_MARKS_STAND = (
    "The text has marks that this format knows itself. They stand as text; the check refuses texts that show them,",
    "so say it in other words.",
)
_ABOUT_NOTE = (
    "The note tells which variant it is. It must tell every parameter on which an answer depends, and there should be",
    "many more notes than people.",
)


def _whole_task(sketch: Sketch, varied: Sequence[_Varied]) -> str:
    title, statement = _text(sketch.title, varied), _text(sketch.statement, varied)
    note = ", ".join(_to_fill_in(one.name) for one in varied) or "one variant for everybody"
    return "".join(
        [
            tomli_w.dumps({"schema": SCHEMA, "id": sketch.id}),
            f'languages = ["{sketch.language}"]\n',
            tomli_w.dumps({"title": title}),
            tomli_w.dumps({"ordered": True}) if sketch.steps else "",
            _comment("Missing: minutes, if the task has a time."),
            _comment(*_MARKS_STAND) if _MARK.search(f"{sketch.statement} {sketch.title} ") else "",
            tomli_w.dumps({"statement": statement}, multiline_strings=True),
            _comment(*_ABOUT_NOTE),
            tomli_w.dumps({"note": note}),
        ]
    )


_ABOUT_PARAMETERS = (
    "What is drawn for each person. Are all these values as hard as each other, and is each one possible?",
    "Missing: [derived], [[constraints]] for draws that make no good task, and [[properties]] of all that are left.",
)


def _parameters(varied: Sequence[_Varied], left_out: Sequence[str]) -> Iterator[str]:
    yield _comment(
        *_ABOUT_PARAMETERS, *([] if varied else ["Missing: parameters. Everybody would get the same."])
    )
    for one in varied:
        stood = f"In the source: {json.dumps(_one_line(one.literal), ensure_ascii=False)}"
        yield _comment(stood) + tomli_w.dumps({"parameters": {one.name: one.drawn}})
    if left_out:
        yield _comment(*left_out)


_MISSING_ANSWERS = (
    "Missing: what the student has to find. No model was asked for it: what is right, how far off is still right,",
    "another way to the same answer (solver), and examples of answers that are right, wrong and invalid.",
    "[[answers]]",
    'id = "result"',
    'question = "…"',
    'value = "…"        # an expression',
    "tolerance = 0.01",
    'solver = "…"       # another way to it',
    'examples = [{ given = "…", judged = "right" }, { given = "…", judged = "wrong" }, { given = "…", judged = "invalid" }]',
)
_ABOUT_STEPS = (
    "What the recording has to show, in this order; take 'ordered' out above where it may be another.",
    "Missing: expect_text, texts that the screen shows when a step is done, best with values of the variant, or",
    "expect_speech. A step without either can only be decided by a model that looks at the pictures, or by a person.",
)


def _steps(sketch: Sketch, varied: Sequence[_Varied]) -> Iterator[str]:
    yield _comment(
        *(_ABOUT_STEPS if sketch.steps else ["Missing: [[steps]], what the recording has to show."])
    )
    for number, step in enumerate(sketch.steps, 1):
        seen = "" if step.seen_at_s is None else _comment(f"Seen first at {step.seen_at_s:.1f} s.")
        keys = {"id": f"step-{number}", "instruction": _text(step.instruction, varied)}
        yield f"[[steps]]\n{seen}{tomli_w.dumps(keys)}"


_MISSING_REST = (
    "Missing: [accommodations], the same task in another way. Only who knows the task can say that it is of equal",
    "demand: large_text, no_phrase, and more_time where the task has minutes.",
    "Missing as well, where they are wanted: [difficulty], [challenge], [brief.text] with forbidden texts.",
)
