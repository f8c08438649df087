"""What was drawn for a person, so that it can be found again: as a value, and as texts write it."""

from collections.abc import Iterator
from typing import Any

from variants.draw import for_texts
from variants.template import Template
from variants.texts import written
from variants.variant import Drawn

#: Between the parts of a value that has several, as in "apples · 150".
_BETWEEN = " · "


def traits_of(template: Template, drawn: Drawn) -> dict[str, Any]:
    """`values`: each parameter that can be compared between people, the same in every language.
    `written`: each parameter, or part of one ("fruit.base"), in all the ways in which texts write it.
    """
    return {
        "values": {
            name: value
            for name, drawn_value in drawn.parameters.items()
            if (value := _comparable(for_texts(drawn_value, template.language))) is not None
        },
        "written": {
            name: sorted(set(_ways(template, drawn, name))) for name in _names(drawn, template.language)
        },
    }


def _comparable(value: Any) -> bool | int | float | str | None:
    """Null for lists and tables: hardly two people share one."""
    match value:
        case bool() | int() | str():
            return value
        case dict():
            parts = [str(part) for part in map(_comparable, value.values()) if part is not None]
            return _BETWEEN.join(dict.fromkeys(parts))
        case list() | None:
            return None
    return float(value)


def _names(drawn: Drawn, language: str) -> Iterator[str]:
    for name, value in drawn.parameters.items():
        shown = for_texts(value, language)
        if isinstance(shown, dict):
            yield from (f"{name}.{part}" for part in shown)
        elif not _is_table(shown):
            yield name


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _ways(template: Template, drawn: Drawn, name: str) -> Iterator[str]:
    parameter, _, part = name.partition(".")
    for language in template.languages:
        shown = for_texts(drawn.parameters[parameter], language)
        value = shown[part] if part else shown
        # A decimal point is how programs write, in every language.
        yield from (str(written(value, language)), str(written(value, "en")))
