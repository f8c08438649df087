"""A student's evening with the recorder in a real browser; camera, microphone and screen are not real."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import pytest
from playwright.sync_api import Browser, Page, expect

from integrity.submissions.models import Submission
from tests.integrity.portal.recording import (
    a_recording_browser,
    of_the_site,
    press,
    record_page,
    safety,
    says,
    stored,
    wait_for_pieces,
)
from tests.integrity.rows import an_assignment

pytestmark = pytest.mark.slow

NOTHING = {"takes": 0, "stretches": 0, "pieces": 0, "bytes": 0, "entries": 0}
#: As where the disk is full: no piece can be written, smaller rows can.
FULL_DISK = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
  if (this.name === "bytes" && !window.isRoom) throw new DOMException("no room", "QuotaExceededError");
  return put.apply(this, given);
};"""
#: A microphone that gives nothing, a camera that is not let, a clock that is ten minutes fast, and
#: a screen that the test can take away.
TROUBLE = """
const [now, media] = [Date.now, navigator.mediaDevices];
Date.now = () => now() + 600_000;
const shareScreen = media.getDisplayMedia.bind(media);
media.getDisplayMedia = async (wanted) => (window.shared = await shareScreen(wanted));
media.getUserMedia = async ({ video }) => {
  if (video) throw new DOMException("Permission denied", "NotAllowedError");
  return new AudioContext().createMediaStreamDestination().stream;
};"""

#: A picture of a canvas is asked of its stream, and a person who does not answer whether storage may last.
AS_FIREFOX = """
const { requestFrame } = CanvasCaptureMediaStreamTrack.prototype;
delete CanvasCaptureMediaStreamTrack.prototype.requestFrame;
const { captureStream } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.captureStream = function (...given) {
  const stream = captureStream.apply(this, given);
  stream.requestFrame = () => requestFrame.call(stream.getVideoTracks()[0]);
  return stream;
};
navigator.storage.persist = () => new Promise(() => {});"""


@pytest.fixture
def address(site: str) -> str:
    """Of an assignment on a site without a worker."""
    return f"{site}/assignments/{an_assignment().pk}/"


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """After `address`: rows cannot be written beside a browser."""
    with a_recording_browser() as browser:
        yield browser


def handed_in(page: Page) -> str:
    """The number of the submission, once it is safe to close."""
    says(page, "Handed in. It is safe to close this tab.")
    address = page.get_by_role("link", name="Your submission").get_attribute("href")
    assert address is not None
    return address.rstrip("/").rpartition("/")[2]


def what_is_kept_of(number: str) -> Submission:
    return Submission.objects.select_related("take", "recording").get(pk=number)


def packets_of(path: Path) -> dict[str, list[float]]:
    """When each packet of picture and sound is shown. All of them can be decoded."""
    with av.open(str(path)) as container:
        for _ in container.decode():
            pass
    times: dict[str, list[float]] = {"video": [], "audio": []}
    with av.open(str(path)) as container:
        for packet in container.demux():
            if packet.pts is not None:
                times[packet.stream.type].append(float(packet.pts * packet.time_base))
    return times


def widest(times: list[float]) -> tuple[float, float]:
    """The longest time without a packet: from, to."""
    return max(pairwise(times), key=lambda pair: pair[1] - pair[0])


def test_nothing_is_lost_to_a_network_a_pause_and_a_reload(address: str, browser: Browser) -> None:
    page = record_page(browser, address)
    page.get_by_label("Record the camera").check()
    press(page, "Start recording")
    wait_for_pieces(page, 1)
    page.context.set_offline(True)
    says(page, "The network is gone. The recording goes on and is stored here.")
    wait_for_pieces(page, 2)
    safety(page, "sending when the network is back")
    page.context.set_offline(False)
    says(page, "The site can be reached again.")
    press(page, "Pause")
    says(page, "Paused: nothing is recorded until you go on.")
    press(page, "Go on")
    pieces = stored(page)["pieces"]
    wait_for_pieces(page, pieces + 1)
    before = stored(page)
    page.reload()
    says(page, "A recording was interrupted. All that was stored is still here.")
    assert stored(page)["pieces"] >= before["pieces"]
    press(page, "Go on recording")
    wait_for_pieces(page, before["pieces"] + 1)
    press(page, "Stop")
    says(page, "Stopped. It is not handed in yet.")
    assert stored(page)["stretches"] == 2
    press(page, "Watch it")
    expect(page.get_by_role("button", name="Play part 2")).to_be_visible()
    press(page, "Hand in")
    number = handed_in(page)
    assert stored(page) == NOTHING

    submission = of_the_site(lambda: what_is_kept_of(number))
    pause, gap = submission.take.interruptions
    assert (pause["why"], gap["why"]) == ("pause", "reload")
    times = packets_of(submission.recording.path)
    start_s, end_s = widest(times["audio"])
    assert (start_s, end_s) == pytest.approx((gap["start_s"], gap["end_s"]), abs=0.5)
    assert times["audio"][-1] > end_s + 4
    assert end_s > 15


def test_a_second_tab_is_told_of_the_first_and_takes_over_what_it_left_when_it_is_closed(
    address: str, browser: Browser
) -> None:
    first = record_page(browser, address)
    press(first, "Start recording")
    says(first, "Recording.")
    second = first.context.new_page()
    second.goto(first.url)
    says(second, "This recording is open in another tab.")
    expect(second.get_by_role("button", name="Start recording")).to_be_hidden()
    wait_for_pieces(first, 1)
    first.close()
    second.reload()
    says(second, "A recording was interrupted. All that was stored is still here.")
    press(second, "That was all: stop here")
    press(second, "Discard and record again")
    press(second, "Keep it")
    press(second, "Discard and record again")
    press(second, "Discard it")
    says(second, "Ready. Nothing is recorded yet.")
    assert stored(second) == NOTHING
    assert not of_the_site(Submission.objects.exists)


def test_a_full_disk_is_said_and_what_waits_in_memory_arrives(address: str, browser: Browser) -> None:
    page = record_page(browser, address, script=FULL_DISK)
    press(page, "Start recording")
    safety(page, "Not safe yet: 0:00 of")
    page.evaluate("window.isRoom = true")
    wait_for_pieces(page, 2)
    safety(page, "Safe:")
    press(page, "Stop")
    press(page, "Hand in")
    number = handed_in(page)
    submission = of_the_site(lambda: what_is_kept_of(number))
    assert packets_of(submission.recording.path)["audio"][-1] > 9


def test_what_is_wrong_is_said_with_its_remedy_and_stops_nobody_silently(
    address: str, browser: Browser
) -> None:
    page = record_page(browser, address, script=TROUBLE)
    clock = page.locator("[data-check=clock]")
    expect(clock).to_contain_text("Your clock is about 10 min fast. It costs you nothing")
    page.get_by_label("Record the camera").check()
    camera = page.locator("[data-check=camera]")
    expect(camera).to_contain_text("Click the icon left of the address, allow camera and microphone")
    press(page, "Start recording")
    expect(page.get_by_role("alert")).to_contain_text("Not started: the camera is missing.")
    expect(page.get_by_role("button", name="Check the camera")).to_be_focused()
    page.get_by_label("Record the camera").uncheck()
    press(page, "Check the microphone")
    microphone = page.locator("[data-check=microphone]")
    expect(microphone).to_contain_text("Nothing is heard: the microphone is muted, or switched off.")
    press(page, "Start recording")
    says(page, "Recording.")
    page.evaluate("shared.getTracks()[0].stop(); shared.getTracks()[0].dispatchEvent(new Event('ended'))")
    expect(page.get_by_role("alert")).to_contain_text("Paused: the screen is no longer shared.")
    press(page, "Go on")
    says(page, "Recording.")


def test_a_practice_is_watched_thrown_away_and_never_sent(address: str, browser: Browser) -> None:
    page = record_page(browser, address, script=AS_FIREFOX)
    says(page, "Ready. Nothing is recorded yet.")
    expect(page.locator("[data-check=clock]")).to_contain_text("Your clock is right.")
    expect(page.locator("[data-check=disk]")).to_have_attribute("data-state", "fair")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, "Practise for 30 seconds")
    expect(page.locator("[data-time]")).to_have_text(re.compile(r"0:2\d"))
    press(page, "Stop the practice")
    expect(page.get_by_label("Your practice recording")).to_have_js_property("readyState", 4)
    press(page, "Throw the practice away")
    says(page, "Ready. Nothing is recorded yet.")
    assert [url for url in asked if not url.startswith("blob:") and "/static/" not in url] == []
    assert stored(page) == NOTHING


def test_a_phone_is_told_and_offered_to_upload(address: str, browser: Browser) -> None:
    page = record_page(browser, address)
    says(page, "Ready. Nothing is recorded yet.")
    page.set_viewport_size({"width": 360, "height": 700})
    page.reload()
    says(page, "A screen cannot be recorded here.")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("link", name="Upload a file").click()
    expect(page.get_by_label("Video file")).to_be_visible()
