"""Heard, released, appealed: the student and two reviewers in real browsers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from integrity.reviews.models import Case, Verdict
from tests.integrity.portal.browsing import a_browser, at
from tests.integrity.portal.test_review_browser import listening, show_a_picture
from tests.integrity.reviews.cases import CUT, SHOWN, a_case, a_minute_passes, decided

pytestmark = pytest.mark.slow


@pytest.fixture
def told(site: str) -> tuple[str, Case]:
    """A site, and the case of a student who was told what is to be decided against them."""
    case = a_case(SHOWN, CUT)
    show_a_picture(case)
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    return site, case


@pytest.fixture
def browser(told: tuple[str, Case]) -> Iterator[Browser]:
    """After `told`: rows cannot be written beside a browser."""
    with a_browser() as browser:
        yield browser


def test_a_student_is_heard_before_a_release_and_appeals_to_somebody_else(
    told: tuple[str, Case], browser: Browser, complaints: list[str]
) -> None:
    site, case = told
    review = f"{site}/cases/{case.pk}/"

    sam = at(f"{site}/submissions/{case.submission_id}/", browser, "sam", complaints)
    expect(sam.get_by_role("heading", name="First you are heard.")).to_be_visible()
    sam.get_by_label("Your reply").fill("That was the page of the exercise.")
    sam.get_by_label("At which time").fill("0:43")
    sam.get_by_label("This is all I want to say").check()
    sam.get_by_role("button", name="Send the reply").click()
    expect(sam.get_by_role("button", name="Send the reply")).to_have_count(0)

    rosa = at(review, browser, "rosa", complaints)
    expect(rosa.get_by_text("That was the page of the exercise.")).to_be_visible()
    listening(rosa)
    rosa.keyboard.press("t")
    expect(rosa.get_by_text("In your hands.")).to_be_visible()
    listening(rosa)
    rosa.keyboard.press("r")
    expect(rosa.get_by_text("In effect")).to_be_visible()

    sam.reload()
    expect(sam.get_by_role("heading", name="A person decided against you")).to_be_visible()
    sam.get_by_label("Your appeal").fill("Look at the address of the page.")
    sam.get_by_role("button", name="Send the appeal").click()
    expect(sam.get_by_text("Somebody who had no part in the decision looks at it again.")).to_be_visible()

    rosa.reload()
    expect(rosa.get_by_text("Look at the address of the page.")).to_be_visible()
    expect(rosa.get_by_role("button", name="Take this case")).to_have_count(0)
    rob = at(review, browser, "rob", complaints)
    rob.get_by_role("button", name="Take this case").click()
    expect(rob.get_by_text("In your hands.")).to_be_visible()
    assert complaints == []
