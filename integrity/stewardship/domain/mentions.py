"""Where others wrote a person's name: what no table says is about them, and somebody has to look at."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from integrity.people.models import User
from integrity.stewardship.domain.closure import Rows

#: Shorter names are found in words that are none.
_LEAST_LETTERS = 4
_AS_TEXT = models.TextField()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One row of a table, in one of its columns."""

    column: str
    key: str


def mentions_of(person: User, *, besides: Rows) -> Iterator[Mention]:
    """In rows that stay, by the full name, the family name and the address."""
    names = _names_of(person)
    if not names:
        return
    for model in apps.get_models():
        going = {*besides.get(model, ()), *([person.pk] if model is User else [])}
        for field in _texts_of(model):
            for key in _rows_with(model, field, names):
                if key not in going:
                    yield Mention(column=f"{model._meta.label}.{field.name}", key=str(key))  # noqa: SLF001 -- documented


def _names_of(person: User) -> list[str]:
    names = {person.get_full_name(), person.last_name, person.email}
    return sorted(name for name in names if len(name) >= _LEAST_LETTERS)


def _texts_of(model: type[models.Model]) -> "Iterator[models.Field[Any, Any]]":
    """Without columns that hold one of a few words, and those that are a key."""
    for field in model._meta.concrete_fields:  # noqa: SLF001 -- documented
        is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if is_text and not field.choices and not field.primary_key:
            yield field


def _rows_with(model: type[models.Model], field: "models.Field[Any, Any]", names: list[str]) -> list[Any]:
    """JSON has other letters than ASCII in either of two ways."""
    rows = model._base_manager.annotate(text_of_it=Cast(field.name, _AS_TEXT))  # noqa: SLF001 -- documented
    written = {*names, *(json.dumps(name)[1:-1] for name in names)}
    either = reduce(or_, (models.Q(text_of_it__icontains=name) for name in sorted(written)))
    return list(rows.filter(either).values_list("pk", flat=True))
