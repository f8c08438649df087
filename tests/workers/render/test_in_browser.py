"""The page as Chromium lays it out: narrow, in both themes, with texts that no one breaks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.factories.reports import a_brief, a_finding, a_report, a_step, some_lines, some_text, some_tracks
from workers.render.page import render_page
from workers.tracks.text import TextTrack

pytestmark = pytest.mark.slow
LONG = "x" * 10_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    line = replace(some_lines()[0], text=LONG)
    tracks = some_tracks()
    assert tracks.text is not None
    html = render_page(
        a_report(
            findings=(a_finding(evidence=(some_text(text=LONG),), params={"wanted": LONG}),),
            steps=(a_step(message=LONG),),
        ),
        brief=a_brief(title="Moving average " + "y" * 300),
        tracks=replace(tracks, text=TextTrack(engine=tracks.text.engine, lines=(line,))),
        images={},
        language="en",
        recording_name="z" * 300 + ".mp4",
        video_url="absent.mp4",
    )
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_its_width_and_its_policy_blocks_nothing_of_its_own(
    browser: Browser, page_file: Path, width: int, scheme: str
):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page_file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 24)"
    assert dark == (scheme == "dark")
    assert [text for text in said if "absent.mp4" not in text and "ERR_FILE_NOT_FOUND" not in text] == []
    page.close()


def test_a_click_on_a_time_asks_the_player_for_that_time(browser: Browser, page_file: Path):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.evaluate(
        "() => { const video = document.querySelector('video'); window.asked = [];"
        " Object.defineProperty(video, 'currentTime', {set: value => window.asked.push(value)}); }"
    )
    page.locator("article button.at").first.click()
    assert page.evaluate("window.asked") == [42]
    page.close()
