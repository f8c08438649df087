"""A site of its own to ask: a folder that is thrown away, and a database that is dropped at the end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django

_URL = "CANDOR_DATABASE_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`database`: its kind; `url`: where a process of its own finds it."""

    database: str
    url: str

    def served(self) -> AbstractContextManager[str]:
        """By a web process; yields its address."""
        # It knows Django's settings.
        from benchmarks.screenshots.serving import served  # noqa: PLC0415

        os.environ[_URL] = self.url
        return served()


@contextmanager
def a_site() -> Iterator[Site]:
    """Django over an empty database, SQLite or where CANDOR_DATABASE_URL says."""
    with tempfile.TemporaryDirectory(prefix="candor-pages-") as home:
        _enter(Path(home))
        # Django can be asked only now.
        from django.db import connection  # noqa: PLC0415

        is_sqlite = connection.vendor == "sqlite"
        name = str(Path(home) / "pages.sqlite3") if is_sqlite else f"candor_pages_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = name
        usual = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield Site(database=connection.vendor, url=_url_of(name, is_sqlite=is_sqlite))
        finally:
            connection.creation.destroy_test_db(usual, verbosity=0)


def _url_of(name: str, *, is_sqlite: bool) -> str:
    if is_sqlite:
        return f"sqlite://{name}"
    return urlunsplit(urlsplit(os.environ[_URL])._replace(path=f"/{name}"))


def _enter(home: Path) -> None:
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "integrity.settings",
            "CANDOR_HOME": str(home),
            "CANDOR_SECRET_KEY": "for figures alone",
            "CANDOR_HTTPS": "0",
            "CANDOR_LOG_LEVEL": "ERROR",
        }
    )
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- likewise

    settings.ALLOWED_HOSTS = ["testserver"]
