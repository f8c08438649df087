"""`candor verify` as somebody calls it who has nothing but the bundle, or the receipt."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workers.command import Said, caller
from workers.bundle import make_bundle
from workers.receipt import make_receipt
from workers.signing import SigningKey

Call = Callable[..., Said]
_KEY = SigningKey.new()


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return caller(monkeypatch, capsys, temporary)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    names = {
        name: tmp_path / name for name in ("bundle.zip", "key.pem", "other.pem", "recording.mp4", "none")
    }
    names["recording.mp4"].write_bytes(b"a recording")
    digest = hashlib.sha256(b"a recording").hexdigest()
    made = make_bundle(
        {"report.json": b"{}"}, recording_sha256=digest, made_at="2027-03-14T09:30:00Z", key=_KEY
    )
    names["bundle.zip"].write_bytes(made)
    names["key.pem"].write_bytes(_KEY.public.pem)
    names["other.pem"].write_bytes(SigningKey.new().public.pem)
    return names


def test_a_whole_bundle_is_said_to_be_so(call: Call, files: dict[str, Path]) -> None:
    said = call(
        "verify", files["bundle.zip"], "--key", files["key.pem"], "--recording", files["recording.mp4"]
    )
    assert (said.status, said.complaint) == (0, "")
    assert said.out.splitlines() == [
        "All its files (1) are as they were signed. The signer says: 2027-03-14T09:30:00Z.",
        f"key        {_KEY.public.fingerprint} (the key you gave)",
        f"recording  {hashlib.sha256(b'a recording').hexdigest()} (the one you gave)",
    ]


def test_a_receipt_is_checked_as_well_and_steers_no_terminal(
    call: Call, files: dict[str, Path], tmp_path: Path
) -> None:
    digest = hashlib.sha256(b"a recording").hexdigest()
    said_then = {
        "submission": "4ec5cd69",
        "assignment": {"title": "Moving average"},
        "student": {"name": "Sam\x1b[2J"},
        "file": {"sha256": digest, "bytes": 11},
        "received_at": "2027-03-14T09:30:00Z",
        "recorded_at": "2027-03-14T09:00:00Z",
    }
    receipt = tmp_path / "receipt.json"
    receipt.write_text(make_receipt(said_then, _KEY), encoding="utf-8")
    said = call("verify", receipt, "--key", files["key.pem"], "--recording", files["recording.mp4"])
    assert (said.status, said.complaint) == (0, "")
    assert said.out.splitlines() == [
        "The receipt is as it was signed.",
        "student    Sam?[2J",
        "task       Moving average",
        "submission 4ec5cd69",
        "file       11 bytes, received 2027-03-14T09:30:00Z, recorded 2027-03-14T09:00:00Z",
        f"key        {_KEY.public.fingerprint} (the key you gave)",
        f"recording  {digest} (the one you gave)",
    ]


def test_without_a_key_it_says_what_to_compare(call: Call, files: dict[str, Path]) -> None:
    assert "(compare it with the key that the signer publishes)" in call("verify", files["bundle.zip"]).out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("{bundle.zip}", "--key", "{other.pem}"), "candor: It is signed by another key: "),
        (("{bundle.zip}", "--recording", "{key.pem}"), "candor: It is of another recording: "),
        (("{key.pem}",), "candor: key.pem is no bundle: it cannot be read as a zip file."),
        (("{none}",), "candor: There is no file "),
        (("{bundle.zip}", "--key", "{bundle.zip}"), "candor: The public key is no PEM file of a public key."),
    ],
)
def test_what_does_not_fit_is_said(
    call: Call, files: dict[str, Path], arguments: tuple[str, ...], complaint: str
) -> None:
    said = call("verify", *(str(files[part[1:-1]]) if part.startswith("{") else part for part in arguments))
    assert (said.status, said.out) == (2, "")
    assert said.complaint.startswith(complaint)
