"""From a text to a student's own task, in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.integrity.portal.browsing import a_browser, at
from tests.integrity.variant_rows import a_class

pytestmark = pytest.mark.slow

_CHECK_MS = 60_000


@pytest.fixture
def course(site: str) -> str:
    """The address of a course on a site without a worker."""
    return f"{site}/courses/{a_class().pk}/"


@pytest.fixture
def browser(course: str) -> Iterator[Browser]:
    """After `course`: rows cannot be written beside a browser."""
    with a_browser() as browser:
        yield browser


def broken(ways: Iterator[str]) -> Callable[[Route], None]:
    """The network fails, then the site, and then all is well."""

    def handle(route: Route) -> None:
        way = next(ways, "")
        if way == "abort":
            route.abort()
        elif way == "fail":
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    return handle


def test_a_text_is_written_checked_released_and_answered(
    course: str, browser: Browser, complaints: list[str]
) -> None:
    ines = at(course, browser, "ines", complaints)
    ines.get_by_role("link", name="New template").click()
    text = ines.get_by_label("Template")
    good = text.input_value()
    text.fill(good.replace("[note]", "[nota]"))
    expect(ines.get_by_role("alert")).to_contain_text("'note'")
    text.fill(good)
    expect(ines.get_by_text("This text can be saved.")).to_be_visible()
    ines.get_by_role("button", name="Create the template").click()

    ines.get_by_role("button", name="Start the check").click()
    expect(ines.locator("progress")).to_be_visible()
    second = ines.context.new_page()
    second.route("**/check/", broken(iter(("abort", "fail"))))
    second.goto(ines.url)
    for page in (ines, second):
        expect(page.get_by_role("button", name="Release this version")).to_be_visible(timeout=_CHECK_MS)
    ines.get_by_role("button", name="Release this version").click()
    ines.get_by_role("button", name="Make an assignment").click()
    expect(ines.get_by_role("heading", name="How long a tank takes to fill")).to_be_visible()

    sam = at(course, browser, "sam", complaints)
    sam.get_by_role("link", name="How long a tank takes to fill").click()
    sam.get_by_label("The time until the tank is full").fill("12")
    sam.get_by_role("button", name="Keep the answers").click()
    expect(sam.get_by_text("The unit is missing.")).to_be_visible()
    sam.get_by_role("link", name="Page to print").click()
    expect(sam.get_by_role("button", name="Print")).to_be_visible()
    assert complaints == []
