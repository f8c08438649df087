"""A line of text as a small picture, so that typing only pastes."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.studio.palettes import Colour, Palette

Picture = NDArray[np.uint8]
Span = tuple[str, Colour]

_TOKENS = re.compile(
    r"(?P<comment>#.*|--.*)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>\b\d+(?:\.\d+)?\b)"
    r"|(?P<keyword>\b(?:def|for|in|from|import|while|and|or|not|if|else|return|yield|True|False"
    r"|SELECT|FROM|JOIN|ON|GROUP|BY|HAVING|ORDER|DESC|AS|SUM)\b)|(?P<name>\b\w+(?=\())|(?P<rest>\w+|\W)"
)


def coloured_code(text: str, palette: Palette) -> list[Span]:
    """A line of a program in the colours of an editor."""
    return [
        (token, getattr(palette, kind) if kind != "rest" else palette.ink) for token, kind in _tokens(text)
    ]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKENS.finditer(text):
        assert match.lastgroup is not None
        yield match.group(), match.lastgroup


def draw_strip(spans: list[Span], font: ImageFont.FreeTypeFont, *, height_px: int, paper: Colour) -> Picture:
    """The spans one after the other on paper, vertically centred."""
    width = int(sum(font.getlength(text) for text, _ in spans)) + 3
    image = Image.new("RGB", (max(1, width), height_px), paper)
    draw = ImageDraw.Draw(image)
    x = 0.0
    for text, colour in spans:
        draw.text((x, height_px / 2), text, font=font, fill=colour, anchor="lm")
        x += font.getlength(text)
    return np.asarray(image)


def paste(target: Picture, source: Picture, *, x: int, y: int) -> None:
    """Copies `source` into `target` at (x, y), clipped to it."""
    top, left = max(0, y), max(0, x)
    bottom, right = min(target.shape[0], y + source.shape[0]), min(target.shape[1], x + source.shape[1])
    if bottom > top and right > left:
        target[top:bottom, left:right] = source[top - y : bottom - y, left - x : right - x]


def fill(target: Picture, colour: Colour, *, x: int, y: int, width: int, height: int) -> None:
    target[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)] = colour


def wrap(text: str, font: ImageFont.FreeTypeFont, width_px: int) -> list[str]:
    """The text broken at blanks into lines no wider than `width_px`."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
