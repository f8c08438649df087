"""A report in a real browser: just the span of a finding is played, texts are searched, and it prints."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from integrity.inspections.domain import reports
from integrity.inspections.models import ViewingCopy, run_folder
from tests.integrity.fake_inspection import write_report
from tests.integrity.portal.browsing import a_browser, at
from tests.integrity.rows import a_lease, a_submission
from workers.copying import copy_next

pytestmark = pytest.mark.slow

FROM_S, UNTIL_S = 2.0, 3.5
WAIT_S = 20.0


@pytest.fixture
def address(site: str, tmp_path: Path) -> str:
    """Of a report with one finding, over six seconds of a moving picture, whose copy is made."""
    submission = a_submission(content=six_seconds(tmp_path))
    lease = a_lease(submission.runs.get())
    folder = run_folder(lease.run_id) / str(lease.token)
    folder.mkdir(parents=True)
    assert reports.store(lease, write_report(folder), folder=folder.name)
    assert copy_next(Event())
    assert ViewingCopy.objects.get().facts["duration_s"] == pytest.approx(6.0, abs=0.05)
    return f"{site}/submissions/{submission.pk}/"


def six_seconds(folder: Path) -> bytes:
    path = folder / "six.mp4"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=6"]
    subprocess.run(["ffmpeg", "-v", "error", *picture, "-pix_fmt", "yuv420p", str(path)], check=True)
    return path.read_bytes()


@pytest.fixture
def page(address: str, complaints: list[str]) -> Iterator[Page]:
    """At the report, signed in as Sam. After `address`: rows cannot be written beside a browser."""
    with a_browser() as browser:
        yield at(address, browser, "sam", complaints)


def test_a_report_is_watched_searched_enlarged_and_printed(page: Page, complaints: list[str]) -> None:
    expect(page.get_by_text("This is a copy for viewing")).to_be_visible()
    plays_just_the_span(page)
    goes_picture_by_picture_and_faster(page)
    a_lane_plays_its_span_by_keyboard(page)
    shows_where_the_bar_leads(page)
    texts_are_found_and_played(page)
    evidence_is_shown_in_full_size(page)
    prints_every_finding_with_its_picture(page)
    assert complaints == []
    says_why_it_does_not_play(page)


def time_of(page: Page) -> float:
    return float(page.locator("video").evaluate("video => video.currentTime"))


def until(page: Page, condition: Callable[[float], bool]) -> None:
    """Until the recording stands at such a time. Not by the browser: the page's policy forbids it to evaluate."""
    deadline = time.monotonic() + WAIT_S
    while not condition(time_of(page)):
        assert time.monotonic() < deadline, time_of(page)
        page.wait_for_timeout(30)


def stands_at(page: Page, seconds: float) -> None:
    """Played to there, and no further."""
    until(page, lambda now: now > seconds - 0.01)
    expect(page.locator("video")).to_have_js_property("paused", True)
    assert time_of(page) == pytest.approx(seconds, abs=0.04)


def plays_just_the_span(page: Page) -> None:
    page.locator(".finding [data-seek-s]").first.click()
    until(page, lambda now: FROM_S + 0.1 < now < UNTIL_S)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    stands_at(page, UNTIL_S)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def goes_picture_by_picture_and_faster(page: Page) -> None:
    page.keyboard.press(".")
    page.keyboard.press(".")
    page.keyboard.press(",")
    until(page, lambda now: now == pytest.approx(UNTIL_S + 1 / 30, abs=0.01))
    page.keyboard.press("]")
    expect(page.get_by_label("Speed")).to_have_value("1.25")
    page.keyboard.press("[")


def a_lane_plays_its_span_by_keyboard(page: Page) -> None:
    page.locator(".lane-check a.bar-link").first.focus()
    page.keyboard.press("Enter")
    until(page, lambda now: now < UNTIL_S - 0.1)
    stands_at(page, UNTIL_S)


def shows_where_the_bar_leads(page: Page) -> None:
    bar = page.get_by_label("Place in the recording")
    bar.hover()
    picture = page.locator("[data-preview] [data-picture]")
    expect(picture).to_be_visible()
    assert "thumbnails.jpg" in picture.evaluate("one => getComputedStyle(one).backgroundImage")
    bar.focus()
    page.keyboard.press("ArrowLeft")
    expect(bar).to_have_attribute("aria-valuetext", "0:00 / 0:06")


def texts_are_found_and_played(page: Page) -> None:
    page.locator("[data-texts]").scroll_into_view_if_needed()
    search = page.get_by_label("Search", exact=True)
    search.fill("the")
    count = page.locator("[data-texts-count]")
    expect(count).to_have_text("1 of 30")
    search.press("Enter")
    expect(count).to_have_text("2 of 30")
    search.press("Shift+Enter")
    expect(count).to_have_text("1 of 30")
    search.fill("nowhere")
    expect(count).to_have_text("Not found")
    passage = page.locator("[data-words]").first
    passage.click(position={"x": 4, "y": 8})
    until(page, lambda now: now >= 5)


def evidence_is_shown_in_full_size(page: Page) -> None:
    picture = page.locator(".finding a[data-full]").first
    picture.click()
    dialog = page.get_by_role("dialog", name="Evidence in full size")
    expect(dialog).to_be_visible()
    expect(dialog.locator("img")).to_have_js_property("naturalWidth", 320)
    page.keyboard.press("Escape")
    expect(picture).to_be_focused()


def prints_every_finding_with_its_picture(page: Page) -> None:
    """What is for the screen alone is not on paper."""
    page.emulate_media(media="print")
    for finding in page.locator(".report-findings .finding").all():
        expect(finding.locator("time").first).to_be_visible()
        expect(finding.locator("img").first).to_be_visible()
        assert finding.locator("img").first.evaluate("image => image.naturalWidth") > 0
    for hidden in (".player-bar", ".report-video", "[data-texts-tools]", ".actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Subtype /Image") >= 1


def says_why_it_does_not_play(page: Page) -> None:
    """The session ends while the page is open; after signing in again it goes on."""
    page.emulate_media(media="screen")
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    # By another address: what it has of the recording it would play on.
    page.locator("video").evaluate("video => { video.src += '?again'; }")
    expect(
        page.get_by_text("You are signed out. Sign in again in another tab, then press Play.")
    ).to_be_visible()
    page.context.add_cookies(session)
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, lambda now: now > 0.1)
    expect(page.get_by_text("You are signed out.")).to_be_hidden()
