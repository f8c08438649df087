"""For browsers: a site without a worker, whose web process starts once for a file and whose rows are each test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker, Settings

from integrity.lib.environment import env_database
from tests.integrity.conftest import move_in
from tests.integrity.houses import House, a_house
from tests.integrity.portal.browsing import start_web


@pytest.fixture(scope="module")
def web(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[House, str]]:
    home = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        database = env_database("NOT_SET", home=home)
        with a_house(home, database=database, urls={}) as house:
            yield house, start_web(house)


@pytest.fixture
def site(web: tuple[House, str], home: Path, settings: Settings) -> str:
    """Its address. After `home`, which is another one's."""
    house, address = web
    move_in(settings, house.home)
    call_command("flush", verbosity=0, interactive=False)
    return address


@pytest.fixture
def complaints() -> list[str]:
    """What a browser's console complains of while a test runs."""
    return []
