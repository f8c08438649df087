"""The looks find what is wrong: a page of faults has each of them told."""

import pytest

from tests.integrity.portal.browsing import a_browser
from tests.integrity.portal.looking import (
    AXE,
    accessible,
    complaints_of,
    legible,
    no_wider_than_its_window,
    reached_by_keyboard,
    russian,
)

pytestmark = pytest.mark.slow

FAULTY = """<!doctype html><html lang="ru"><head><title>Вход · Candor</title>
<style>.bare:focus { outline: none } .pale { color: #ccc; background: #fff } .wide { width: 3000px }</style></head>
<body><main><h1>Вход</h1><p class="pale">Бледно</p><input name="unlabelled"><p class="wide">Широко</p>
<p>Nothing was stored here.</p><button>Sign in</button><bdi>somebody else's own words</bdi>
<a class="bare" href="#">Ссылка</a><div onkeydown="event.preventDefault()"><button id="trap">Ловушка</button></div>
<button>За ней</button><script>console.error("broken")</script></main></body></html>"""


def test_each_fault_is_found() -> None:
    with a_browser() as browser:
        page = browser.new_page()
        said = complaints_of(page)
        page.set_content(FAULTY)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert starts(accessible(page)) >= {"label", "color-contrast"}
        assert starts(legible(page)) == {"color-contrast"}
        assert no_wider_than_its_window(page) != []
        assert russian(page) == ["not in Russian: Nothing was stored here.", "not in Russian: Sign in"]
        found = "\n".join(reached_by_keyboard(page))
        assert "nothing shows the focus on <a class=" in found
        assert "Tab does not come to <button>За ней" in found
        assert len(said) == 1


def starts(sentences: list[str]) -> set[str]:
    return {sentence.partition(":")[0] for sentence in sentences}
