"""Bars of the timeline, and their SVG: written in one go, as a recording of an hour has a thousand of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`x`, `width` in per cent; `y`, `height` in pixels. `mark` is its own id, `href` where it leads.

    A click plays it from `seconds` to `until_s`.
    """

    x: float
    width: float
    y: int
    height: int
    kind: str
    seconds: float
    until_s: float
    says: str = ""
    text: str = ""
    mark: str = ""
    href: str = ""


def drawn(bars: Iterable[Bar], *, is_check: bool, is_played: bool) -> Markup:
    """A lane's bars. Those that lead somewhere are links; of a check, each with a dot that can be hit."""
    # Every text in it is escaped; the others are numbers, and words of ours.
    return Markup("\n".join(_drawn(bar, is_check=is_check, is_played=is_played) for bar in bars))  # noqa: S704


def _drawn(bar: Bar, *, is_check: bool, is_played: bool) -> str:
    says = escape(bar.says)
    plays = f' data-seek-s="{bar.seconds}" data-until-s="{bar.until_s}"' if is_played else ""
    place = f'class="bar bar-{bar.kind}" x="{bar.x}%" y="{bar.y}" width="{bar.width}%" height="{bar.height}"'
    title = f"<title>{says}</title>" if says else ""
    if not bar.href:
        return f"<rect {place}{'' if bar.kind == 'examined' else plays}>{title}</rect>"
    link = (
        f'<a href="{escape(bar.href)}" id="{escape(bar.mark)}" class="bar-link"{plays} aria-label="{says}">'
    )
    return f'{link}{title}<rect {place} rx="1"/>{_on_top(bar, is_check=is_check)}</a>'


def _on_top(bar: Bar, *, is_check: bool) -> str:
    if is_check:
        return f'<circle class="dot dot-{bar.kind}" cx="{bar.x}%" cy="9" r="6"/>'
    return f'<text class="bar-text" x="{bar.x}%" dx="4" y="{bar.y + 11}">{escape(bar.text)}</text>'
