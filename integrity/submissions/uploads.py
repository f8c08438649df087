"""How a recording arrives: to the disk as it comes, never into memory, never beyond the limit."""

import time
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

_ABANDONED_S = 24 * 3600
_TOO_LARGE = "candor.upload_too_large"


class RecordingUploadHandler(TemporaryFileUploadHandler):
    """Stops a file that grows beyond CANDOR_MAX_UPLOAD_BYTES, or that nobody signed in sends."""

    file: TemporaryUploadedFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        request = self.request
        if request is None or not request.user.is_authenticated:
            raise StopUpload(connection_reset=True)
        settings.CANDOR_UPLOADS.mkdir(parents=True, exist_ok=True)
        self._received_bytes = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received_bytes += len(raw_data)
        if self._received_bytes > settings.CANDOR_MAX_UPLOAD_BYTES:
            self._stop()
        super().receive_data_chunk(raw_data, start)

    def _stop(self) -> None:
        self.file.close()
        assert self.request is not None
        self.request.META[_TOO_LARGE] = "1"
        # The rest is read and thrown away, so that the browser gets to see the answer.
        raise StopUpload(connection_reset=False)


def forget_abandoned() -> None:
    """Deletes what a killed web process was receiving; nothing under way is a day old."""
    long_ago = time.time() - _ABANDONED_S
    for path in settings.CANDOR_UPLOADS.glob("*"):
        if path.is_file() and path.stat().st_mtime < long_ago:
            path.unlink(missing_ok=True)


def was_too_large(request: HttpRequest) -> bool:
    return _TOO_LARGE in request.META


def max_upload_bytes() -> int:
    limit: int = settings.CANDOR_MAX_UPLOAD_BYTES
    return limit
