"""Databases that many threads reach: a file of SQLite's, and PostgreSQL's with tables that are made once and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from integrity.lib.environment import env_database
from tests.integrity.houses import a_house
from tests.integrity.postgres import a_database, require_postgres, url_of
from tests.integrity.tables import migrate


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with all tables and no rows, to copy: to make one takes longer than most tests."""
    require_postgres()
    with a_database() as name:
        with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():
            patched.setenv("CANDOR_DATABASE_URL", url_of(name))
            migrate(env_database("CANDOR_DATABASE_URL", home=tmp_path_factory.mktemp("tables")))
        yield name


@pytest.fixture
def in_a_file(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    database = env_database("NOT_SET", home=home)
    with django_db_blocker.unblock(), a_house(home, database=database, urls={}):
        yield


@pytest.fixture
def served(
    home: Path, tables: str, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with a_database(copied_from=tables) as name, django_db_blocker.unblock():
        monkeypatch.setenv("CANDOR_DATABASE_URL", url_of(name))
        with a_house(home, database=env_database("CANDOR_DATABASE_URL", home=home), urls={}):
            yield


@pytest.fixture(params=["in_a_file", "served"])
def database(request: pytest.FixtureRequest) -> None:
    """One that many threads reach."""
    request.getfixturevalue(request.param)
