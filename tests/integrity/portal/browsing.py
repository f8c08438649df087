"""A web process, a real browser, and a person signed in with it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.integrity.houses import House
from tests.integrity.rows import PASSWORD

CHROMIUM = "/usr/bin/chromium"


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
    sign_in(page, address, person)
    return page


def sign_in(page: Page, address: str, person: str) -> None:
    page.goto(address)
    page.get_by_label("Name").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    # Until the page's modules have run: a text is there before what a click on it does.
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def start_web(house: House) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    house.start("-m", "integrity.web", "--port", str(port))
    house.wait_until(lambda: answers(port))
    return f"http://127.0.0.1:{port}"


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
