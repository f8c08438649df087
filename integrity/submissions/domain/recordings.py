"""Keeping a recording: checked, hashed, and moved to its place in one step."""

import hashlib
import os
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from integrity.submissions.containers import HEAD_BYTES, Container, container_of
from integrity.submissions.models import Recording


class UploadRefused(Exception):
    """The file cannot be a recording; the code says why, the page says it in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def keep_recording(upload: TemporaryUploadedFile) -> Recording:
    """The stored recording of an upload; its bytes are on the disk when this returns.

    Raises UploadRefused (`empty`, `not_a_video`).
    """
    container = _container_of_upload(upload)
    path = Path(upload.temporary_file_path())
    sha256 = _sha256(path)
    recording = Recording(sha256=sha256, size_bytes=path.stat().st_size, media_type=container.media_type)
    if not recording.path.exists():
        _move_durably(path, recording.path)
    kept, _ = Recording.objects.get_or_create(
        sha256=sha256,
        defaults={"size_bytes": recording.size_bytes, "media_type": recording.media_type},
    )
    return kept


def _container_of_upload(upload: TemporaryUploadedFile) -> Container:
    upload.seek(0)
    head = upload.read(HEAD_BYTES)
    upload.flush()
    if not head:
        raise UploadRefused("empty")
    container = container_of(head)
    if container is None:
        raise UploadRefused("not_a_video")
    return container


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move_durably(source: Path, target: Path) -> None:
    """After this the bytes survive a power cut: file and folder are synchronised."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.chmod(0o600)
    # A link first, then the upload's own clean-up: the temporary file may go whenever it likes.
    staged = target.with_name(f"{target.name}.{os.getpid()}.{source.name}")
    os.link(source, staged)
    staged.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
