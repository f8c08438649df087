"""One window's picture at a time: its frame drawn once, its lines pasted as they appear."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.studio.draw.pages import Page, PageLayout
from benchmarks.studio.draw.strips import Picture, coloured_code, draw_strip, fill, paste
from benchmarks.studio.draw.video import video_frame
from benchmarks.studio.fonts import load_font
from benchmarks.studio.palettes import Colour, Palette
from benchmarks.studio.scene import Look, TimedLine, Window
from benchmarks.studio.tasks import App

_TITLE_PX = 30
_NOTE_PAPER: Colour = (255, 236, 140)
_NOTE_INK: Colour = (50, 44, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """Where the content of a window starts, and how wide and high it is, in window pixels."""

    x: int
    y: int
    width: int
    height: int


class WindowPainter:
    """Paints one window of one size in one palette."""

    def __init__(
        self, window: Window, *, size: tuple[int, int], look: Look, palette: Palette, text_width_px: int
    ) -> None:
        self._window = window
        self._width, self._height = size
        self._look = look
        self._palette = palette
        self._inner = self._find_inner()
        self._text_width = min(text_width_px, self._width) - self._inner.x
        self._frame = self._draw_frame()
        self._strips: dict[int, Picture] = {}
        self._numbers: dict[int, Picture] = {}
        self._page: Page | None = self._lay_out_page() if window.app is App.BROWSER else None
        self._last: tuple[object, Picture] | None = None

    @property
    def plays_video(self) -> bool:
        return self._page is not None and self._page.video is not None

    def key(self, time_s: float) -> object:
        """Equal keys give equal pictures."""
        video = int(time_s * 12) if self.plays_video else 0
        return (self._window.characters_at(time_s), self._scroll(time_s), self._cursor_shown(time_s), video)

    def paint(self, time_s: float) -> Picture:
        key = self.key(time_s)
        if self._last is None or self._last[0] != key:
            self._last = (key, self._paint(time_s))
        return self._last[1]

    def _paint(self, time_s: float) -> Picture:
        picture = self._frame.copy()
        if self._page is not None:
            self._paint_page(picture, self._page, time_s)
        else:
            self._paint_lines(picture, time_s)
        return picture

    def _paint_page(self, picture: Picture, page: Page, time_s: float) -> None:
        inner, scroll = self._inner, round(self._scroll(time_s))
        view = picture[inner.y : inner.y + inner.height, inner.x : inner.x + inner.width]
        paste(view, page.picture, x=0, y=-scroll)
        if page.video is not None:
            x, y, width, height = page.video
            paste(view, video_frame(time_s, width=width, height=height), x=x, y=y - scroll)

    def _paint_lines(self, picture: Picture, time_s: float) -> None:
        row = 0
        for number, line in enumerate(self._window.lines):
            characters = line.characters_at(time_s)
            if characters is None:
                continue
            strip = self._strip(number, line)
            shown = strip if characters >= len(line.text) else strip[:, : self._advance(line, characters)]
            x, y = self._line_spot(row)
            paste(picture, shown, x=x, y=y)
            if self._window.app is App.EDITOR:
                paste(picture, self._line_number(row + 1), x=x - 46, y=y)
            if self._is_typed_last(number, time_s) and self._cursor_shown(time_s):
                self._paint_cursor(picture, x=x + self._advance(line, characters), y=y)
            row += 1

    def _paint_cursor(self, picture: Picture, *, x: int, y: int) -> None:
        ink = self._palette.terminal_ink if self._window.app is App.TERMINAL else self._palette.ink
        width = 8 if self._window.app is App.TERMINAL else 2
        fill(picture, ink, x=x, y=y + 3, width=width, height=self._line_px - 6)

    def _is_typed_last(self, number: int, time_s: float) -> bool:
        if self._window.app in (App.NOTE, App.SHEET):
            return False
        there = [index for index, count in enumerate(self._window.characters_at(time_s)) if count is not None]
        return bool(there) and there[-1] == number

    def _cursor_shown(self, time_s: float) -> bool:
        return self._page is None and int(time_s * 2) % 2 == 0

    def _scroll(self, time_s: float) -> float:
        stops = self._window.scroll
        if not stops:
            return 0.0
        return float(np.interp(time_s, [at for at, _ in stops], [px for _, px in stops]))

    @property
    def _line_px(self) -> int:
        return round(self._look.size_px * (1.75 if self._window.app is App.SHEET else 1.5))

    def _line_spot(self, row: int) -> tuple[int, int]:
        return self._inner.x + 8, self._inner.y + 8 + row * self._line_px

    def _advance(self, line: TimedLine, characters: int) -> int:
        text = line.text.removeprefix("# ") if self._window.app is App.WRITER else line.text
        return int(self._font(line).getlength(text[:characters])) + 1

    def _font(self, line: TimedLine) -> ImageFont.FreeTypeFont:
        match self._window.app:
            case App.EDITOR | App.TERMINAL:
                return load_font(self._look.mono_font, self._look.size_px)
            case App.WRITER:
                bold = line.text.startswith("# ")
                return load_font(
                    f"{self._look.serif_font} Bold" if bold else self._look.serif_font,
                    self._look.size_px + (4 if bold else 1),
                )
            case _:
                return load_font(self._look.ui_font, self._look.size_px)

    def _strip(self, number: int, line: TimedLine) -> Picture:
        if number not in self._strips:
            self._strips[number] = self._draw_line(line)
        return self._strips[number]

    def _draw_line(self, line: TimedLine) -> Picture:
        palette, font = self._palette, self._font(line)
        match self._window.app:
            case App.EDITOR:
                return draw_strip(
                    coloured_code(line.text, palette), font, height_px=self._line_px, paper=palette.code
                )
            case App.TERMINAL:
                return draw_strip(
                    self._terminal_spans(line.text), font, height_px=self._line_px, paper=palette.terminal
                )
            case App.SHEET:
                return self._draw_cells(line.text)
            case App.NOTE:
                return draw_strip([(line.text, _NOTE_INK)], font, height_px=self._line_px, paper=_NOTE_PAPER)
            case _:
                text = line.text.removeprefix("# ")
                return draw_strip([(text, palette.ink)], font, height_px=self._line_px, paper=palette.paper)

    def _line_number(self, number: int) -> Picture:
        if number not in self._numbers:
            font, palette = load_font(self._look.mono_font, self._look.size_px), self._palette
            spans = [(f"{number:>2}", palette.comment)]
            self._numbers[number] = draw_strip(spans, font, height_px=self._line_px, paper=palette.code)
        return self._numbers[number]

    def _terminal_spans(self, text: str) -> list[tuple[str, Colour]]:
        if text.startswith("$ "):
            return [("$ ", self._palette.prompt), (text[2:], self._palette.terminal_ink)]
        return [(text, self._palette.terminal_ink)]

    def _draw_cells(self, text: str) -> Picture:
        palette, cells = self._palette, text.split("\t")
        width = 190
        image = Image.new("RGB", (width * 3, self._line_px), palette.paper)
        draw = ImageDraw.Draw(image)
        for column in range(3):
            box = (column * width, 0, (column + 1) * width, self._line_px - 1)
            draw.rectangle(box, outline=palette.line)
            if column < len(cells):
                font = load_font(self._look.ui_font, self._look.size_px)
                draw.text(
                    (column * width + 8, self._line_px / 2),
                    cells[column],
                    font=font,
                    fill=palette.ink,
                    anchor="lm",
                )
        return np.asarray(image)

    # The frame: everything about a window that stays as it is.

    def _find_inner(self) -> Inner:
        match self._window.app:
            case App.EDITOR:
                left, top, bottom = 200, _TITLE_PX + 34, 24
            case App.TERMINAL:
                left, top, bottom = 4, _TITLE_PX, 4
            case App.BROWSER:
                left, top, bottom = 1, _TITLE_PX + 40, 1
            case App.WRITER:
                left, top, bottom = 70, _TITLE_PX + 52, 22
            case App.SHEET:
                left, top, bottom = 44, _TITLE_PX + 62, 22
            case App.NOTE:
                left, top, bottom = 6, 22, 4
        return Inner(x=left, y=top, width=self._width - left - 1, height=self._height - top - bottom)

    def _draw_frame(self) -> Picture:
        image = Image.new("RGB", (self._width, self._height), self._paper())
        draw = ImageDraw.Draw(image)
        match self._window.app:
            case App.NOTE:
                draw.rectangle((0, 0, self._width, 18), fill=(244, 214, 90))
                return np.asarray(image)
            case App.EDITOR:
                self._draw_editor(draw)
            case App.BROWSER:
                self._draw_browser(draw)
            case App.WRITER | App.SHEET:
                self._draw_office(draw)
            case App.TERMINAL:
                pass
        self._draw_title(draw)
        draw.rectangle((0, 0, self._width - 1, self._height - 1), outline=self._palette.line)
        return np.asarray(image)

    def _paper(self) -> Colour:
        match self._window.app:
            case App.EDITOR:
                return self._palette.code
            case App.TERMINAL:
                return self._palette.terminal
            case App.NOTE:
                return _NOTE_PAPER
            case _:
                return self._palette.paper

    def _draw_title(self, draw: ImageDraw.ImageDraw) -> None:
        palette = self._palette
        draw.rectangle((0, 0, self._width, _TITLE_PX), fill=palette.title)
        if self._window.app is App.BROWSER:
            self._draw_tabs(draw)
        else:
            font = load_font(self._look.ui_font, 13)
            draw.text(
                (self._width / 2, _TITLE_PX / 2),
                self._title_text(),
                font=font,
                fill=palette.title_ink,
                anchor="mm",
            )
        for number in range(3):
            x, y = self._width - 20 - 28 * number, _TITLE_PX // 2
            self._draw_button(draw, number, x, y)

    def _draw_button(self, draw: ImageDraw.ImageDraw, number: int, x: int, y: int) -> None:
        ink = self._palette.title_ink
        match number:
            case 0:
                draw.line((x - 4, y - 4, x + 4, y + 4), fill=ink)
                draw.line((x - 4, y + 4, x + 4, y - 4), fill=ink)
            case 1:
                draw.rectangle((x - 4, y - 4, x + 4, y + 4), outline=ink)
            case _:
                draw.line((x - 4, y + 3, x + 4, y + 3), fill=ink)

    def _title_text(self) -> str:
        names = {App.EDITOR: " - Editor", App.WRITER: " - Writer", App.SHEET: " - Tables"}
        return self._window.title + names.get(self._window.app, "")

    def _draw_tabs(self, draw: ImageDraw.ImageDraw) -> None:
        font, x = load_font(self._look.ui_font, 12), 8
        for number, name in enumerate((self._window.title, *self._window.tabs)):
            width = int(font.getlength(name)) + 44
            colour = self._palette.chrome if number == 0 else self._palette.title
            draw.rounded_rectangle((x, 5, x + width, _TITLE_PX + 6), radius=6, fill=colour)
            draw.ellipse((x + 9, 12, x + 18, 21), fill=self._palette.accent)
            ink = self._palette.chrome_ink if number == 0 else self._palette.title_ink
            draw.text((x + 25, _TITLE_PX / 2 + 2), name, font=font, fill=ink, anchor="lm")
            x += width + 4

    def _draw_browser(self, draw: ImageDraw.ImageDraw) -> None:
        palette = self._palette
        draw.rectangle((0, _TITLE_PX, self._width, _TITLE_PX + 40), fill=palette.chrome)
        for number in range(3):
            x = 20 + 26 * number
            draw.line(
                (x + 4, _TITLE_PX + 15, x - 2, _TITLE_PX + 20, x + 4, _TITLE_PX + 25),
                fill=palette.chrome_ink,
                width=2,
            )
        box = (96, _TITLE_PX + 6, self._width - 60, _TITLE_PX + 34)
        draw.rounded_rectangle(box, radius=13, fill=palette.field, outline=palette.line)
        font = load_font(self._look.ui_font, 13)
        draw.text((114, _TITLE_PX + 20), self._window.address, font=font, fill=palette.ink, anchor="lm")

    def _draw_editor(self, draw: ImageDraw.ImageDraw) -> None:
        palette, top = self._palette, _TITLE_PX
        font = load_font(self._look.ui_font, 13)
        draw.rectangle((0, top, 150, self._height), fill=palette.chrome)
        for number, name in enumerate(("project", "  notes.txt", f"  {self._window.title}", "  data")):
            draw.text((14, top + 22 + 22 * number), name, font=font, fill=palette.chrome_ink, anchor="lm")
        draw.rectangle((150, top, self._width, top + 30), fill=palette.chrome)
        draw.rectangle((150, top, 300, top + 30), fill=palette.code)
        draw.text((166, top + 15), self._window.title, font=font, fill=palette.ink, anchor="lm")
        draw.rectangle((0, self._height - 24, self._width, self._height), fill=palette.accent)
        draw.text(
            (12, self._height - 12),
            "UTF-8   LF   4 spaces",
            font=load_font(self._look.ui_font, 12),
            fill=palette.accent_ink,
            anchor="lm",
        )

    def _draw_office(self, draw: ImageDraw.ImageDraw) -> None:
        palette, top = self._palette, _TITLE_PX
        draw.rectangle((0, top, self._width, top + 40), fill=palette.chrome)
        for number in range(9):
            x = 16 + 30 * number
            draw.rounded_rectangle((x, top + 10, x + 20, top + 30), radius=3, outline=palette.chrome_ink)
        if self._window.app is App.SHEET:
            self._draw_grid(draw, top + 40)
        else:
            draw.rectangle((0, top + 40, 44, self._height), fill=palette.chrome)
        draw.rectangle((0, self._height - 22, self._width, self._height), fill=palette.chrome)

    def _draw_grid(self, draw: ImageDraw.ImageDraw, top: int) -> None:
        palette, left = self._palette, self._inner.x + 8
        font = load_font(self._look.ui_font, 12)
        draw.rectangle((0, top, self._width, top + 22), fill=palette.chrome)
        for column, name in enumerate("ABCDEF"):
            x = left + 190 * column
            draw.text((x + 95, top + 11), name, font=font, fill=palette.chrome_ink, anchor="mm")
            draw.line((x, top, x, self._height), fill=palette.line)
        for row in range((self._inner.height - 8) // self._line_px + 1):
            y = self._inner.y + 8 + row * self._line_px
            draw.line((0, y - 1, self._width, y - 1), fill=palette.line)
            draw.text(
                (24, y + self._line_px / 2), str(row + 1), font=font, fill=palette.chrome_ink, anchor="mm"
            )

    def _lay_out_page(self) -> Page:
        layout = PageLayout(
            look=self._look,
            palette=self._palette,
            width_px=self._inner.width,
            text_width_px=self._text_width,
            address=self._window.address,
        )
        return layout.lay_out(tuple(line.text for line in self._window.lines))
