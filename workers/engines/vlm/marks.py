"""Marks that mean something to a model, in words that are only data."""

from typing import Any


def without_marks(text: str, tokenizer: Any) -> str:
    """A text in which none of a tokenizer's own marks (the end of a turn, the place of a picture) is left: a
    blank behind its first letter makes it ordinary text.
    """
    for mark in sorted(tokenizer.get_added_vocab(), key=len, reverse=True):
        if len(mark) > 1:
            text = text.replace(mark, f"{mark[0]} {mark[1:]}")
    return text
