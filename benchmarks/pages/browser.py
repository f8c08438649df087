"""The same pages in a real browser: how long from asking for a page until its keys work.

A script that runs before the page's own presses a key every few milliseconds until the page does what the key is for,
and reads the page's clock, whose zero is the moment it was asked for. So what is measured is all of it: server,
network of this machine, parsing, modules.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, ConsoleMessage, sync_playwright

CHROMIUM = "/usr/bin/chromium"
#: Longer than anybody waits.
_LIMIT_MS = 60_000
_PRESSING = """
(() => {
  const works = () => %s;
  const all = () => works() && document.readyState === "complete" && !document.querySelector("[data-more], [hx-trigger=load]");
  const look = () => {
    if (!window.worksMs && document.body) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "%s", bubbles: true, cancelable: true }));
      if (works()) window.worksMs = performance.now();
    }
    if (all()) console.debug(`candor ${window.worksMs} ${performance.now()}`);
    else setTimeout(look, 4);
  };
  look();
})();
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """`key` does `works`, an expression of the page. A page without keys of its own works once it is parsed."""

    name: str
    path: str
    key: str = "Shift"
    works: str = 'document.readyState !== "loading"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Milliseconds since each page was asked for, the shortest first: until keys work, and until all of it is there."""

    name: str
    works_ms: tuple[float, ...]
    all_ms: tuple[float, ...]

    def __str__(self) -> str:
        figures = (_at(0.5, self.works_ms), _at(0.95, self.works_ms), _at(0.5, self.all_ms))
        return f"| {self.name} | {' | '.join(f'{one:.0f} ms' for one in figures)} |"


def open_all(address: str, session: dict[str, str], openings: list[Opening], times: int) -> Iterator[Opened]:
    """Each `times` times, in a browser that keeps what it fetched, as people's do, but for the first time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for opening in openings:
            yield _open(browser, address, session, opening, times)
        browser.close()


def _open(browser: Browser, address: str, session: dict[str, str], opening: Opening, times: int) -> Opened:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in session.items()])
    context.add_init_script(_PRESSING % (opening.works, opening.key))
    page = context.new_page()
    taken = []
    for _ in range(times):
        with page.expect_console_message(_is_told, timeout=_LIMIT_MS) as told:
            page.goto(address + opening.path, wait_until="commit")
        taken.append([float(part) for part in told.value.text.split()[1:]])
    context.close()
    works_ms, all_ms = (tuple(sorted(part)) for part in zip(*taken, strict=True))
    return Opened(name=opening.name, works_ms=works_ms, all_ms=all_ms)


def _is_told(message: ConsoleMessage) -> bool:
    return message.text.startswith("candor ")


def _at(part: float, times_ms: tuple[float, ...]) -> float:
    return times_ms[int(len(times_ms) * part)]
