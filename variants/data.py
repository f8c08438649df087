"""A variant as plain data: for JSON, and for what the site keeps."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from variants.variant import SCHEMA, Variant


def brief_toml(variant: Variant) -> str:
    """The brief as the text of a file (`candor.brief/1`)."""
    return tomli_w.dumps(variant.brief)


def to_data(variant: Variant) -> dict[str, Any]:
    """Everything, answers too: for staff. Numbers of parameters stand as the template writes them."""
    return {
        "schema": SCHEMA,
        "template": {"id": variant.template, "sha256": variant.version},
        "language": variant.language,
        "attempt": variant.attempt,
        "title": variant.title,
        "statement": variant.statement,
        "minutes": variant.minutes,
        "accommodations": list(variant.accommodations),
        "code": variant.code,
        "phrase": variant.phrase,
        "note": variant.note,
        "difficulty": variant.difficulty,
        "parameters": _plain(variant.parameters),
        "answers": [
            {
                "id": answer.id,
                "question": answer.question,
                "value": answer.value,
                "tolerance": answer.tolerance,
                "unit": answer.unit,
                "also": list(answer.also),
            }
            for answer in variant.answers
        ],
        "brief": variant.brief,
    }


def to_json(variant: Variant) -> str:
    """The same, and the brief as the text of a file."""
    data = to_data(variant) | {"brief_toml": brief_toml(variant)}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return float(value)
        case Mapping():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
    return value
