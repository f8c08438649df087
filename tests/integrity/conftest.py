"""Every test of the site has a home of its own, a secret, and plain HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.integrity.databases import database, in_a_file, served, tables
from tests.integrity.fake_inspection import NAME
from tests.integrity.tables import filled_at_first_sight

__all__ = ["database", "in_a_file", "served", "tables"]


@pytest.fixture(scope="session", autouse=True)
def secret() -> None:
    """Not by the usual fixture: that one asks for the old value, and an empty secret may not be asked for."""
    django_settings.SECRET_KEY = "for tests alone"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Asked for just before the tests' database is made: it comes with its tables."""
    with django_db_blocker.unblock(), filled_at_first_sight():
        yield


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """The folder that CANDOR_HOME is in this test."""
    home = tmp_path / "home"
    move_in(settings, home)
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CANDOR_INSPECTOR = NAME
    return home


def move_in(settings: Settings, home: Path) -> None:
    settings.CANDOR_HOME = home
    for name in ("media", "uploads", "cache"):
        (home / name).mkdir(parents=True, exist_ok=True)
        setattr(settings, f"CANDOR_{name.upper()}", home / name)
    settings.FILE_UPLOAD_TEMP_DIR = home / "uploads"
    settings.CANDOR_BROKER_FOLDER = home / "broker"
    settings.CANDOR_BROKER_URL = ""
