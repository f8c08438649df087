"""A page in the browser, laid out once at its full length; what is seen is a crop of it.

A line's first characters say what it is: "# " heading, "- " bullet, "> " program text, "[] "
button, "<< " and ">> " sides of a chat, "=| " a badge of label and value, "! " a marked note,
"%portrait NAME caption", "%video".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.studio.draw.strips import Picture, wrap
from benchmarks.studio.fonts import load_font
from benchmarks.studio.palettes import Palette
from benchmarks.studio.portraits import portrait_picture
from benchmarks.studio.scene import Look, Rect

_PORTRAIT_PX = 190
_VIDEO = (420, 236)
_BAND_PX = 40
#: What stands at the head of a site: its name and its places.
_SITES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "campus.example": ("Northfield Campus", ("Courses", "Calendar", "Library")),
        "kampus.example": ("Кампус", ("Курсы", "Календарь")),
        "reader.example": ("Open Reader", ("Contents", "Index")),
        "files.example": ("Shared files", ("Recent",)),
        "chat.example": ("Messages", ("People",)),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`video`: where on the page a video plays, null where none does."""

    picture: Picture
    video: Rect | None


class PageLayout:
    """Draws the lines of one page from top to bottom."""

    def __init__(
        self, *, look: Look, palette: Palette, width_px: int, text_width_px: int, address: str
    ) -> None:
        self._look = look
        self._palette = palette
        self._width = width_px
        self._text_width = text_width_px
        self._image = Image.new("RGB", (width_px, 2400), palette.paper)
        self._draw = ImageDraw.Draw(self._image)
        self._left = max(18, min(60, (text_width_px - 560) // 4))
        self._y = _BAND_PX + 18
        self._video: Rect | None = None
        self._draw_band(address)

    def _draw_band(self, address: str) -> None:
        """The site's head: a mark, its name, and a few places to go."""
        palette, host = self._palette, address.partition("/")[0]
        self._draw.rectangle((0, 0, self._width, _BAND_PX), fill=palette.accent)
        middle = _BAND_PX / 2
        self._draw.ellipse((self._left, middle - 9, self._left + 18, middle + 9), fill=palette.accent_ink)
        name, places = _SITES.get(host, (host, ()))
        font, x = load_font(f"{self._look.ui_font} Bold", 15), float(self._left + 28)
        self._draw.text((x, middle), name, font=font, fill=palette.accent_ink, anchor="lm")
        x += font.getlength(name) + 34
        for place in places:
            small = load_font(self._look.ui_font, 13)
            self._draw.text((x, middle), place, font=small, fill=palette.accent_ink, anchor="lm")
            x += small.getlength(place) + 24

    def lay_out(self, lines: tuple[str, ...]) -> Page:
        for line in lines:
            self._line(line)
        height = min(2400, self._y + 60)
        picture = np.asarray(self._image)[:height]
        return Page(picture=picture, video=self._video)

    def _line(self, line: str) -> None:
        kind, _, rest = line.partition(" ")
        match kind:
            case "#":
                self._text(rest, size_px=round(self._look.size_px * 1.55), bold=True, gap_px=10)
            case "-":
                self._bullet(rest)
            case ">":
                self._program(rest)
            case "[]":
                self._button(rest)
            case "<<" | ">>":
                self._bubble(rest, mine=kind == ">>")
            case "=|":
                self._badge(rest)
            case "!":
                self._note(rest)
            case "%portrait":
                self._portrait(rest)
            case "%video":
                self._play_video()
            case _:
                self._text(line, size_px=self._look.size_px)

    def _font(self, size_px: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        family = self._look.serif_font if self._look.wallpaper % 3 == 0 else self._look.ui_font
        return load_font(f"{family} Bold" if bold else family, size_px)

    def _text(
        self, text: str, *, size_px: int, bold: bool = False, indent_px: int = 0, gap_px: int = 7
    ) -> None:
        font = self._font(size_px, bold=bold)
        for part in wrap(text, font, self._text_width - self._left - indent_px - 12):
            self._draw.text((self._left + indent_px, self._y), part, font=font, fill=self._palette.ink)
            self._y += round(size_px * 1.42)
        self._y += gap_px

    def _bullet(self, text: str) -> None:
        size = self._look.size_px
        middle = self._y + round(size * 0.62)
        self._draw.ellipse(
            (self._left + 6, middle - 2, self._left + 11, middle + 3), fill=self._palette.accent
        )
        self._text(text, size_px=size, indent_px=22, gap_px=4)

    def _program(self, text: str) -> None:
        size = self._look.size_px
        height = round(size * 1.7)
        right = self._text_width - 12
        self._draw.rectangle((self._left, self._y, right, self._y + height), fill=self._palette.code)
        self._draw.rectangle(
            (self._left, self._y, self._left + 3, self._y + height), fill=self._palette.accent
        )
        font = load_font(self._look.mono_font, size)
        spot = (self._left + 14, self._y + height / 2)
        self._draw.text(spot, text, font=font, fill=self._palette.ink, anchor="lm")
        self._y += height + 1

    def _button(self, text: str) -> None:
        font = self._font(self._look.size_px)
        width = font.getlength(text) + 34
        height = round(self._look.size_px * 2.1)
        box = (self._left, self._y, self._left + width, self._y + height)
        self._draw.rounded_rectangle(box, radius=5, fill=self._palette.accent)
        spot = (self._left + width / 2, self._y + height / 2)
        self._draw.text(spot, text, font=font, fill=self._palette.accent_ink, anchor="mm")
        self._y += height + 14

    def _bubble(self, text: str, *, mine: bool) -> None:
        size = self._look.size_px
        font = self._font(size)
        lines = wrap(text, font, round(self._text_width * 0.62))
        width = max(font.getlength(line) for line in lines) + 28
        height = round(len(lines) * size * 1.4) + 18
        left = self._text_width - width - 24 if mine else self._left
        colour = self._palette.field if not mine else self._palette.chrome
        box = (left, self._y, left + width, self._y + height)
        self._draw.rounded_rectangle(box, radius=12, fill=colour, outline=self._palette.line)
        for number, line in enumerate(lines):
            spot = (left + 14, self._y + 9 + round(number * size * 1.4))
            self._draw.text(spot, line, font=font, fill=self._palette.ink)
        self._y += height + 12

    def _badge(self, text: str) -> None:
        label, _, value = text.partition("|")
        small, large = self._font(self._look.size_px), load_font(self._look.mono_font, self._look.size_px + 4)
        label_width = small.getlength(label) + 26
        width = label_width + large.getlength(value) + 26
        height = round(self._look.size_px * 2.3)
        box = (self._left, self._y, self._left + width, self._y + height)
        self._draw.rounded_rectangle(box, radius=6, fill=self._palette.field, outline=self._palette.accent)
        middle = self._y + height / 2
        self._draw.text((self._left + 12, middle), label, font=small, fill=self._palette.faint, anchor="lm")
        self._draw.text(
            (self._left + label_width, middle), value, font=large, fill=self._palette.ink, anchor="lm"
        )
        self._y += height + 10

    def _note(self, text: str) -> None:
        size = self._look.size_px
        font = self._font(size)
        lines = wrap(text, font, self._text_width - self._left - 50)
        height = round(len(lines) * size * 1.42) + 16
        box = (self._left, self._y, self._text_width - 12, self._y + height)
        self._draw.rectangle(box, fill=self._palette.chrome)
        self._draw.rectangle(
            (self._left, self._y, self._left + 4, self._y + height), fill=self._palette.accent
        )
        for number, line in enumerate(lines):
            spot = (self._left + 16, self._y + 8 + round(number * size * 1.42))
            self._draw.text(spot, line, font=font, fill=self._palette.ink)
        self._y += height + 12

    def _portrait(self, text: str) -> None:
        name, _, caption = text.partition(" ")
        image = Image.fromarray(portrait_picture(name)).resize((_PORTRAIT_PX, _PORTRAIT_PX))
        self._image.paste(image, (self._left, self._y))
        self._y += _PORTRAIT_PX + 8
        self._text(caption, size_px=self._look.size_px)

    def _play_video(self) -> None:
        width, height = _VIDEO
        self._video = (self._left, self._y, width, height)
        self._y += height + 12
