"""Evidence pictures as the student sees them: other people's faces, codes and names are made unrecognisable.

Only where faces were looked at are they known. The recording itself is the student's own and stays as it is.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from workers.crops import QUALITY, region_of
from workers.matching import find
from workers.others import Others
from workers.redaction import FOR_STUDENT
from workers.report import Evidence, Report
from workers.spans import Box, Span
from workers.tracks.faces import FacesTrack, FaceTrack, Place
from workers.tracks.recording import RecordingTracks
from workers.tracks.text import TextLine

#: A face's box is that of the middle of its features, and it moves.
_FACE_MARGIN = 0.6
_TEXT_MARGIN = 0.15
#: A face keeps so many blocks across: enough to see that somebody is there.
_BLOCKS = 4
_MOVED_S = 1.0
_HIDDEN = "#8d8475"


def shield_pictures(report: Report, tracks: RecordingTracks, out: Path, *, hidden: Others) -> None:
    """Writes `out/for_student`, from the pictures in `out/evidence`."""
    folder = out / FOR_STUDENT
    folder.mkdir(exist_ok=True)
    for stale in folder.glob("*.jpg"):
        stale.unlink()
    others = _others(tracks.faces, report) if tracks.faces else []
    lines = _hidden_lines(tracks, hidden)
    for image, items in _by_image(report).items():
        faces = [_wider(face.box, _FACE_MARGIN) for face in others if _is_there(face.spans, items)]
        texts = [_wider(box, _TEXT_MARGIN) for box in _text_boxes(lines, items)]
        if faces or texts:
            _shield(out / image, folder / Path(image).name, items[0], faces=faces, texts=texts)


def _by_image(report: Report) -> dict[str, list[Evidence]]:
    """A picture may stand for several pieces of evidence; then all of their times count."""
    shown: dict[str, list[Evidence]] = {}
    evidence = [one for step in report.steps for one in step.evidence]
    evidence += [one for found in report.findings for one in (*found.evidence, *found.counter_evidence)]
    for one in evidence:
        if one.image is not None:
            shown.setdefault(one.image, []).append(one)
    return shown


def _others(faces: FacesTrack, report: Report) -> list[FaceTrack]:
    """Everybody but whom the camera saw longest; where that is not who was expected, everybody."""
    if any(finding.code == "identity.mismatch" for finding in report.findings):
        return list(faces.tracks)
    seen_s: dict[int, float] = {}
    for face in faces.tracks:
        if face.place is Place.CAMERA:
            seen_s[face.person] = seen_s.get(face.person, 0.0) + sum(one.duration_s for one in face.spans)
    own = max(seen_s, key=lambda person: seen_s[person], default=None)
    return [face for face in faces.tracks if face.person != own]


def _hidden_lines(tracks: RecordingTracks, hidden: Others) -> list[TextLine]:
    if tracks.text is None:
        return []
    return [line for line in tracks.text.lines if any(find(one, line.text) for one in hidden.patterns)]


def _text_boxes(lines: Iterable[TextLine], items: Sequence[Evidence]) -> list[Box]:
    return [box for line in lines if _is_there(line.spans, items) for box in line.boxes]


def _is_there(spans: Iterable[Span], items: Iterable[Evidence]) -> bool:
    """With a second to spare: the still behind a picture may be a little older than its evidence."""
    return any(
        span.start_s - _MOVED_S <= (item.end_s or 0.0) and (item.start_s or 0.0) <= span.end_s + _MOVED_S
        for item in items
        for span in spans
    )


def _wider(box: Box, margin: float) -> Box:
    return Box(
        x=box.x - box.width * margin,
        y=box.y - box.height * margin,
        width=box.width * (1 + 2 * margin),
        height=box.height * (1 + 2 * margin),
    )


def _shield(
    source: Path, target: Path, evidence: Evidence, *, faces: Sequence[Box], texts: Sequence[Box]
) -> None:
    """Nothing is written where none of it lies inside the picture."""
    shown = region_of(evidence.box)
    with Image.open(source) as opened:
        picture = opened.convert("RGB")
    hidden = [(area, True) for box in faces if (area := _inside(box, shown, picture.size))]
    hidden += [(area, False) for box in texts if (area := _inside(box, shown, picture.size))]
    for area, is_face in hidden:
        if is_face:
            _blur(picture, area)
        else:
            ImageDraw.Draw(picture).rectangle(area, fill=_HIDDEN)
    if hidden:
        picture.save(target, quality=QUALITY)


def _inside(box: Box, shown: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """A part of the upright picture in pixels of the crop that shows `shown`; null where it is outside."""
    left = (box.x - shown.x) / shown.width
    top = (box.y - shown.y) / shown.height
    right = left + box.width / shown.width
    bottom = top + box.height / shown.height
    area = (
        max(0, int(left * size[0])),
        max(0, int(top * size[1])),
        min(size[0], round(right * size[0])),
        min(size[1], round(bottom * size[1])),
    )
    return area if area[2] - area[0] > 1 and area[3] - area[1] > 1 else None


def _blur(picture: Image.Image, area: tuple[int, int, int, int]) -> None:
    part = picture.crop(area)
    blocks = part.resize((_BLOCKS, _BLOCKS), Image.Resampling.BOX)
    smooth = blocks.resize(part.size, Image.Resampling.BILINEAR)
    picture.paste(smooth.filter(ImageFilter.GaussianBlur(2)), area[:2])
