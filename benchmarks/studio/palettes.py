"""The colours of the drawn desktops: each palette names every colour a window needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    bar: Colour
    bar_ink: Colour
    title: Colour
    title_ink: Colour
    chrome: Colour
    chrome_ink: Colour
    field: Colour
    paper: Colour
    ink: Colour
    faint: Colour
    line: Colour
    accent: Colour
    accent_ink: Colour
    code: Colour
    keyword: Colour
    text: Colour
    number: Colour
    comment: Colour
    name: Colour
    terminal: Colour
    terminal_ink: Colour
    prompt: Colour


PALETTES: Mapping[str, Palette] = MappingProxyType(
    {
        "paper": Palette(
            bar=(236, 238, 242),
            bar_ink=(40, 44, 52),
            title=(222, 226, 232),
            title_ink=(38, 42, 50),
            chrome=(242, 244, 247),
            chrome_ink=(70, 76, 86),
            field=(255, 255, 255),
            paper=(255, 255, 255),
            ink=(28, 30, 36),
            faint=(118, 124, 134),
            line=(216, 220, 226),
            accent=(26, 95, 180),
            accent_ink=(255, 255, 255),
            code=(250, 250, 251),
            keyword=(160, 30, 120),
            text=(20, 120, 50),
            number=(150, 80, 10),
            comment=(120, 128, 138),
            name=(20, 80, 170),
            terminal=(252, 252, 250),
            terminal_ink=(34, 36, 40),
            prompt=(20, 110, 60),
        ),
        "breeze": Palette(
            bar=(49, 54, 59),
            bar_ink=(238, 240, 242),
            title=(71, 80, 87),
            title_ink=(252, 252, 252),
            chrome=(239, 240, 241),
            chrome_ink=(49, 54, 59),
            field=(252, 252, 252),
            paper=(252, 252, 252),
            ink=(35, 38, 41),
            faint=(112, 120, 128),
            line=(205, 209, 212),
            accent=(41, 128, 185),
            accent_ink=(255, 255, 255),
            code=(255, 255, 255),
            keyword=(31, 28, 150),
            text=(180, 20, 20),
            number=(176, 128, 0),
            comment=(128, 130, 132),
            name=(100, 74, 155),
            terminal=(35, 38, 39),
            terminal_ink=(250, 252, 252),
            prompt=(29, 190, 120),
        ),
        "sand": Palette(
            bar=(60, 40, 50),
            bar_ink=(244, 238, 236),
            title=(232, 226, 218),
            title_ink=(60, 48, 44),
            chrome=(246, 242, 236),
            chrome_ink=(84, 72, 66),
            field=(255, 253, 249),
            paper=(255, 253, 248),
            ink=(44, 36, 32),
            faint=(134, 122, 112),
            line=(226, 216, 204),
            accent=(190, 80, 30),
            accent_ink=(255, 255, 255),
            code=(253, 246, 227),
            keyword=(133, 100, 0),
            text=(32, 130, 120),
            number=(203, 75, 22),
            comment=(130, 140, 140),
            name=(38, 110, 190),
            terminal=(48, 10, 36),
            terminal_ink=(240, 236, 238),
            prompt=(138, 226, 52),
        ),
        "slate": Palette(
            bar=(24, 27, 33),
            bar_ink=(214, 220, 228),
            title=(38, 42, 50),
            title_ink=(216, 221, 230),
            chrome=(44, 49, 58),
            chrome_ink=(190, 196, 206),
            field=(30, 34, 41),
            paper=(33, 37, 43),
            ink=(222, 226, 232),
            faint=(140, 148, 160),
            line=(62, 68, 80),
            accent=(82, 148, 226),
            accent_ink=(255, 255, 255),
            code=(40, 44, 52),
            keyword=(198, 120, 221),
            text=(152, 195, 121),
            number=(209, 154, 102),
            comment=(128, 138, 154),
            name=(97, 175, 239),
            terminal=(22, 24, 29),
            terminal_ink=(214, 218, 224),
            prompt=(120, 200, 120),
        ),
        "night": Palette(
            bar=(12, 12, 16),
            bar_ink=(226, 226, 232),
            title=(28, 28, 34),
            title_ink=(226, 226, 232),
            chrome=(34, 34, 42),
            chrome_ink=(196, 196, 206),
            field=(20, 20, 26),
            paper=(24, 24, 30),
            ink=(232, 232, 238),
            faint=(142, 142, 156),
            line=(56, 56, 68),
            accent=(180, 120, 250),
            accent_ink=(20, 12, 30),
            code=(30, 30, 38),
            keyword=(255, 121, 198),
            text=(241, 250, 140),
            number=(189, 147, 249),
            comment=(118, 134, 176),
            name=(80, 250, 200),
            terminal=(16, 16, 22),
            terminal_ink=(230, 230, 236),
            prompt=(80, 250, 160),
        ),
    }
)
LIGHT = ("paper", "breeze", "sand")
DARK = ("slate", "night")
