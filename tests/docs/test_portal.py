"""The pictures in docs/portal.md: all are there, all are shown, and they stay small."""

import re
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"
_PICTURE = re.compile(r"!\[([^\]]*)\]\(portal/([\w-]+\.webp)\)")


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    shown = [name for _, name in _PICTURE.findall((DOCS / "portal.md").read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(path.name for path in (DOCS / "portal").iterdir())


def test_every_picture_says_in_words_what_it_shows() -> None:
    for words, name in _PICTURE.findall((DOCS / "portal.md").read_text(encoding="utf-8")):
        assert words, name


def test_all_pictures_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in (DOCS / "portal").iterdir()) < 3_000_000
