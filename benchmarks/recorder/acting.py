"""A student at the recorder: starts, is interrupted as drawn, stops and hands in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.desktop.acting import CHROMIUM
from integrity.demo.home import SignIn

KINDS = ("pause", "reload", "network")
_PATIENCE_MS = 120_000
#: Each stretch holds at least one piece of five seconds: what broke off before it left nothing.
_WORK_S = (6.5, 10.0)
_AWAY_S = (1.5, 4.0)
_OFFLINE_S = (3.0, 9.0)
#: A screen with a page of notes on it that is written on, and now and then another window.
_SCREEN = """
navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const context = canvas.getContext("2d");
  const words = "now this follows from what was said before and it is written down here".split(" ");
  const lines = [""];
  let count = Math.floor(Math.random() * 50);
  const draw = () => {
    count += 1;
    if (lines.at(-1).length > 70) lines.push("");
    lines[lines.length - 1] += " " + words[count % words.length];
    const isOther = Math.floor(count / 14) % 4 === 3;
    context.fillStyle = isOther ? "#203040" : "#f4f1ea";
    context.fillRect(0, 0, 1280, 720);
    context.fillStyle = isOther ? "#e0e0e0" : "#202020";
    context.font = "22px sans-serif";
    lines.slice(-18).forEach((line, place) => context.fillText(line, 60, 80 + 34 * place));
  };
  draw();
  setInterval(draw, 450);
  return canvas.captureStream(15);
};"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of the browser, all its processes together, while it recorded."""

    recorded_s: float
    cpu_s: float
    memory_bytes: int


@contextmanager
def recording_browser(camera: Path, sound: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                *("--no-sandbox", "--mute-audio", "--disable-gpu", "--use-fake-ui-for-media-stream"),
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}",
                f"--use-file-for-fake-audio-capture={sound}",
            ],
        )
        yield browser
        browser.close()


def record(browser: Browser, address: str, student: SignIn, interruptions: list[str], rng: Random) -> Cost:
    """Until there is the receipt."""
    page = _open(browser, address, student)
    begun, cpu_s = time.monotonic(), _cpu_s()
    _press(page, "Start recording")
    _says(page, "Recording.")
    for kind in interruptions:
        page.wait_for_timeout(1000 * rng.uniform(*_WORK_S))
        _ACTS[kind](page, rng)
    page.wait_for_timeout(1000 * rng.uniform(*_WORK_S))
    cost = Cost(
        recorded_s=time.monotonic() - begun,
        cpu_s=_cpu_s() - cpu_s,
        memory_bytes=sum(process.memory_info().rss for process in _processes()),
    )
    _press(page, "Stop")
    _press(page, "Hand in")
    _says(page, "Handed in. It is safe to close this tab.")
    page.context.close()
    return cost


def _open(browser: Browser, address: str, student: SignIn) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(_PATIENCE_MS)
    page.on("dialog", lambda dialog: dialog.accept())
    page.add_init_script(_SCREEN)
    page.goto(address)
    page.get_by_label("Name").fill(student.username)
    page.get_by_label("Password").fill(student.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Record the camera").check()
    return page


def _pause(page: Page, rng: Random) -> None:
    _press(page, "Pause")
    page.wait_for_timeout(1000 * rng.uniform(*_AWAY_S))
    _press(page, "Go on")
    _says(page, "Recording.")


def _reload(page: Page, _rng: Random) -> None:
    page.reload()
    _says(page, "A recording was interrupted. All that was stored is still here.")
    page.get_by_label("Record the camera").check()
    _press(page, "Go on recording")
    _says(page, "Recording.")


def _network(page: Page, rng: Random) -> None:
    page.context.set_offline(True)
    page.wait_for_timeout(1000 * rng.uniform(*_OFFLINE_S))
    page.context.set_offline(False)


_ACTS = {"pause": _pause, "reload": _reload, "network": _network}


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _says(page: Page, sentence: str) -> None:
    page.locator("[data-announced]").filter(has_text=sentence).wait_for()


def _processes() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [one for one in children if "chrom" in one.name()]


def _cpu_s() -> float:
    times = [process.cpu_times() for process in _processes()]
    return sum(one.user + one.system for one in times)
