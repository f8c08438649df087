"""Reading a whole template (`candor.template/1`): everything that can be wrong is said with its key and line."""

import hashlib
from dataclasses import replace
from decimal import Decimal

from variants.expressions import Expression
from variants.reading.answers import ANSWERS, read_answers
from variants.reading.localized import Words
from variants.reading.names import refuse_no_name
from variants.reading.parameters import read_parameters
from variants.reading.steps import read_steps
from variants.reading.table import Table, read_toml
from variants.reading.wording import read_brief_parts
from variants.template import (
    LANGUAGES,
    SCHEMA,
    Accommodation,
    Challenge,
    Condition,
    Difficulty,
    Note,
    Template,
    has_words,
)

MOST_CONDITIONS, MOST_DERIVED, MOST_ATTEMPTS = 50, 50, 50
_MOST_MINUTES = 24 * 60


def read_template(text: str) -> Template:
    """Reads a template from TOML text. Raises TemplateInvalid with one sentence."""
    root = read_toml(text)
    schema = root.get("schema", str, f'"{SCHEMA}"')
    if schema != SCHEMA:
        root.refuse("schema", f'must be "{SCHEMA}"')
    languages = _languages(root)
    parameters, derived = root.table("parameters"), root.table("derived")
    parameter_names = parameters.names() if parameters else ()
    drawn = Words(languages=languages, names=parameter_names)
    made = read_parameters(parameters, drawn) if parameters else {}
    derivations = _derived(derived, languages, parameter_names) if derived else {}
    words = Words(languages=languages, names=(*made, *derivations))
    template = Template(
        id=_id(root),
        sha256=hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest(),
        languages=languages,
        title=root.required("title", words.texts(root, "title")),
        statement=root.required("statement", words.texts(root, "statement")),
        parameters=made,
        derived=derivations,
        constraints=_conditions(root, "constraints", words),
        properties=_conditions(root, "properties", replace(words, names=(*words.names, ANSWERS))),
        answers=read_answers(root, words),
        note=_note(root, words),
        steps=read_steps(root, words),
        ordered=bool(root.flag("ordered")),
        challenge=_challenge(root),
        brief=read_brief_parts(root, words),
        difficulty=_difficulty(root, words),
        minutes=_minutes(root),
        accommodations=_accommodations(root),
        lines=root.lines,
        worded=frozenset(name for name, kind in made.items() if has_words(kind)),
    )
    root.end()
    return template


def _id(root: Table) -> str:
    name = root.required("id", root.text("id"))
    if len(name) > 80 or not name.isprintable() or name != name.strip():
        root.refuse("id", "must be at most 80 characters, without blanks around them")
    return name


def _languages(root: Table) -> tuple[str, ...]:
    languages = root.texts("languages") or ("en",)
    for language in languages:
        if language not in LANGUAGES:
            root.refuse("languages", f"has {language!r}; there are {', '.join(LANGUAGES)}")
    if len(set(languages)) < len(languages):
        root.refuse("languages", "names a language twice")
    return languages


def _derived(table: Table, languages: tuple[str, ...], parameters: tuple[str, ...]) -> dict[str, Expression]:
    """In the order written: each may use parameters, and what stands above it."""
    made: dict[str, Expression] = {}
    if len(table.names()) > MOST_DERIVED:
        table.refuse(None, f"has more than {MOST_DERIVED} values")
    for name in table.names():
        refuse_no_name(table, name)
        if name in parameters:
            table.refuse(name, "has the name of a parameter")
        words = Words(languages=languages, names=(*parameters, *made))
        made[name] = table.required(name, words.expression(table, name))
    return made


def _conditions(root: Table, key: str, words: Words) -> tuple[Condition, ...]:
    tables = root.tables(key)
    if len(tables) > MOST_CONDITIONS:
        root.refuse(key, f"has more than {MOST_CONDITIONS}")
    return tuple(_condition(table, words) for table in tables)


def _condition(table: Table, words: Words) -> Condition:
    that = table.required("that", words.expression(table, "that"))
    because = table.text("because") or that.source
    table.end()
    return Condition(that=that, because=because, path=table.path)


def _note(root: Table, words: Words) -> Note:
    if isinstance(root.get("note", (str, dict), "a text, or a table with 'text' and 'shared'"), str):
        return Note(text=root.required("note", words.text(root, "note")))
    table = root.required("note", root.table("note"))
    shared = table.integer("shared")
    if shared is not None and shared < 1:
        table.refuse("shared", "must be 1 or more")
    note = Note(
        text=table.required("text", words.text(table, "text")), shared=1 if shared is None else shared
    )
    table.end()
    return note


def _challenge(root: Table) -> Challenge:
    table = root.table("challenge")
    if table is None:
        return Challenge()
    code, phrase, attempts = table.flag("code"), table.flag("phrase"), table.integer("attempts")
    if attempts is not None and not 1 <= attempts <= MOST_ATTEMPTS:
        table.refuse("attempts", f"must be 1 to {MOST_ATTEMPTS}")
    table.end()
    return Challenge(
        code=code is not False,
        phrase=phrase is not False,
        attempts=Challenge().attempts if attempts is None else attempts,
    )


def _difficulty(root: Table, words: Words) -> Difficulty | None:
    table = root.table("difficulty")
    if table is None:
        return None
    least = table.required("from", table.number("from"))
    most = table.required("to", table.number("to"))
    if most < least:
        table.refuse("to", f"is {most}, less than 'from', which is {least}")
    made = Difficulty(
        value=table.required("value", words.expression(table, "value")), least=float(least), most=float(most)
    )
    table.end()
    return made


def _minutes(root: Table) -> int | None:
    minutes = root.integer("minutes")
    if minutes is not None and not 1 <= minutes <= _MOST_MINUTES:
        root.refuse("minutes", f"must be 1 to {_MOST_MINUTES}")
    return minutes


def _accommodations(root: Table) -> dict[Accommodation, float]:
    """Which ways the task has; of more time, how much: 1.5 is half as much again."""
    table = root.table("accommodations")
    if table is None:
        return {}
    made = {name: 1.0 for name in (Accommodation.LARGE_TEXT, Accommodation.NO_PHRASE) if table.flag(name)}
    factor = table.number(Accommodation.MORE_TIME)
    if factor is not None:
        if not Decimal(1) < factor <= Decimal(10):
            table.refuse(
                Accommodation.MORE_TIME, "must be more than 1 and at most 10: 1.5 is half as much again"
            )
        if root.integer("minutes") is None:
            table.refuse(Accommodation.MORE_TIME, "needs the template's key 'minutes'")
        made[Accommodation.MORE_TIME] = float(factor)
    table.end()
    return made
