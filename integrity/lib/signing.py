"""The site's own key, with which it signs what leaves it."""

import os
from pathlib import Path

from django.conf import settings

from workers.signing import SigningKey


def signing_key() -> SigningKey:
    """The key in `CANDOR_SIGNING_KEY_FILE`, else one that is made once and kept in `CANDOR_HOME`.

    Raises KeyInvalid where the file holds no such key.
    """
    path: Path = settings.CANDOR_SIGNING_KEY_FILE
    if not path.exists():
        _make(path)
    return SigningKey.from_pem(path.read_bytes())


def _make(path: Path) -> None:
    """Two processes may come here at once: the first one's key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(SigningKey.new().pem)
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
