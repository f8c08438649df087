"""The steps of a template, as the brief will have them."""

import re

from variants.circles import in_circle
from variants.reading.localized import Words
from variants.reading.table import Table
from variants.template import TemplateStep

MOST_STEPS = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def read_steps(root: Table, words: Words) -> tuple[TemplateStep, ...]:
    tables = root.tables("steps")
    if len(tables) > MOST_STEPS:
        root.refuse("steps", f"has more than {MOST_STEPS} steps")
    steps = tuple(_step(table, words) for table in tables)
    known: list[str] = []
    for table, step in zip(tables, steps, strict=True):
        if step.id in known:
            table.refuse("id", f"is {step.id!r} for the second time")
        known.append(step.id)
    for table, step in zip(tables, steps, strict=True):
        for earlier in step.after:
            if earlier not in known:
                table.refuse("after", f"names {earlier!r}, which is no step's id")
    _refuse_circles(tables, steps)
    return steps


def _step(table: Table, words: Words) -> TemplateStep:
    step_id = table.required("id", table.text("id"))
    if not _ID.fullmatch(step_id):
        table.refuse("id", f"is {step_id!r}: letters, digits, '_', '.' and '-' are wanted")
    step = TemplateStep(
        id=step_id,
        instruction=table.required("instruction", words.texts(table, "instruction")),
        expect_text=words.lists(table, "expect_text"),
        expect_speech=words.lists(table, "expect_speech"),
        after=table.texts("after"),
        path=table.path,
    )
    table.end()
    return step


def _refuse_circles(tables: tuple[Table, ...], steps: tuple[TemplateStep, ...]) -> None:
    circle = in_circle({step.id: step.after for step in steps})
    if circle:
        first = next(table for table, step in zip(tables, steps, strict=True) if step.id in circle)
        first.refuse("after", f"makes a circle of {', '.join(circle)}")
