"""Marks that mean something to a model, in words that are only data."""

from collections.abc import Sequence
from typing import Any


def marks_of(tokenizer: Any) -> tuple[str, ...]:
    """A tokenizer's own marks (the end of a turn, the place of a picture), the longest first."""
    return tuple(
        sorted((mark for mark in tokenizer.get_added_vocab() if len(mark) > 1), key=len, reverse=True)
    )


def without_marks(text: str, marks: Sequence[str]) -> str:
    """A text in which none of the marks is left: a blank behind its first letter makes it ordinary text."""
    for mark in marks:
        text = text.replace(mark, f"{mark[0]} {mark[1:]}")
    return text
