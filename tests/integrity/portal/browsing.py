"""A real browser, and a person signed in with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.integrity.portal.test_browser import CHROMIUM
from tests.integrity.rows import PASSWORD


@contextmanager
def a_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio", "--disable-gpu"]
        )
        yield browser
        browser.close()


def at(address: str, browser: Browser, person: str, complaints: list[str]) -> Page:
    page = browser.new_context().new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.get_by_label("Name").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page
