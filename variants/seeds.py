"""What nobody can guess and everybody who holds the secret can make again: keys and seeds."""

import hashlib
import hmac
import unicodedata

from variants.errors import RosterInvalid

#: A secret shorter than this could be found by trying.
LEAST_SECRET_BYTES = 16


def read_secret(content: bytes) -> bytes:
    """The secret in a file, without the line end that editors put behind it. Raises RosterInvalid."""
    secret = content.strip()
    if len(secret) < LEAST_SECRET_BYTES:
        raise RosterInvalid(
            f"The secret has {len(secret)} bytes; with fewer than {LEAST_SECRET_BYTES} it could be guessed. "
            "A good one: openssl rand -hex 32."
        )
    return secret


def seed_of(secret: bytes, *, template: str, person: str, attempt: int) -> bytes:
    """32 bytes: HMAC-SHA-256 (RFC 2104) of template, person and attempt, each with its length before it."""
    return derive(secret, "variant", template, normal(person), str(attempt))


def derive(key: bytes, *parts: str) -> bytes:
    """A key of 32 bytes for one purpose. No two lists of parts are written alike."""
    encoded = [part.encode("utf-8") for part in parts]
    written = b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
    return hmac.digest(key, written, hashlib.sha256)


def normal(person: str) -> str:
    """A person's id in the one form in which it is compared: é may be written as one sign or as two.

    Raises RosterInvalid for what no text holds.
    """
    try:
        person.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RosterInvalid("The person's id has a character that is none.") from error
    return unicodedata.normalize("NFC", person.strip())
