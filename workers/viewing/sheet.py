"""A poster, and small pictures of the whole recording on one sheet, for whoever looks for a moment."""

from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from PIL import Image

from workers.viewing.facts import POSTER_NAME, THUMBNAILS_NAME, Thumbnails

_BOX_PX = (160, 120)
_MOST = 120
_COLUMNS = 10
_QUALITY = 72
_POSTER_QUALITY = 80
#: A picture whose luma differs by less than this shows nothing worth a poster.
_PLAIN = 6.0


class Sheet:
    """Takes the copy's pictures in order. As a recording grows long, every second small picture is dropped."""

    def __init__(self) -> None:
        self._every_s = 1.0
        self._standing: VideoFrame | None = None
        self._small: list[Image.Image] = []
        self._poster: Image.Image | None = None
        self._is_plain = True

    def offer(self, frame: VideoFrame, time_s: float) -> None:
        self._take_until(time_s)
        self._standing = frame

    def finish(self, end_s: float) -> None:
        self._take_until(end_s)
        if not self._small and self._standing is not None:
            self._take(self._standing)

    def write(self, folder: Path) -> Thumbnails | None:
        """Poster and sheet into `folder`; null where there was no picture."""
        if not self._small or self._poster is None:
            return None
        self._poster.save(folder / POSTER_NAME, quality=_POSTER_QUALITY)
        width, height = self._small[0].size
        rows = -(-len(self._small) // _COLUMNS)
        sheet = Image.new("RGB", (width * min(_COLUMNS, len(self._small)), height * rows))
        for number, picture in enumerate(self._small):
            sheet.paste(picture, (number % _COLUMNS * width, number // _COLUMNS * height))
        sheet.save(folder / THUMBNAILS_NAME, quality=_QUALITY)
        return Thumbnails(
            every_s=self._every_s,
            count=len(self._small),
            columns=_COLUMNS,
            width_px=width,
            height_px=height,
        )

    def _take_until(self, time_s: float) -> None:
        while self._standing is not None and len(self._small) * self._every_s < time_s:
            self._take(self._standing)
            if len(self._small) > _MOST:
                self._small = self._small[::2]
                self._every_s *= 2

    def _take(self, frame: VideoFrame) -> None:
        picture = Image.fromarray(np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8))
        if self._poster is None or self._is_plain:
            self._poster = picture.copy()
            self._is_plain = float(np.std(np.asarray(picture.convert("L")))) < _PLAIN
        picture.thumbnail(_BOX_PX)
        self._small.append(picture)
