"""Pictures for a model, with what was asked to go with them: their times, numbers at the people followed, their sound.

Set-of-marks on tracked instances and time stamps: Peng et al., Inst-IT (arXiv 2412.03565).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.vlm.base import Frame
from workers.engines.vlm.showing import Drawn, Showing
from workers.media.pictures import Sound
from workers.perceive.regions import pixels_of
from workers.perceive.stills import read_still
from workers.spans import Span
from workers.tracks.activity import Still
from workers.tracks.faces import FacesTrack, FaceTrack
from workers.tracks.recording import RecordingTracks

#: Of a picture that stands longer, the sound is shown from its beginning on.
MOST_HEARD_S = 30.0
#: Height of what is written, as a part of the picture's.
_HEIGHT = 0.04
#: Capitals of OpenCV's plain font at scale 1 (px).
_CAPITALS_PX = 22
_INK, _PAPER = (255, 255, 255), (20, 20, 20)


def frames_of(
    stills: Iterable[Still],
    folder: Path,
    tracks: RecordingTracks,
    showing: Showing,
    *,
    of: str = "",
    sound: Sound | None = None,
) -> list[Frame]:
    """Stills, which lie in `folder`, as a model is shown them. `of`: which recording, where several are shown.
    `sound`: the recording's, where it is shown.
    """
    return [
        Frame(
            time_s=still.span.start_s,
            picture=_drawn_into(
                read_still(folder / still.image), still.span.start_s, tracks.faces, showing.drawn
            ),
            of=of,
            drawn=showing.drawn,
            sound=_heard(sound, still.span),
        )
        for still in stills
    ]


def _heard(sound: Sound | None, span: Span) -> NDArray[np.int16] | None:
    """What is there of the sound while a picture stands; null where it has ended."""
    if sound is None:
        return None
    heard = sound.cut(Span(start_s=span.start_s, end_s=min(span.end_s, span.start_s + MOST_HEARD_S)))
    return heard if len(heard) else None


def _drawn_into(
    picture: NDArray[np.uint8], time_s: float, faces: FacesTrack | None, drawn: Sequence[Drawn]
) -> NDArray[np.uint8]:
    if not drawn:
        return picture
    picture = picture.copy()
    if Drawn.MARKS in drawn:
        for track in faces.tracks if faces else ():
            if any(span.start_s <= time_s <= span.end_s for span in track.spans):
                _mark(picture, track)
    if Drawn.TIMES in drawn:
        _write(picture, f"{time_s:.1f} s", 0, picture.shape[0])
    return picture


def _mark(picture: NDArray[np.uint8], track: FaceTrack) -> None:
    """The number of the person above the face, which stays free."""
    rows, columns = pixels_of(track.box, *picture.shape[:2])
    _write(picture, str(track.person), columns.start, rows.start)


def _write(picture: NDArray[np.uint8], text: str, left: int, bottom: int) -> None:
    """White on black, within the picture, its lower left corner there."""
    height, width = picture.shape[:2]
    line_px = max(9, round(height * _HEIGHT))
    scale = line_px / 1.6 / _CAPITALS_PX
    thick = max(1, round(2 * scale))
    (text_px, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    left = max(0, min(left, width - text_px - line_px // 2))
    bottom = max(line_px, min(bottom, height))
    picture[bottom - line_px : bottom, left : left + text_px + line_px // 2] = _PAPER
    at = (left + line_px // 4, bottom - round(line_px * 0.2))
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, scale, _INK, thick, cv2.LINE_AA)
