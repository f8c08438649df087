"""The page "Record" as the server makes it: what it may use, what it says, what its scripts say."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from integrity.courses.domain.briefs import create_assignment
from integrity.courses.models import Assignment, Role
from integrity.portal.processing_words import processed_by
from integrity.portal.recorder_words import recorder_words
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import a_brief, a_course, an_assignment
from tests.integrity.variant_rows import a_templated_assignment, a_variant
from workers.brief import parse_brief

pytestmark = pytest.mark.django_db

SCRIPTS = Path(__file__).parents[3] / "static" / "js" / "recorder"
BROWSERS = ("chrome", "edge", "firefox", "safari")


def page_of(assignment: Assignment, client: Client | None = None) -> str:
    return text_of((client or client_of("sam")).get(reverse("portal:record", args=[assignment.pk])))


def test_only_this_page_may_use_camera_microphone_and_screen_and_play_what_it_recorded() -> None:
    assignment = an_assignment()
    sam = client_of("sam")
    record = sam.get(reverse("portal:record", args=[assignment.pk])).headers
    other = sam.get(reverse("portal:assignment", args=[assignment.pk])).headers
    policy = "camera={0}, microphone={0}, display-capture={0}, geolocation=(), payment=(), usb=()"
    assert record["Permissions-Policy"] == policy.format("(self)")
    assert other["Permissions-Policy"] == policy.format("()")
    assert "media-src 'self' blob:" in record["Content-Security-Policy"]
    assert "blob:" not in other["Content-Security-Policy"]
    assert "unsafe" not in record["Content-Security-Policy"]


def test_code_phrase_and_what_is_processed_come_before_the_button_that_starts() -> None:
    page = page_of(an_assignment())
    places = [
        page.index(shown)
        for shown in ("K7QX-204M", "amber river seven", "What is processed, and why", 'data-act="start"')
    ]
    assert places == sorted(places)


def test_everybody_sees_their_own_code() -> None:
    assignment = a_templated_assignment()
    variant = a_variant(assignment, "sam")
    assert variant.code in page_of(assignment)


def test_the_camera_is_ticked_only_where_the_assignment_looks_at_faces() -> None:
    course = a_course(sam=Role.STUDENT)
    plain = create_assignment(course, a_brief())
    faces = create_assignment(course, a_brief() + "[identity]\nexpected_people = 1\n")
    spared = create_assignment(course, 'skip = ["identity"]\n' + a_brief() + "[identity]\n")
    assert 'data-wanted="camera" checked' not in page_of(faces)
    course.institution.faces_basis = "Consent of 4 May."
    course.institution.save()
    assert 'data-wanted="camera" checked' in page_of(faces)
    assert "Consent of 4 May. Your instructor turned it on" in page_of(faces)
    assert 'data-wanted="camera" checked' not in page_of(plain)
    assert 'data-wanted="camera" checked' not in page_of(spared)


def test_what_is_processed_follows_from_the_brief() -> None:
    silent = parse_brief('schema = "candor.brief/1"\ntitle = "T"\n')
    spoken = parse_brief(
        'schema = "candor.brief/1"\ntitle = "T"\n[identity]\n[speech]\nrequired = ["hello"]\n'
    )
    with translation.override("en"):
        purposes = {one.what: one.purpose for one in processed_by(silent, faces_basis="")}
        assert purposes["Your screen"] == "Whether it runs in one piece."
        assert purposes["Sound from your microphone"] == "The task asks for no words. The reviewer hears it."
        assert purposes["Camera picture"].startswith("Not asked for")
        purposes = {one.what: one.purpose for one in processed_by(spoken, faces_basis="By law.")}
        assert purposes["Sound from your microphone"].startswith("What is said is put into words")
        assert purposes["Camera picture"].startswith("How many people are in it")


def test_the_timed_transfer_keeps_nothing_and_tells_the_time() -> None:
    address = reverse("portal:upload-speed", args=[an_assignment().pk])
    answer = client_of("sam").post(address, bytes(1000), content_type="application/octet-stream").json()
    assert answer["bytes"] == 1000
    assert abs((datetime.fromisoformat(answer["clock"]) - timezone.now()).total_seconds()) < 10


def test_the_scripts_find_words_for_all_that_they_say() -> None:
    """Names that are put together are tried with each of their endings."""
    names = set(recorder_words())
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    said = set(re.findall(r'(?:(?<![#\w])say|announce|trouble)\("(\w+)"', text))
    assert said
    assert said - names == set()
    states = set(re.findall(r'enter\("(\w+)"\)', text)) | {"unfinished", "stopped"}
    assert {f"state_{state}" for state in states} - names == set()
    assert {f"paused_{device}" for device in ("screen", "camera", "microphone")} <= names
    reasons = ("denied", "system", "absent", "busy", "failed", "ended")
    assert {f"{device}_{why}" for device in ("screen", "camera", "microphone") for why in reasons} <= names


@pytest.mark.parametrize("browser", BROWSERS)
def test_each_browser_says_where_its_own_settings_are(browser: str) -> None:
    words = recorder_words()
    for name in ("camera_denied", "microphone_denied", "microphone_muted"):
        assert words[f"{name}_{browser}"] != words[name]


def test_russian_sentences_keep_the_places_to_fill_in() -> None:
    places = re.compile(r"\{\w+\}")
    with translation.override("en"):
        english = recorder_words()
    with translation.override("ru"):
        russian = recorder_words()
    for name, sentence in english.items():
        assert sorted(places.findall(russian[name])) == sorted(places.findall(sentence)), name
        assert russian[name] != sentence or not re.search(r"[a-z]{4}", sentence)
