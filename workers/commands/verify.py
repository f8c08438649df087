"""`candor verify`: whether a bundle is as it was signed, by whom, and of which recording."""

import argparse
import hashlib
from pathlib import Path

from workers.bundle import Verified, verify_bundle
from workers.errors import BundleInvalid, UsageInvalid
from workers.signing import PublicKey
from workers.terminal import print_out


def add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="a zip file that Candor made of a report")
    parser.add_argument(
        "--key", type=Path, metavar="PEM", help="the signer's public key, got by another way than the bundle"
    )
    parser.add_argument("--recording", type=Path, metavar="FILE", help="the recording that it should be of")
    parser.set_defaults(run=_verify)


def _verify(given: argparse.Namespace) -> int:
    verified = verify_bundle(_there(given.bundle))
    if given.key is not None:
        _refuse_another_key(verified, PublicKey.from_pem(_there(given.key).read_bytes()))
    if given.recording is not None:
        _refuse_another_recording(verified, _there(given.recording))
    print_out(
        f"All its files ({verified.files}) are as they were signed. The signer says: {verified.made_at}."
    )
    compare = "the key you gave" if given.key else "compare it with the key that the signer publishes"
    print_out(f"key        {verified.key.fingerprint} ({compare})")
    same = " (the one you gave)" if given.recording else ""
    print_out(f"recording  {verified.recording_sha256}{same}")
    return 0


def _there(path: Path) -> Path:
    if not path.is_file():
        raise UsageInvalid(f"There is no file {path}.")
    return path


def _refuse_another_key(verified: Verified, key: PublicKey) -> None:
    if verified.key.fingerprint != key.fingerprint:
        raise BundleInvalid(
            f"The bundle is signed by another key: {verified.key.fingerprint} and not {key.fingerprint}."
        )


def _refuse_another_recording(verified: Verified, recording: Path) -> None:
    with recording.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != verified.recording_sha256:
        raise BundleInvalid(
            f"The bundle is of another recording: {verified.recording_sha256} and not {digest}."
        )
