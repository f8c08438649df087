"""A site of its own to ask: a folder that is thrown away, and a database that is dropped at the end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django


@contextmanager
def a_site() -> Iterator[str]:
    """Django over an empty database, SQLite or where CANDOR_DATABASE_URL says; yields the database's kind."""
    with tempfile.TemporaryDirectory(prefix="candor-pages-") as home:
        _enter(Path(home))
        # Django can be asked only now.
        from django.db import connection  # noqa: PLC0415

        test = connection.settings_dict["TEST"]
        is_sqlite = connection.vendor == "sqlite"
        test["NAME"] = str(Path(home) / "pages.sqlite3") if is_sqlite else f"candor_pages_{os.getpid()}"
        usual = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield connection.vendor
        finally:
            connection.creation.destroy_test_db(usual, verbosity=0)


def _enter(home: Path) -> None:
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "integrity.settings",
            "CANDOR_HOME": str(home),
            "CANDOR_SECRET_KEY": "for figures alone",
            "CANDOR_HTTPS": "0",
            "CANDOR_LOG_LEVEL": "WARNING",
        }
    )
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- likewise

    settings.ALLOWED_HOSTS = ["testserver"]
