"""The headers of tus 1.0.0, resumable uploads (https://tus.io/protocols/resumable-upload), as values."""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-defer-length,creation-with-upload,checksum,expiration,termination"
CHECKSUMS = ("sha1", "sha256")
PIECE_TYPE = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460

_MOST_METADATA_CHARS = 8_000
_NUMBER = re.compile(r"[0-9]{1,18}")


class HeaderInvalid(Exception):
    """A header is not what the protocol says; the message names it, for whoever writes a client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    algorithm: str
    digest: bytes

    def new(self) -> "hashlib._Hash":
        return hashlib.new(self.algorithm, usedforsecurity=False)

    def is_of(self, hasher: "hashlib._Hash") -> bool:
        return hmac.compare_digest(hasher.digest(), self.digest)


def number_in(text: str | None, name: str) -> int | None:
    """A count of bytes; None where there is no such header. Raises HeaderInvalid."""
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise HeaderInvalid(f"{name} must be a whole number of bytes.")
    return int(text)


def metadata_in(text: str | None) -> dict[str, str]:
    """`Upload-Metadata`: names and their decoded texts. Raises HeaderInvalid."""
    if len(text or "") > _MOST_METADATA_CHARS:
        raise HeaderInvalid("Upload-Metadata is too long.")
    said: dict[str, str] = {}
    for part in (text or "").split(","):
        name, _, encoded = part.strip().partition(" ")
        if name in said:
            raise HeaderInvalid(f"Upload-Metadata says {name} twice.")
        if name:
            said[name] = _decoded(encoded.strip(), name)
    return said


def checksum_in(text: str | None) -> Checksum | None:
    """`Upload-Checksum`; None where there is none. Raises HeaderInvalid."""
    if text is None:
        return None
    algorithm, _, encoded = text.strip().partition(" ")
    if algorithm not in CHECKSUMS:
        raise HeaderInvalid(f"Upload-Checksum must be one of {', '.join(CHECKSUMS)}.")
    try:
        digest = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise HeaderInvalid("Upload-Checksum is not base64.") from error
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise HeaderInvalid("Upload-Checksum has another length than its kind.")
    return Checksum(algorithm=algorithm, digest=digest)


def _decoded(encoded: str, name: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise HeaderInvalid(f"Upload-Metadata's {name} is not base64 of UTF-8 text.") from error
