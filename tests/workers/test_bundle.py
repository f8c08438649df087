"""A bundle that was touched says so; one that was not can be checked by anybody."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from workers.bundle import MANIFEST, PUBLIC_KEY, SIGNATURE, make_bundle, verify_bundle
from workers.errors import BundleInvalid, CandorError
from workers.signing import SigningKey

_KEY = SigningKey.new()
_FILES = {"report.json": b'{"outcome": "clear"}', "evidence/one.jpg": b"\xff\xd8picture", "brief.toml": b"x"}


def _made(files: Mapping[str, bytes] = _FILES, key: SigningKey = _KEY) -> bytes:
    return make_bundle(files, recording_sha256="ab" * 32, made_at="2027-03-14T09:30:00+00:00", key=key)


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "bundle.zip"
    path.write_bytes(content)
    return path


def _touched(change: Callable[[dict[str, bytes]], object], content: bytes | None = None) -> bytes:
    """The bundle with its files changed, packed anew."""
    with zipfile.ZipFile(io.BytesIO(content or _made())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return packed.getvalue()


def test_a_bundle_says_what_it_is_of_and_who_signed_it(tmp_path: Path) -> None:
    verified = verify_bundle(_written(tmp_path, _made()))
    assert (verified.files, verified.recording_sha256) == (3, "ab" * 32)
    assert verified.made_at == "2027-03-14T09:30:00+00:00"
    assert verified.key.fingerprint == _KEY.public.fingerprint


def test_the_same_files_and_key_make_the_same_bytes() -> None:
    assert _made() == _made(dict(reversed(_FILES.items())))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda files: files.update({"report.json": b'{"outcome": "x"}'}), "report.json was changed"),
        (lambda files: files.pop("evidence/one.jpg"), "evidence/one.jpg is missing"),
        (lambda files: files.update({"more.txt": b""}), "more.txt was added"),
        (
            lambda files: files.update({MANIFEST: files[MANIFEST] + b" "}),
            "its manifest is not what was signed",
        ),
        (lambda files: files.update({SIGNATURE: b"%%%"}), "its signature cannot be read"),
        (
            lambda files: files.update({SIGNATURE: base64.b64encode(b"0" * 64)}),
            "its manifest is not what was signed",
        ),
        (
            lambda files: files.update({PUBLIC_KEY: SigningKey.new().public.pem}),
            "its manifest is not what was signed",
        ),
    ],
)
def test_whatever_was_touched_is_named(
    change: Callable[[dict[str, bytes]], object], says: str, tmp_path: Path
) -> None:
    with pytest.raises(BundleInvalid) as refused:
        verify_bundle(_written(tmp_path, _touched(change)))
    assert str(refused.value) == f"The bundle is not as it was signed: {says}."


def test_a_file_that_is_in_it_twice_is_named(tmp_path: Path) -> None:
    path = _written(tmp_path, _made())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("report.json", b'{"outcome": "x"}')
    with pytest.raises(BundleInvalid, match=r"report\.json is in it twice"):
        verify_bundle(path)


def test_bytes_that_are_no_files_are_named(tmp_path: Path) -> None:
    commented = io.BytesIO(_made())
    with zipfile.ZipFile(commented, "a") as archive:
        archive.comment = b"hello"
    for content in (b"#!/bin/sh\n" + _made(), commented.getvalue()):
        with pytest.raises(BundleInvalid, match="it holds more than its files"):
            verify_bundle(_written(tmp_path, content))


def test_a_byte_that_was_changed_inside_is_no_traceback(tmp_path: Path) -> None:
    content = bytearray(_made({"report.json": bytes(range(256)) * 40}))
    place = content.index(b"report.json") + 40
    for offset in range(0, 60, 7):
        damaged = bytearray(content)
        damaged[place + offset] ^= 0xFF
        with pytest.raises(BundleInvalid):
            verify_bundle(_written(tmp_path, bytes(damaged)))


def _resigned(manifest: object) -> bytes:
    """Signed rightly, whatever it says."""
    signed = json.dumps(manifest).encode()
    made = {MANIFEST: signed, SIGNATURE: base64.b64encode(_KEY.sign(signed))}
    return _touched(lambda files: files.update(made))


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ([], "The bundle's manifest cannot be read."),
        ({"schema": "other/1"}, "The bundle is of another kind: 'other/1'."),
        ({"schema": "candor.bundle/1", "files": {}, "made_at": "", "recording": {"sha256": "x"}}, "The bundle's manifest lacks a part."),
        ({"schema": "candor.bundle/1", "files": {"report.json": 3}, "made_at": "now", "recording": {"sha256": "x"}}, "The bundle is not as it was signed: brief.toml was added."),
    ],
)  # fmt: skip
def test_a_manifest_that_says_too_little_is_refused(manifest: object, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(BundleInvalid) as refused:
        verify_bundle(_written(tmp_path, _resigned(manifest)))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "bundle.zip is no bundle: it cannot be read as a zip file."),
        (b"PK\x03\x04 and so on", "bundle.zip is no bundle: it cannot be read as a zip file."),
        (_made()[:300], "bundle.zip is no bundle: it cannot be read as a zip file."),
        (_touched(lambda files: files.pop(MANIFEST)), "This is no bundle: it has no manifest.json."),
        (_touched(lambda files: files.update({MANIFEST: b" " * 20_000_001})), "This is no bundle: its manifest.json is larger than 20 MB."),
        (_touched(lambda files: files.update({PUBLIC_KEY: b"x"})), "The public key is no PEM file of a public key."),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_refused_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CandorError) as refused:
        verify_bundle(_written(tmp_path, content))
    assert str(refused.value) == sentence
