"""Every page in a real browser: accessible, by keyboard, on a phone, in the dark, and in Russian.

Russian is what can go wrong: its words are longer, and may be missing. `make looks` looks longer: in English too,
and with all of axe's rules on phones.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab
from pytest_django import DjangoDbBlocker

from integrity.lib.environment import env_database
from tests.integrity.conftest import move_in
from tests.integrity.houses import a_house
from tests.integrity.portal.browsing import a_browser, start_web
from tests.integrity.portal.looking import (
    AXE,
    accessible,
    complaints_of,
    legible,
    no_wider_than_its_window,
    reached_by_keyboard,
    russian,
    send,
)
from tests.integrity.portal.scene import Scene, a_scene
from tests.integrity.portal.shown import PAGES, Page
from tests.integrity.rows import a_user

pytestmark = pytest.mark.slow

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
#: What is asked for by `make looks`: axe's rules again where they mostly say the same.
AT_LENGTH = os.environ.get("CANDOR_LOOKS") == "1"
LANGUAGES = ["ru", "en"] if AT_LENGTH else ["ru"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    address: str
    scene: Scene
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """One for all pages, since it takes longer to build than to look at."""
    home = tmp_path_factory.mktemp("site")
    database = env_database("NOT_SET", home=home)
    with (
        django_db_blocker.unblock(),
        override_settings(**settings_of(home)),
        a_house(home, database=database, urls={}) as house,
    ):
        scene = a_scene()
        sessions = {who: session_of(who) for who in {page.who for page in PAGES} - {"nobody"}}
        yield Site(address=start_web(house), scene=scene, sessions=sessions)


def settings_of(home: Path) -> dict[str, Any]:
    moved = SimpleNamespace()
    move_in(moved, home)
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    return vars(moved) | {"PASSWORD_HASHERS": [hasher], "CANDOR_REVIEW_SAMPLE": 0.0}


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """After `site`: rows cannot be written beside a browser."""
    with a_browser() as browser:
        yield browser


def session_of(who: str) -> str:
    client = Client()
    client.force_login(a_user(who))
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def signed_in(browser: Browser, site: Site, who: str, language: str) -> BrowserContext:
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    cookies = {"django_language": language} | ({} if who == "nobody" else {"sessionid": site.sessions[who]})
    context.add_cookies(
        [{"name": name, "value": value, "url": site.address} for name, value in cookies.items()]
    )
    context.add_init_script(path=AXE)
    return context


def open_page(tab: Tab, site: Site, page: Page) -> int:
    """Its status."""
    answer = tab.goto(site.address + page.address(site.scene), wait_until="load")
    if not page.post:
        return answer.status if answer else 0
    fields = {name: str(value) for name, value in page.post.items()}
    with tab.expect_response(lambda one: one.request.is_navigation_request()) as sent:
        send(tab, page.post_address(site.scene), fields)
    return sent.value.status


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", sorted({page.who for page in PAGES}))
def test_every_page_can_be_used_by_everybody(who: str, language: str, site: Site, browser: Browser) -> None:
    with signed_in(browser, site, who, language) as context:
        looked_at = [look_at(context, site, page, language) for page in PAGES if page.who == who]
    found = [sentence for sentences in looked_at for sentence in sentences]
    assert found == [], "\n".join(found)


def look_at(context: BrowserContext, site: Site, page: Page, language: str) -> list[str]:
    """Colours are looked at once in the dark: they do not hang on how wide a window is."""
    tab = context.new_page()
    complaints = complaints_of(tab)
    status = open_page(tab, site, page)
    found = [] if status == page.status else [f"answers {status}"]
    found += no_wider_than_its_window(tab)
    found += russian(tab) if language == "ru" else []
    found += reached_by_keyboard(tab) + accessible(tab)
    if page.phone:
        tab.set_viewport_size(PHONE)
        found += [f"on a phone: {one}" for one in no_wider_than_its_window(tab)]
        found += [f"on a phone: {one}" for one in accessible(tab)] if AT_LENGTH else []
    tab.emulate_media(color_scheme="dark")
    found += [f"in the dark: {one}" for one in legible(tab)]
    tab.close()
    return [f"{page}, {language}: {sentence}" for sentence in (*found, *complaints)]
