"""A report with all that it rests on, in one signed file that anybody can check offline (`candor.bundle/1`).

The manifest names every file with its SHA-256 and is what is signed. What is in the bundle and not in the
manifest, or the other way round, makes it another bundle than the one that was signed.
"""

import base64
import binascii
import hashlib
import io
import json
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from workers import VERSION
from workers.errors import BundleInvalid
from workers.signing import PublicKey, SigningKey

SCHEMA = "candor.bundle/1"
MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "public-key.pem"
_ABOUT = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY})
#: A bundle holds pictures and texts, never the recording.
MOST_FILES, MOST_BYTES = 20_000, 2_000_000_000
#: What is said of an archive that was cut or changed inside.
_DAMAGES = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError)
_MOST_ABOUT_BYTES = 20_000_000
_CHUNK_BYTES = 1 << 20
#: Archives keep times of files; the same bundle is the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A bundle that is as it was signed. `made_at`: as the signer says, ISO 8601."""

    key: PublicKey
    files: int
    made_at: str
    recording_sha256: str


def make_bundle(files: Mapping[str, bytes], *, recording_sha256: str, made_at: str, key: SigningKey) -> bytes:
    """The bundle as the bytes of a zip file. `files` by their names in it, with `/` between folders."""
    manifest = {
        "schema": SCHEMA,
        "candor": VERSION,
        "made_at": made_at,
        "recording": {"sha256": recording_sha256},
        "files": {
            name: {"sha256": _sha256(content), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    signed = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    about = {
        MANIFEST: signed,
        SIGNATURE: base64.b64encode(key.sign(signed)) + b"\n",
        PUBLIC_KEY: key.public.pem,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (*about.items(), *sorted(files.items())):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def verify_bundle(path: Path) -> Verified:
    """Whether every file is there as it was signed. Raises BundleInvalid with what is not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _verified(archive)
    except (OSError, EOFError, NotImplementedError, RuntimeError, *_DAMAGES) as error:
        raise BundleInvalid(f"{path.name} is no bundle: it cannot be read as a zip file.") from error


def _verified(archive: zipfile.ZipFile) -> Verified:
    _refuse_huge(archive)
    _refuse_more_than_files(archive)
    signed = _content(archive, MANIFEST)
    key = PublicKey.from_pem(_content(archive, PUBLIC_KEY))
    if not key.has_signed(signed, _signature(_content(archive, SIGNATURE))):
        _refuse("its manifest is not what was signed")
    manifest = _manifest(signed)
    stated: dict[str, Any] = manifest["files"]
    for difference in _differences(archive, stated):
        _refuse(difference)
    return Verified(
        key=key,
        files=len(stated),
        made_at=str(manifest["made_at"]),
        recording_sha256=str(manifest["recording"]["sha256"]),
    )


def _refuse(says: str) -> NoReturn:
    raise BundleInvalid(f"The bundle is not as it was signed: {says}.")


def _refuse_huge(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BundleInvalid(f"A bundle holds at most {MOST_FILES} files and {MOST_BYTES // 10**9} GB.")


def _refuse_more_than_files(archive: zipfile.ZipFile) -> None:
    """An archive may hold bytes that are no file's, and a name that other programs read otherwise."""
    entries = archive.infolist()
    if archive.comment or not entries or min(entry.header_offset for entry in entries) > 0:
        _refuse("it holds more than its files")
    if any(entry.orig_filename != entry.filename for entry in entries):
        _refuse("it has a name that can be read in two ways")


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise BundleInvalid(f"This is no bundle: it has no {name}.") from None
    if entry.file_size > _MOST_ABOUT_BYTES:
        raise BundleInvalid(f"This is no bundle: its {name} is larger than {_MOST_ABOUT_BYTES // 10**6} MB.")
    return archive.read(entry)


def _signature(content: bytes) -> bytes:
    try:
        return base64.b64decode(content.strip(), validate=True)
    except (binascii.Error, ValueError):
        _refuse("its signature cannot be read")


def _manifest(signed: bytes) -> dict[str, Any]:
    """Whatever the key signed, it may be no manifest."""
    try:
        manifest = json.loads(signed)
        if manifest["schema"] != SCHEMA:
            raise BundleInvalid(f"The bundle is of another kind: {str(manifest['schema'])[:80]!r}.")
        if (
            not isinstance(manifest["files"], dict)
            or not manifest["made_at"]
            or not manifest["recording"]["sha256"]
        ):
            raise BundleInvalid("The bundle's manifest lacks a part.")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BundleInvalid("The bundle's manifest cannot be read.") from error
    return dict(manifest)


def _differences(archive: zipfile.ZipFile, stated: Mapping[str, Any]) -> Iterator[str]:
    names = Counter(entry.filename for entry in archive.infolist())
    for name, count in names.items():
        if count > 1:
            yield f"{name} is in it twice"
        if name not in stated and name not in _ABOUT:
            yield f"{name} was added"
    for name, facts in stated.items():
        if name not in names:
            yield f"{name} is missing"
        elif not isinstance(facts, dict) or _sha256_of(archive, name) != facts.get("sha256"):
            yield f"{name} was changed"


def _sha256_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
