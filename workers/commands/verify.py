"""`candor verify`: whether a bundle or a receipt is as it was signed, by whom, and of which recording."""

import argparse
import hashlib
from pathlib import Path

from workers.bundle import verify_bundle
from workers.errors import BundleInvalid, UsageInvalid
from workers.receipt import verify_receipt
from workers.signing import PublicKey
from workers.terminal import print_out


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a zip file that Candor made of a report, or a receipt (JSON)"
    )
    parser.add_argument(
        "--key", type=Path, metavar="PEM", help="the signer's public key, got by another way than the file"
    )
    parser.add_argument("--recording", type=Path, metavar="FILE", help="the recording that it should be of")
    parser.set_defaults(run=_verify)


def _verify(given: argparse.Namespace) -> int:
    key, recording_sha256, sentences = _verified(_there(given.file))
    if given.key is not None:
        _refuse_another_key(key, PublicKey.from_pem(_there(given.key).read_bytes()))
    if given.recording is not None:
        _refuse_another_recording(recording_sha256, _there(given.recording))
    for sentence in sentences:
        print_out(sentence)
    compare = "the key you gave" if given.key else "compare it with the key that the signer publishes"
    print_out(f"key        {key.fingerprint} ({compare})")
    same = " (the one you gave)" if given.recording else ""
    print_out(f"recording  {recording_sha256}{same}")
    return 0


def _verified(path: Path) -> tuple[PublicKey, str, list[str]]:
    """Who signed, of which recording, and what there is to say of it."""
    with path.open("rb") as file:
        is_json = file.read(64).lstrip().startswith(b"{")
    return _verified_receipt(path) if is_json else _verified_bundle(path)


def _verified_bundle(path: Path) -> tuple[PublicKey, str, list[str]]:
    verified = verify_bundle(path)
    says = f"All its files ({verified.files}) are as they were signed. The signer says: {verified.made_at}."
    return verified.key, verified.recording_sha256, [says]


def _verified_receipt(path: Path) -> tuple[PublicKey, str, list[str]]:
    receipt = verify_receipt(path)
    recorded = f", recorded {receipt.recorded_at}" if receipt.recorded_at else ""
    sentences = [
        "The receipt is as it was signed.",
        f"student    {_plain(receipt.student)}",
        f"task       {_plain(receipt.task)}",
        f"submission {_plain(receipt.submission)}",
        f"file       {receipt.file_bytes} bytes, received {_plain(receipt.received_at + recorded)}",
    ]
    return receipt.key, _plain(receipt.file_sha256), sentences


def _plain(text: str) -> str:
    """What others wrote does not steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _there(path: Path) -> Path:
    if not path.is_file():
        raise UsageInvalid(f"There is no file {path}.")
    return path


def _refuse_another_key(signer: PublicKey, key: PublicKey) -> None:
    if signer.fingerprint != key.fingerprint:
        raise BundleInvalid(f"It is signed by another key: {signer.fingerprint} and not {key.fingerprint}.")


def _refuse_another_recording(recording_sha256: str, recording: Path) -> None:
    with recording.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != recording_sha256:
        raise BundleInvalid(f"It is of another recording: {recording_sha256} and not {digest}.")
