"""The timeline on paper: the same lanes as on the page, each told in words to who does not see it."""

from workers.render.bars import Bar
from workers.render.lanes import Lane, Timeline
from workers.render.paper.sheet import INK, RULE, SOFT, Colour, Sheet, Tag
from workers.render.words import Words

_LABEL_MM = 32.0
_PIXEL_MM = 0.21
_LEAST_MM = 0.4
_GROUND: Colour = (232, 228, 220)
_COLOURS: dict[str, Colour] = {
    "voice": (122, 113, 98),
    "screen": (169, 159, 141),
    "black": INK,
    "examined": (69, 58, 110),
    "step": (31, 82, 48),
    "step-unsure": (122, 58, 0),
    "major": INK,
    "minor": (90, 90, 90),
    "info": (150, 150, 150),
}
_PERSON: Colour = (18, 74, 85)


def write_timeline(sheet: Sheet, timeline: Timeline, words: Words) -> None:
    sheet.heading(words("label.timeline"), 2)
    for title, is_check in (("label.lanes_seen", False), ("label.lanes_checked", True)):
        lanes = [lane for lane in timeline.lanes if lane.is_check is is_check]
        if lanes:
            sheet.text_block(words(title), size=8, colour=SOFT)
        for lane in lanes:
            _write_lane(sheet, lane, words)
    _write_ticks(sheet, timeline)


def _write_lane(sheet: Sheet, lane: Lane, words: Words) -> None:
    height_mm = max(lane.height * _PIXEL_MM, 4.4)
    sheet.room(height_mm + 1)
    top_mm, left_mm = sheet.y, sheet.l_margin + _LABEL_MM
    with sheet.marked(Tag.FIGURE, _in_words(lane, words)):
        _write_at(sheet, sheet.l_margin, top_mm, lane.label, size=8)
        if lane.empty:
            _write_at(sheet, left_mm, top_mm, lane.empty, size=7.5)
        else:
            width_mm = sheet.epw - _LABEL_MM
            _fill(sheet, left_mm, top_mm, width_mm, height_mm, _GROUND)
            for bar in lane.bars:
                _draw(sheet, bar, left_mm, top_mm, width_mm)
    sheet.set_y(top_mm + height_mm + 0.8)


def _in_words(lane: Lane, words: Words) -> str:
    more = (words("label.and_more", count=lane.untold),) if lane.untold else ()
    return "; ".join((f"{lane.label}: {lane.says}", *lane.told, *more))


def _draw(sheet: Sheet, bar: Bar, left_mm: float, top_mm: float, width_mm: float) -> None:
    x = left_mm + bar.x / 100 * width_mm
    y = top_mm + bar.y * _PIXEL_MM
    width, height = max(bar.width / 100 * width_mm, _LEAST_MM), bar.height * _PIXEL_MM
    if bar.kind == "gap":
        # Told from what was examined by its shape, not by its colour alone.
        sheet.set_draw_color(*SOFT)
        sheet.set_line_width(0.2)
        sheet.set_fill_color(255, 255, 255)
        sheet.rect(x, y, width, height, style="DF")
        return
    _fill(sheet, x, y, width, height, _COLOURS.get(bar.kind, _PERSON))


def _fill(sheet: Sheet, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    sheet.set_fill_color(*colour)
    sheet.rect(x, y, width, height, style="F")


def _write_ticks(sheet: Sheet, timeline: Timeline) -> None:
    """A lane's words have the times: read aloud, these would be said twice."""
    left_mm, width_mm = sheet.l_margin + _LABEL_MM, sheet.epw - _LABEL_MM
    top_mm = sheet.y
    sheet._out("/Artifact BMC")  # noqa: SLF001 -- what a footer does, too
    sheet.set_draw_color(*RULE)
    for tick in timeline.ticks:
        x = left_mm + tick.x / 100 * width_mm
        sheet.line(x, top_mm, x, top_mm + 1)
        if not tick.fine:
            _write_at(sheet, x - 9 if tick.last else x, top_mm + 1, tick.text, size=7)
    sheet._out("EMC")  # noqa: SLF001 -- likewise
    sheet.set_y(top_mm + 6)


def _write_at(sheet: Sheet, x: float, y: float, text: str, *, size: float) -> None:
    sheet.set_font("sans", "", size)
    sheet.set_text_color(*SOFT)
    sheet.set_xy(x, y)
    sheet.cell(None, 4.4, sheet.known(text))
