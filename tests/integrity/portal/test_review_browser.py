"""A reviewer's evening in a real browser: from the queue to a decision without a mouse."""

from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from integrity.reviews.models import Case
from tests.integrity.portal.browsing import a_browser, at, sign_in
from tests.integrity.reviews.cases import CUT, GAP, SHOWN, a_case

pytestmark = pytest.mark.slow


@pytest.fixture
def queue(site: str) -> str:
    """The address of a queue with one case of three findings."""
    show_a_picture(a_case(SHOWN, CUT, GAP))
    return f"{site}/reviews/"


def show_a_picture(case: Case) -> None:
    folder = case.run.report.path / "evidence"
    folder.mkdir()
    Image.new("RGB", (320, 60), "#dde8e6").save(folder / "text.jpg")


class Keys:
    """Presses keys, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, keys: str) -> None:
        for key in keys.split():
            self.page.keyboard.press(key)
            self.pressed += 1

    def open_evidence(self, finding_id: str) -> None:
        """And waits until it is there, in the place that has the focus."""
        self.press("e")
        expect(self.page.locator(f"#finding-{finding_id} .evidence")).to_have_count(1)
        expect(self.page.locator(f"#finding-{finding_id}")).to_be_focused()


@pytest.fixture
def page(queue: str, complaints: list[str]) -> Iterator[Page]:
    """At the queue, signed in as Rosa. After `queue`: rows cannot be written beside a browser."""
    with a_browser() as browser:
        yield at(queue, browser, "rosa", complaints)


def take_the_oldest(page: Page) -> Keys:
    """With the focus on the button: how far away it is depends on the browser."""
    button = page.get_by_role("button", name="Take the oldest")
    while not button.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    keys = Keys(page)
    keys.press("Enter")
    expect(page.get_by_text("In your hands.")).to_be_visible()
    listening(page)
    return keys


def listening(page: Page) -> None:
    """The button appears with the keys."""
    expect(page.get_by_role("button", name="Keys")).to_be_visible()


def test_a_case_of_three_findings_takes_at_most_fifteen_keys(page: Page, complaints: list[str]) -> None:
    keys = take_the_oldest(page)
    for finding in (SHOWN, CUT, GAP):
        keys.press("j")
        keys.open_evidence(finding.id)
        keys.press("d")
    keys.press("j d Enter")
    expect(page.get_by_text("Decided: nothing held against the student")).to_be_visible()
    assert keys.pressed == 13
    assert complaints == []


def test_a_case_is_upheld_undone_and_upheld_again_by_keyboard_alone(
    page: Page, complaints: list[str]
) -> None:
    keys = take_the_oldest(page)
    first = page.locator(f"#finding-{SHOWN.id}")
    upheld = first.get_by_role("radio", name="Upheld")
    keys.press("j u")
    expect(page.get_by_text("Open its evidence first: press e.")).to_be_visible()
    expect(upheld).not_to_be_checked()
    keys.open_evidence(SHOWN.id)
    keys.press("u")
    expect(upheld).to_be_checked()
    keys.press("j d j c k k")
    expect(first).to_be_focused()
    keys.press("j j j u Tab Tab")
    page.keyboard.type("Rule 4")
    keys.press("Tab")
    page.keyboard.type("It is seen at 0:42: dcu?")
    keys.press("Escape Enter")
    expect(page.get_by_text("The student was told and may reply").first).to_be_visible()
    listening(page)
    keys.press("z")
    expect(page.get_by_text("In your hands.")).to_be_visible()
    expect(page.get_by_label("Rule that was broken")).to_have_value("Rule 4")
    expect(upheld).to_be_checked()
    listening(page)
    page.locator("#verdict").focus()
    keys.press("Enter")
    expect(page.get_by_text("It is seen at 0:42: dcu?").first).to_be_visible()
    assert complaints == []


def test_what_is_typed_is_kept_without_a_word(page: Page) -> None:
    take_the_oldest(page)
    reason = page.get_by_label("Reason, for the student to read")
    reason.press_sequentially("Half a sen")
    expect(page.locator("#kept")).to_contain_text("Kept at")
    page.reload()
    expect(reason).to_have_value("Half a sen")


def test_what_is_typed_while_signed_out_or_without_a_network_is_kept_later(page: Page) -> None:
    take_the_oldest(page)
    kept, reason = page.locator("#kept"), page.get_by_label("Reason, for the student to read")
    page.context.set_offline(True)
    reason.press_sequentially("In a tunnel. ")
    expect(kept).to_contain_text("The site cannot be reached.")
    page.context.set_offline(False)
    expect(kept).to_contain_text("Kept at")
    page.context.clear_cookies(name="sessionid")
    reason.press_sequentially("Signed out.")
    expect(kept).to_contain_text("You are signed out.")
    other = page.context.new_page()
    sign_in(other, page.url, "rosa")
    other.close()
    # As the page does by itself after some seconds.
    page.locator("#deciding").evaluate("form => form.dispatchEvent(new CustomEvent('keep'))")
    expect(kept).to_contain_text("Kept at")
    page.reload()
    expect(reason).to_have_value("In a tunnel. Signed out.")


def test_the_lease_is_renewed_while_somebody_is_there(page: Page) -> None:
    page.clock.install()
    keys = take_the_oldest(page)
    keys.press("j")
    expect(page.locator("#kept")).to_be_empty()
    page.clock.fast_forward(61_000)
    keys.press("j")
    expect(page.locator("#kept")).to_contain_text("Kept at")


def test_a_space_plays_just_the_moment_and_whoever_reads_its_passage_has_its_evidence_open(
    page: Page,
) -> None:
    keys = take_the_oldest(page)
    page.evaluate(
        """() => document.addEventListener("click", (event) => {
            document.title = event.target.dataset.seekS ?? "";
        })"""
    )
    keys.press("j Space")
    expect(page).to_have_title("42.0")
    first, second = (page.locator(f"#finding-{finding.id}") for finding in (SHOWN, CUT))
    expect(first.locator(".finding-grounds")).to_be_hidden()
    page.evaluate(
        """() => document.querySelector("[data-texts-place]").innerHTML =
            '<ol class="passages"><li><button data-seek-s="41" data-until-s="43">0:41</button></li></ol>'"""
    )
    page.get_by_role("button", name="0:41").press("Enter")
    expect(first.locator(".finding-grounds")).to_be_visible()
    expect(first.get_by_role("radio", name="Upheld")).to_be_enabled()
    expect(second.locator(".finding-grounds")).to_be_hidden()


def test_the_keys_are_shown_work_on_a_russian_keyboard_and_can_be_switched_off(page: Page) -> None:
    keys = take_the_oldest(page)
    first = page.locator(f"#finding-{SHOWN.id}")
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.press("Escape")
    pressed = "new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true})"
    page.evaluate(f"document.body.dispatchEvent({pressed})")
    expect(first).to_be_focused()
    keys.press("?")
    page.get_by_label("Single keys do these things").uncheck()
    keys.press("Escape j j")
    expect(first).to_be_focused()
