"""A person at the browser: does the plan's acts, each at its time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.desktop.pages import EDITOR, FORBIDDEN, TASK
from benchmarks.desktop.plans import FORBIDDEN_FOR_S, WINDOWS_PX, Act, Deed, Plan, key_delay_s
from benchmarks.desktop.screen import HEIGHT_PX, WIDTH_PX

CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--no-sandbox",
    # Without it a bar over the page warns of the flag above.
    "--test-type",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_WHEEL_PX, _WHEEL_TURNS, _WHEEL_EVERY_S = 100, 4, 0.12


@contextmanager
def browser(display: str, folder: Path) -> Iterator[BrowserContext]:
    """A real window that fills the screen. All that it writes lies in `folder`."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=CHROMIUM,
            headless=False,
            no_viewport=True,
            args=_FLAGS,
            ignore_default_args=["--enable-automation"],
            env={"DISPLAY": display, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        )
        try:
            yield context
        finally:
            context.close()


class Actor:
    """Begins with the task's page on the screen."""

    def __init__(self, context: BrowserContext, site: str, plan: Plan) -> None:
        self._page: Page = context.pages[0]
        self._site = site
        self._plan = plan
        self._rng = Random(plan.seed)
        _fill_screen(self._page)
        self._page.goto(site + TASK)

    def perform(self) -> None:
        """Does every act at its time from now on, or as soon as the one before is done."""
        started_s = time.monotonic()
        for act in self._plan.acts:
            time.sleep(max(0.0, started_s + act.at_s - time.monotonic()))
            self._do(act)

    def _do(self, act: Act) -> None:
        match act.deed:
            case Deed.SCROLL:
                self._scroll()
            case Deed.OPEN_EDITOR:
                self._page.goto(self._site + EDITOR)
                self._page.click("textarea")
            case Deed.TYPE:
                self._type(act.text)
            case Deed.RUN:
                self._page.click("button")
            case Deed.SHOW_FORBIDDEN:
                self._show_forbidden()

    def _scroll(self) -> None:
        self._page.mouse.move(WIDTH_PX / 3, HEIGHT_PX / 2)
        for _ in range(_WHEEL_TURNS):
            self._page.mouse.wheel(0, _WHEEL_PX)
            time.sleep(_WHEEL_EVERY_S)

    def _type(self, text: str) -> None:
        for key in text:
            self._page.keyboard.type(key)
            time.sleep(key_delay_s(self._rng))

    def _show_forbidden(self) -> None:
        with self._page.expect_popup() as opened:
            self._page.evaluate("([url, how]) => { window.open(url, '_blank', how); }", [*self._opening()])
        opened.value.wait_for_load_state()
        time.sleep(FORBIDDEN_FOR_S)
        opened.value.close()

    def _opening(self) -> tuple[str, str]:
        """Address and features of the window; without features it is a tab."""
        placed = WINDOWS_PX.get(self._plan.look.cover)
        if placed is None:
            return self._site + FORBIDDEN, ""
        left, top, width, height = placed
        return (
            self._site + FORBIDDEN,
            f"popup,left={left},top={top},width={width},height={height}",
        )


def _fill_screen(page: Page) -> None:
    """Not by flags: those would give every later window the same size."""
    session = page.context.new_cdp_session(page)
    window = session.send("Browser.getWindowForTarget")["windowId"]
    bounds = {"left": 0, "top": 0, "width": WIDTH_PX, "height": HEIGHT_PX}
    session.send("Browser.setWindowBounds", {"windowId": window, "bounds": bounds})
    session.detach()
