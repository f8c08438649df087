"""Ada administers the site."""

from integrity.people.models import User
from tests.integrity.rows import a_user

#: As `candor engines --json` says them.
ENGINES = [
    {"kind": "face", "name": "dlib", "default": True, "ready": True, "why_not": None, "model": "resnet.dat",
     "version": "20.0", "licence": "Boost", "weights_licence": "CC0-1.0", "size_mb": 31.6, "reads": []},
    {"kind": "asr", "name": "faster-whisper", "default": False, "ready": False, "why_not": "It has no weights.",
     "model": None, "version": None, "licence": None, "weights_licence": "MIT", "size_mb": None, "reads": []},
]  # fmt: skip
#: As a list of hosts outside has them.
HOSTS = [
    {"host": "models.example.eu", "processor": "Example GmbH", "region": "EU", "agreement": "DPA of 2026"}
]


def an_administrator(username: str = "ada") -> User:
    user = a_user(username)
    if not user.is_superuser:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
    return user
