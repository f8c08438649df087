"""The paper: its typeface, and texts, links and pictures that are tagged for who has them read aloud."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

_FONTS = Path(__file__).parent.parent / "fonts"
_FACE = "sans"
_MARGIN_MM = 18.0
_FOOT_MM = 16.0
#: What a heading keeps with it on its page.
_KEPT_MM = 28.0
_LINE = 1.4
_POINT_MM = 25.4 / 72
#: Stands for a letter that the typeface has not.
_UNKNOWN = "□"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
#: With what stands on another letter (NSM) and Arabic figures (AN).
_SHAPED = _RIGHT_TO_LEFT | {"AN", "NSM"}
_HEADINGS = {1: 17.0, 2: 12.5, 3: 10.5}

INK = (0, 0, 0)
SOFT = (68, 68, 68)
RULE = (187, 187, 187)
ACCENT = (18, 74, 85)

Colour = tuple[int, int, int]


class Tag(StrEnum):
    """What a part of the page is, as PDF names it."""

    TITLE = "/H1"
    HEADING = "/H2"
    LESSER = "/H3"
    TEXT = "/P"
    QUOTE = "/BlockQuote"
    FIGURE = "/Figure"


_TAGS = {1: Tag.TITLE, 2: Tag.HEADING, 3: Tag.LESSER}


class Sheet(FPDF):
    """A4, upright. Widths and places are millimetres, sizes of letters points.

    `lacks`: whether a letter was met that the typeface has not; a box stands for it.
    """

    def __init__(self, *, title: str, language: str, foot: str, made_at: datetime) -> None:
        super().__init__(format="A4")
        self.lacks = False
        self._foot = foot
        self._tag: Tag | None = None
        self._alt = ""
        #: How many there are on each page.
        self._marks: Counter[int] = Counter()
        self.add_font(_FACE, "", _FONTS / "DejaVuSans.ttf")
        face = self.fonts[_FACE]
        assert isinstance(face, TTFFont)
        self._letters = frozenset(face.cmap)
        self.add_font(_FACE, "B", _FONTS / "DejaVuSans-Bold.ttf")
        self.set_margins(_MARGIN_MM, _MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=_FOOT_MM + 6)
        self.set_title(title)
        self.set_lang(language)
        self.set_creation_date(made_at)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_font(_FACE, size=9)
        self.add_page()

    def footer(self) -> None:
        """No part of the text, and tagged so."""
        self._out("/Artifact BMC")
        self.set_y(-_FOOT_MM)
        self._write(7.5, SOFT)
        self.cell(self.epw - 20, 5, self.known(self._foot))
        self.cell(20, 5, str(self.page_no()), align=Align.R)
        self._out("EMC")

    def heading(self, text: str, level: int) -> None:
        """Starts a part of the outline, and stands with what follows it."""
        self.room(_KEPT_MM)
        self.gap(4 if level < 3 else 2)
        self.start_section(self.known(text), level=level - 1, strict=False)
        self.text_block(text, size=_HEADINGS[level], bold=True, tag=_TAGS[level])
        self.gap(1)

    def text_block(
        self,
        text: str,
        *,
        size: float = 9,
        colour: Colour = INK,
        bold: bool = False,
        indent_mm: float = 0,
        tag: Tag = Tag.TEXT,
        link: str = "",
    ) -> None:
        """A paragraph from the left, or from the right where its script runs so."""
        self.set_x(self.l_margin + indent_mm)
        self.set_font(_FACE, "B" if bold else "", size)
        self.set_text_color(*colour)
        with self.marked(tag):
            self._flow(text, size, link=link)

    def beside(self, lead: str, text: str, *, lead_mm: float, link: str = "", indent_mm: float = 0) -> None:
        """A short text, which may be a link, and beside it a paragraph."""
        self.room(6)
        self.set_x(self.l_margin + indent_mm)
        with self.marked(Tag.TEXT):
            self._write(9, ACCENT if link else SOFT)
            self.cell(lead_mm, self._height(9), self._shaped(lead), link=link)
            self._write(9, INK)
            self._flow(text, 9)

    def picture(self, content: bytes, alt: str, *, width_mm: float, height_mm: float) -> None:
        """At most so large, where the text stands."""
        self.room(height_mm + 4)
        x, y = self.x, self.y
        with self.marked(Tag.FIGURE, alt):
            self.image(content, x=x, y=y, w=width_mm, h=height_mm, keep_aspect_ratio=True)

    @contextmanager
    def marked(self, tag: Tag, alt: str = "") -> Iterator[None]:
        """What is written inside is one part for who has the page read aloud; on two pages it is two."""
        self._begin(tag, alt)
        yield
        self._end()

    def room(self, height_mm: float) -> None:
        """A new page where there is less."""
        if self.will_page_break(height_mm):
            self.add_page()

    def gap(self, height_mm: float) -> None:
        self.set_y(self.y + height_mm)

    def rule(self) -> None:
        self.gap(2)
        self._out("/Artifact BMC")
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
        self._out("EMC")
        self.gap(2)

    def known(self, text: str) -> str:
        """With a box for each letter that the typeface has not."""
        if all(letter == "\n" or ord(letter) in self._letters for letter in text):
            return text
        self.lacks = True
        return "".join(
            letter if letter == "\n" or ord(letter) in self._letters else _UNKNOWN for letter in text
        )

    def _perform_page_break(self) -> None:
        """A mark may not go over the end of its page."""
        tag, alt = self._tag, self._alt
        if tag is not None:
            self._end()
        super()._perform_page_break()
        if tag is not None:
            self._begin(tag, alt)

    def _begin(self, tag: Tag, alt: str) -> None:
        number = self._marks[self.page]
        self._marks[self.page] += 1
        self._add_marked_content(struct_type=str(tag), mcid=number, alt_text=alt or None)
        self._out(f"{tag} <</MCID {number}>> BDC")
        self._tag, self._alt = tag, alt

    def _end(self) -> None:
        self._out("EMC")
        self._tag, self._alt = None, ""

    def _flow(self, text: str, size: float, *, link: str = "") -> None:
        self.multi_cell(
            0,
            self._height(size),
            self._shaped(text),
            align=Align.R if _runs_from_the_right(text) else Align.L,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            link=link,
        )

    def _shaped(self, text: str) -> str:
        """Shaping takes twenty times as long, and is for scripts whose letters join or run from the right."""
        self.set_text_shaping(use_shaping_engine=not text.isascii() and any(map(_is_shaped, text)))
        return self.known(text)

    def _write(self, size: float, colour: Colour) -> None:
        self.set_font(_FACE, "", size)
        self.set_text_color(*colour)

    @staticmethod
    def _height(size: float) -> float:
        return size * _POINT_MM * _LINE


def _is_shaped(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _SHAPED or unicodedata.combining(letter) > 0


def _runs_from_the_right(text: str) -> bool:
    """By its first letter that has a direction."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in _RIGHT_TO_LEFT or direction == "L":
            return direction in _RIGHT_TO_LEFT
    return False
