"""A student's evening in a real browser: sign-in, upload, progress, report, a click on a time."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from integrity.lib.environment import env_database
from tests.integrity.houses import a_house
from tests.integrity.portal.browsing import a_browser, at, start_web
from tests.integrity.rows import an_assignment

pytestmark = pytest.mark.slow


@pytest.fixture
def address(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Of an assignment on a site with one worker."""
    with django_db_blocker.unblock():
        database = env_database("NOT_SET", home=home)
        with a_house(home, database=database, urls={}) as house:
            assignment = an_assignment("work 2")
            house.start_worker()
            yield f"{start_web(house)}/assignments/{assignment.pk}/"


@pytest.fixture
def page(address: str, complaints: list[str]) -> Iterator[Page]:
    """At the assignment, signed in as Sam. After `address`: rows cannot be written beside a browser."""
    with a_browser() as browser:
        yield at(address, browser, "sam", complaints)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Six seconds of a moving picture."""
    path = tmp_path / "evening.mp4"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=6"]
    command = ["ffmpeg", "-v", "error", *picture, "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True)
    return path


def test_a_student_hands_in_watches_and_jumps_to_the_finding(
    page: Page, complaints: list[str], clip: Path, tmp_path: Path
) -> None:
    refuses_what_is_empty(page, tmp_path)

    page.get_by_label("Video file").set_input_files(clip)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Being inspected")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Watching the picture and reading the screen")).to_be_visible()

    finding = page.locator(".finding").first
    expect(finding).to_be_visible(timeout=20_000)
    video = page.locator("video")
    expect(video).to_have_js_property("duration", 6)
    video.evaluate("video => { video.play = () => Promise.resolve(); }")
    finding.locator("[data-seek-s]").first.click()
    expect(video).to_have_js_property("currentTime", 2)
    expect(video).to_have_js_property("seeking", False)
    assert complaints == []


def refuses_what_is_empty(page: Page, folder: Path) -> None:
    """At once, and without sending it."""
    empty = folder / "empty.mp4"
    empty.touch()
    page.get_by_label("Video file").set_input_files(empty)
    expect(page.get_by_role("alert")).to_have_text("This file is empty.")


def test_a_refusal_of_the_site_is_shown_without_leaving_the_page(page: Page, tmp_path: Path) -> None:
    words = tmp_path / "words.mp4"
    words.write_text("not a video")
    page.get_by_label("Video file").set_input_files(words)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("This file is not a video that can be read here")
    expect(page.get_by_role("button", name="Hand in")).to_be_enabled()
