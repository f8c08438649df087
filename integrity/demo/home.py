"""Where a demo lives, and the environment that its processes are given."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from integrity.lib.parents import TIED

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One of the demo's people. The password is made on this machine and works on it only."""

    role: str
    username: str
    full_name: str
    password: str


ADMINISTRATOR = "administrator"
_PEOPLE = (
    ("instructor", "ines", "Ines Calder"),
    ("student", "sam", "Sam Okafor"),
    ("reviewer", "rosa", "Rosa Lind"),
    (ADMINISTRATOR, "ada", "Ada Moreau"),
)


def enter_home(home: Path) -> None:
    """Points this process, and every child of it, at the demo's folder. Call before Django's set-up."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    _write_once(home / "secret_key", get_random_secret_key)
    for name in ("CANDOR_SECRET_KEY", "CANDOR_DATABASE_URL", "CANDOR_BROKER_URL", "CANDOR_ALLOWED_HOSTS"):
        os.environ.pop(name, None)
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "integrity.settings",
            "CANDOR_HOME": str(home),
            "CANDOR_SECRET_KEY_FILE": str(home / "secret_key"),
            "CANDOR_HTTPS": "0",
            TIED: "1",
        }
    )


def sign_ins(home: Path) -> list[SignIn]:
    """The demo's people, with the passwords made on the first run; the file is written anew where it knows fewer."""
    path = home / "signins.json"
    _write_once(path, lambda: _as_text([]))
    known = {one["username"]: SignIn(**one) for one in json.loads(path.read_text(encoding="utf-8"))}
    people = [
        known.get(username)
        or SignIn(role=role, username=username, full_name=full_name, password=secrets.token_urlsafe(12))
        for role, username, full_name in _PEOPLE
    ]
    path.write_text(_as_text(people), encoding="utf-8")
    return people


def _as_text(people: list[SignIn]) -> str:
    return json.dumps([asdict(person) for person in people], indent=1) + "\n"


def _write_once(path: Path, make: Callable[[], str]) -> None:
    """Secrets: readable by their owner alone from the first byte on."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(make())
