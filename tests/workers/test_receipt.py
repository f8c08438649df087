"""Receipts that anybody can check."""

import json
from pathlib import Path
from typing import Any

import pytest

from workers.errors import KeyInvalid, ReceiptInvalid
from workers.receipt import make_receipt, verify_receipt
from workers.signing import SigningKey

KEY = SigningKey.new()
SHA256 = "2b2b5a6c1c1bb9c8d8f7f1c7d5a3a0f0"
SAID: dict[str, Any] = {
    "submission": "4ec5cd69-e934-416d-8082-5624cbff383a",
    "assignment": {"id": "a", "title": "Скользящее среднее", "course": "Programming"},
    "student": {"name": "Sam O.", "username": "sam"},
    "file": {"name": "work.mp4", "sha256": SHA256, "bytes": 11},
    "received_at": "2026-11-27T21:49:59+00:00",
    "recorded_at": None,
    "journal": None,
}


def written(folder: Path, text: str) -> Path:
    path = folder / "receipt.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_receipt_is_what_was_signed(tmp_path: Path) -> None:
    receipt = verify_receipt(written(tmp_path, make_receipt(SAID, KEY)))
    assert (receipt.student, receipt.task, receipt.file_bytes) == ("Sam O.", "Скользящее среднее", 11)
    assert (receipt.file_sha256, receipt.recorded_at) == (SHA256, "")
    assert receipt.key.fingerprint == KEY.public.fingerprint


@pytest.mark.parametrize(
    ("name", "value"),
    [("received_at", "2026-11-20T21:49:59+00:00"), ("student", {"name": "Kim"}), ("more", 1)],
)
def test_a_changed_receipt_is_none(name: str, value: object, tmp_path: Path) -> None:
    signed = json.loads(make_receipt(SAID, KEY))
    signed["receipt"][name] = value
    with pytest.raises(ReceiptInvalid, match="not as it was signed"):
        verify_receipt(written(tmp_path, json.dumps(signed)))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"receipt": {}, "signature": 5, "public_key": ""}', "{" * 50_000, "\ud800"]
)
def test_what_is_no_receipt_is_refused_in_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises((ReceiptInvalid, KeyInvalid)):
        verify_receipt(path)


def test_whatever_a_key_signed_it_may_be_no_receipt(tmp_path: Path) -> None:
    for said in ({"schema": "candor.receipt/2"}, {"student": {}}, {"student": "Sam"}):
        with pytest.raises(ReceiptInvalid):
            verify_receipt(written(tmp_path, make_receipt(said, KEY)))
