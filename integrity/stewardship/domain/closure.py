"""Rows that cannot be without others: what goes when those go."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from itertools import islice
from typing import Any

from django.db import models

from integrity.stewardship.ties import relations_to

#: By model, the keys of its rows.
Rows = dict[type[models.Model], set[Any]]

_BATCH = 500


def closure_of(roots: Mapping[type[models.Model], Iterable[Any]]) -> Rows:
    """These rows with all that refer to them and to those again, whatever Django would protect.

    What is emptied (`SET_NULL`) when a row goes is not among them.
    """
    rows: Rows = {}
    waiting = [(model, set(keys)) for model, keys in roots.items()]
    while waiting:
        model, keys = waiting.pop()
        fresh = keys - rows.get(model, set())
        if not fresh:
            continue
        rows.setdefault(model, set()).update(fresh)
        waiting += [(relation.related_model, _keys_of(relation, fresh)) for relation in _followed(model)]
    return rows


def delete(rows: Rows) -> int:
    """How many went. Those that refer go before those that are referred to."""
    gone = 0
    for model in _in_order(rows):
        for keys in batched(rows[model]):
            gone += model._base_manager.filter(pk__in=keys).delete()[0]  # noqa: SLF001 -- documented
    return gone


def _followed(model: type[models.Model]) -> Iterator[models.ForeignObjectRel]:
    return (relation for relation in relations_to(model) if relation.on_delete is not models.SET_NULL)


def _keys_of(relation: models.ForeignObjectRel, keys: set[Any]) -> set[Any]:
    rows = relation.related_model._base_manager  # noqa: SLF001 -- documented
    found: set[Any] = set()
    for some in batched(keys):
        found.update(rows.filter(**{f"{relation.field.name}__in": some}).values_list("pk", flat=True))
    return found


def _in_order(rows: Rows) -> Iterator[type[models.Model]]:
    before = {
        model: {relation.related_model for relation in _followed(model)} & rows.keys() - {model}
        for model in rows
    }
    yield from TopologicalSorter(before).static_order()


def batched(keys: Iterable[Any], size: int = _BATCH) -> Iterator[list[Any]]:
    """In so many as one query may name."""
    left = iter(keys)
    while some := list(islice(left, size)):
        yield some
