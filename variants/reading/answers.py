"""What the student has to find: values, tolerances, units and examples."""

from dataclasses import replace

from variants.expressions import Expression, ExpressionWrong
from variants.reading.localized import Words
from variants.reading.names import is_name
from variants.reading.table import Table
from variants.template import AskedAnswer, Example
from variants.units import UnitUnknown, refuse_unknown_unit

MOST_ANSWERS, _MOST_EXAMPLES = 20, 30
JUDGED = ("right", "wrong", "invalid")
_KINDS = ("number", "text")
#: Under which name examples and properties know what is right.
ANSWERS = "answers"


def read_answers(root: Table, words: Words) -> tuple[AskedAnswer, ...]:
    tables = root.tables("answers")
    if len(tables) > MOST_ANSWERS:
        root.refuse("answers", f"has more than {MOST_ANSWERS} answers")
    answers = tuple(_answer(table, words) for table in tables)
    for place, answer in enumerate(answers):
        if answer.id in [earlier.id for earlier in answers[:place]]:
            tables[place].refuse("id", f"is {answer.id!r} for the second time")
    return answers


def _answer(table: Table, words: Words) -> AskedAnswer:
    numeric = (table.one_of("kind", _KINDS) or "number") == "number"
    for key in ("also",) if numeric else ("tolerance", "unit"):
        if key in table:
            table.refuse(key, f"belongs to an answer that is a {'text' if numeric else 'number'}")
    answer = AskedAnswer(
        id=_id(table),
        path=table.path,
        question=table.required("question", words.texts(table, "question")),
        value=table.required("value", words.expression(table, "value")),
        numeric=numeric,
        tolerance=table.required("tolerance", words.expression(table, "tolerance")) if numeric else None,
        unit=_unit(table) if numeric else None,
        solver=words.expression(table, "solver"),
        also=() if numeric else _also(table, words),
        examples=_examples(table, replace(words, names=(*words.names, ANSWERS))),
    )
    table.end()
    return answer


def _id(table: Table) -> str:
    name = table.required("id", table.text("id"))
    if not is_name(name):
        table.refuse("id", f"is {name!r}: small letters, digits and '_' are wanted")
    return name


def _unit(table: Table) -> str | None:
    unit = table.text("unit")
    if unit is not None:
        try:
            refuse_unknown_unit(unit)
        except UnitUnknown as error:
            table.refuse("unit", str(error))
    return unit


def _also(table: Table, words: Words) -> tuple[Expression, ...]:
    made = []
    for source in table.texts("also"):
        try:
            made.append(Expression.read(source, words.names))
        except ExpressionWrong as error:
            table.refuse("also", str(error))
    return tuple(made)


def _examples(table: Table, words: Words) -> tuple[Example, ...]:
    tables = table.tables("examples")
    if len(tables) > _MOST_EXAMPLES:
        table.refuse("examples", f"has more than {_MOST_EXAMPLES} examples")
    return tuple(_example(inner, words) for inner in tables)


def _example(table: Table, words: Words) -> Example:
    made = Example(
        given=table.required("given", words.text(table, "given")),
        judged=table.required("judged", table.one_of("judged", JUDGED)),
        path=table.path,
    )
    table.end()
    return made
