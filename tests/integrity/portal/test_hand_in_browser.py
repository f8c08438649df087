"""A large file over a bad network, with tus-js-client in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import DjangoDbBlocker

from integrity.lib.environment import env_database
from integrity.submissions.models import Upload
from tests.integrity.houses import House, a_house
from tests.integrity.portal.browsing import a_browser, at, start_web
from tests.integrity.rows import MP4_BYTES, an_assignment

pytestmark = pytest.mark.slow

CONTENT = MP4_BYTES + bytes(range(256)) * 90_112
SLOW_BYTES_A_SECOND = 4_000_000


@pytest.fixture
def house(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with (
        django_db_blocker.unblock(),
        a_house(home, database=env_database("NOT_SET", home=home), urls={}) as house,
    ):
        yield house


def test_a_lost_network_and_a_reload_cost_no_more_than_a_piece(house: House, tmp_path: Path) -> None:
    address = f"{start_web(house)}/assignments/{an_assignment().pk}/"
    clip = tmp_path / "evening.mp4"
    clip.write_bytes(CONTENT)
    with a_browser() as browser:
        page = at(address, browser, "sam", complaints := [])
        begun: list[str] = []
        page.on("request", lambda asked: begun.append(asked.url) if asked.url.endswith("/uploads/") else None)
        network = Network.of(page)
        hand_in(page, clip)
        expect(page.locator("[data-sent]")).to_contain_text("MB of 22 MB")
        wait_for_megabytes(page, 7)

        network.be(offline=True)
        expect(page.get_by_role("status")).to_contain_text("The network is gone. What has arrived is kept")
        network.be(offline=False)
        wait_for_megabytes(page, 12)

        page.reload()
        expect(page.get_by_text("of 22.0\xa0MB have arrived and are kept")).to_be_visible()
        hand_in(page, clip)
        expect(page.get_by_role("heading", name="Receipt")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Safe to close")).to_be_visible()
    assert len(begun) == 1
    # What the browser itself says of a lost network is no fault of the page.
    assert [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said] == []
    upload = Upload.objects.get()
    assert upload.submission is not None
    assert upload.submission.recording.path.read_bytes() == CONTENT


def test_what_is_cancelled_is_deleted_and_may_be_sent_again(house: House, tmp_path: Path) -> None:
    address = f"{start_web(house)}/assignments/{an_assignment().pk}/"
    clip = tmp_path / "evening.mp4"
    clip.write_bytes(CONTENT)
    with a_browser() as browser:
        page = at(address, browser, "sam", complaints := [])
        Network.of(page)
        hand_in(page, clip)
        wait_for_megabytes(page, 7)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("status")).to_have_text("Cancelled. What had arrived is deleted.")
        expect(page.get_by_role("button", name="Hand in")).to_be_enabled()
    assert complaints == []
    assert Upload.objects.get().gone_at is not None
    assert list((house.home / "uploads" / "arriving").iterdir()) == []


@dataclass(frozen=True, slots=True)
class Network:
    """As on a train: slow, and at times none. All of it by one session: what another one said stays."""

    session: CDPSession

    @classmethod
    def of(cls, page: Page) -> "Network":
        network = cls(page.context.new_cdp_session(page))
        network.be(offline=False)
        return network

    def be(self, *, offline: bool) -> None:
        speeds = {"latency": 5, "downloadThroughput": -1, "uploadThroughput": SLOW_BYTES_A_SECOND}
        self.session.send("Network.emulateNetworkConditions", {"offline": offline, **speeds})


def hand_in(page: Page, clip: Path) -> None:
    page.get_by_label("Video file").set_input_files(clip)
    page.get_by_role("button", name="Hand in").click()


def wait_for_megabytes(page: Page, count: int) -> None:
    enough = """count => {
      const words = document.querySelector('[data-sent]').textContent;
      return !words.includes('kB of') && parseFloat(words) >= count;
    }"""
    page.wait_for_function(enough, arg=count)
