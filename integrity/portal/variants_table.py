"""Everybody's variants as a table for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable

from integrity.courses.models import IssuedVariant
from variants.listing import safe_cell

COLUMNS = (
    "person", "name", "number", "attempt", "code", "phrase", "note", "parameters", "language", "version", "issued",
    "replaced", "reason",
)  # fmt: skip


def as_csv(variants: Iterable[IssuedVariant]) -> str:
    """With a mark in front, by which spreadsheets know that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in _row(variant)] for variant in variants)
    return "\ufeff" + text.getvalue()


def _row(variant: IssuedVariant) -> tuple[str, ...]:
    replaced = variant.superseded_at
    return (
        variant.user.username,
        variant.user.get_full_name(),
        str(variant.number),
        str(variant.attempt),
        variant.code,
        variant.phrase,
        variant.note,
        json.dumps(variant.data["parameters"], ensure_ascii=False),
        variant.language,
        str(variant.version.number),
        variant.issued_at.isoformat(timespec="seconds"),
        replaced.isoformat(timespec="seconds") if replaced else "",
        variant.superseded_reason,
    )
