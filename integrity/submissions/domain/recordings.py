"""Keeping a recording: checked, hashed, and put in its place in one step."""

import hashlib
import os
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from integrity.submissions.containers import HEAD_BYTES, container_of
from integrity.submissions.models import Recording
from integrity.submissions.refusals import UploadRefused


def keep_recording(upload: TemporaryUploadedFile) -> Recording:
    """The stored recording of a form's file. Raises UploadRefused as `keep_file` does."""
    upload.flush()
    return keep_file(Path(upload.temporary_file_path()))


def keep_file(path: Path) -> Recording:
    """The stored recording of a file, which stays where it is; its bytes are on the disk when this returns.

    Raises UploadRefused (`empty`, `not_a_video`).
    """
    media_type = media_type_of(_head(path))
    sha256 = _sha256(path)
    recording = Recording(sha256=sha256, size_bytes=path.stat().st_size, media_type=media_type)
    if not recording.path.exists():
        _link_durably(path, recording.path)
    kept, _ = Recording.objects.get_or_create(
        sha256=sha256,
        defaults={"size_bytes": recording.size_bytes, "media_type": recording.media_type},
    )
    if not recording.path.exists():  # erased as another's, between the look and the row
        _link_durably(path, recording.path)
    return kept


def media_type_of(head: bytes) -> str:
    """By the first bytes of a file. Raises UploadRefused (`empty`, `not_a_video`)."""
    if not head:
        raise UploadRefused("empty")
    container = container_of(head)
    if container is None:
        raise UploadRefused("not_a_video")
    return container.media_type


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _link_durably(source: Path, target: Path) -> None:
    """After this the bytes survive a power cut: file and folder are synchronised."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.chmod(0o600)
    # A link, not a copy: what was uploaded may go whenever its owner likes.
    staged = target.with_name(f"{target.name}.{os.getpid()}.{source.name}")
    os.link(source, staged)
    staged.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
