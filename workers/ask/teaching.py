"""Instructions that a model wrote of a demonstration, as the steps of a brief."""

import json
from collections.abc import Sequence

from workers.ask.reply import Part
from workers.brief import SCHEMA, parse_brief


def brief_of(parts: Sequence[Part], *, language: str = "en") -> str:
    """A brief in TOML with a step for each instruction, in order. Somebody has to read it before it is used:
    a step without `expect_text` or `expect_speech` can only be decided by a model.
    """
    rows = [row for part in parts if part.values for row in part.values["moments"]]
    told = dict.fromkeys(row["instruction"].strip() for row in rows if row["instruction"].strip())
    steps = "".join(
        f'\n[[instructions.steps]]\nid = "step-{number}"\ninstruction = {_string(instruction)}\n'
        for number, instruction in enumerate(told, 1)
    )
    head = f'schema = "{SCHEMA}"\nlanguage = "{language}"\n'
    text = f"{head}\n[instructions]\nordered = true\n{steps}" if told else head
    parse_brief(text)
    return text


def _string(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's, but TOML wants one for DEL as well."""
    whole = text.encode("utf-8", errors="replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
