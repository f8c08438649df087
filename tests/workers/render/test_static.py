"""The stylesheet's promises that can be computed."""

import re

import pytest

from workers.render.page import STATIC

INKS = ("ink", "ink-soft", "accent", "outcome-needs-review", "outcome-incomplete", "outcome-clear")


def themes() -> list[dict[str, str]]:
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2: 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark", "print"])
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_is_legible_on_every_ground(theme: int, ink: str):
    tokens = themes()[theme]
    for ground in ("paper", "paper-raised", "accent-wash"):
        assert contrast(tokens[ink], tokens[ground]) >= 4.5, ground


@pytest.mark.parametrize("theme", range(3), ids=["light", "dark", "print"])
def test_shapes_stand_out_from_the_paper(theme: int):
    tokens = themes()[theme]
    assert contrast(tokens["accent-ink"], tokens["accent"]) >= 4.5
    assert contrast(tokens["rule-strong"], tokens["paper"]) >= 3


def test_every_theme_sets_every_colour():
    light, dark, printed = themes()
    assert light.keys() == dark.keys() == printed.keys()


def test_every_token_that_is_used_exists():
    tokens = set(re.findall(r"--([\w-]+):", (STATIC / "tokens.css").read_text(encoding="utf-8")))
    used = set(re.findall(r"var\(--([\w-]+)\)", (STATIC / "report.css").read_text(encoding="utf-8")))
    assert used - tokens == set()
