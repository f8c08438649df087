"""A browser with a camera, a microphone and a screen that are not real, at the page "Record"."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.integrity.portal.browsing import CHROMIUM
from tests.integrity.rows import PASSWORD

#: Few pictures a second: what is tested is that none of them is lost, on machines that have much else to do.
_DEVICES = "display-media-type=monitor,fps=5"
_STORED = """async () => {
  const counts = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    for (const store of database.objectStoreNames) {
      const request = database.transaction(store).objectStore(store).count();
      counts[store] = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    }
    database.close();
  }
  return counts;
}"""
#: Waiting is for a machine that others use, too.
PATIENCE_MS = 60_000
T = TypeVar("T")


@contextmanager
def a_recording_browser(*flags: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--mute-audio",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                f"--use-fake-device-for-media-stream={_DEVICES}",
                *flags,
            ],
        )
        yield browser
        browser.close()


def record_page(browser: Browser, address: str, person: str = "sam", *, script: str = "") -> Page:
    """Signed in, the recorder open. `script` runs before the page's own."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}record/")
    page.get_by_label("Name").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    if script:
        page.add_init_script(script)
    page.get_by_role("button", name="Sign in").click()
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def says(page: Page, sentence: str) -> None:
    expect(page.locator("[data-announced]")).to_have_text(sentence)


def safety(page: Page, sentence: str) -> None:
    """Waits for the sentence beside the bar to contain this one."""
    expect(page.locator("[data-safety]")).to_contain_text(sentence)


def stored(page: Page) -> dict[str, int]:
    """How many rows lie in this browser, by the name of their store."""
    counts: dict[str, int] = page.evaluate(_STORED)
    return counts


def wait_for_pieces(page: Page, count: int) -> None:
    for _ in range(PATIENCE_MS // 500):
        if stored(page)["pieces"] >= count:
            return
        page.wait_for_timeout(500)
    raise AssertionError(stored(page))


def of_the_site(ask: Callable[[], T]) -> T:
    """Rows cannot be read beside a browser: they are, in a thread of their own."""

    def asked() -> T:
        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()
