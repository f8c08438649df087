"""What a student was told when they handed in, signed so that anybody can check it offline (`candor.receipt/1`)."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workers.errors import ReceiptInvalid
from workers.signing import PublicKey, SigningKey

SCHEMA = "candor.receipt/1"
_PARTS = frozenset({"receipt", "signature", "public_key"})
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One that is as it was signed. Times are as the signer says, ISO 8601; `recorded_at` is empty where nothing
    better is known than when it was received.
    """

    key: PublicKey
    submission: str
    student: str
    task: str
    file_sha256: str
    file_bytes: int
    received_at: str
    recorded_at: str


def make_receipt(said: Mapping[str, Any], key: SigningKey) -> str:
    """JSON text. `said` holds texts and whole numbers, in any depth."""
    receipt = {"schema": SCHEMA, **said}
    signed = {
        "receipt": receipt,
        "signature": base64.b64encode(key.sign(_canonical(receipt))).decode(),
        "public_key": key.public.pem.decode(),
    }
    return json.dumps(signed, ensure_ascii=False, indent=1) + "\n"


def verify_receipt(path: Path) -> Receipt:
    """Raises ReceiptInvalid, and KeyInvalid where the key in it is none."""
    signed = _read(path)
    key = PublicKey.from_pem(str(signed["public_key"]).encode())
    if not key.has_signed(_canonical(signed["receipt"]), _signature(signed["signature"])):
        raise ReceiptInvalid("The receipt is not as it was signed.")
    return _receipt(signed["receipt"], key)


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _MOST_BYTES:
        raise ReceiptInvalid(f"{path.name} is no receipt: it is larger than {_MOST_BYTES // 10**6} MB.")
    try:
        signed = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ReceiptInvalid(f"{path.name} is no receipt: it cannot be read as JSON.") from error
    if not isinstance(signed, dict) or signed.keys() != _PARTS or not isinstance(signed["receipt"], dict):
        raise ReceiptInvalid(f"{path.name} is no receipt: it has other parts.")
    return signed


def _signature(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, binascii.Error, ValueError) as error:
        raise ReceiptInvalid("The receipt's signature cannot be read.") from error


def _receipt(said: dict[str, Any], key: PublicKey) -> Receipt:
    """Whatever the key signed, it may be no receipt."""
    if said.get("schema") != SCHEMA:
        raise ReceiptInvalid(f"The receipt is of another kind: {str(said.get('schema'))[:80]!r}.")
    try:
        return Receipt(
            key=key,
            submission=str(said["submission"]),
            student=str(said["student"]["name"]),
            task=str(said["assignment"]["title"]),
            file_sha256=str(said["file"]["sha256"]),
            file_bytes=int(said["file"]["bytes"]),
            received_at=str(said["received_at"]),
            recorded_at=str(said["recorded_at"] or ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReceiptInvalid("The receipt lacks a part.") from error


def _canonical(receipt: Any) -> bytes:
    return json.dumps(receipt, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
