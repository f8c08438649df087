"""Evidence as pictures: crops from the stills that perception kept."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, UnidentifiedImageError

from workers.report import Evidence, Finding, Report, StepResult
from workers.spans import Box
from workers.tracks.activity import Still
from workers.tracks.files import read_track

#: A crop shows this much of the picture around its box, and is at least this large.
MARGIN = 0.06
MIN_WIDTH = 0.3
MIN_HEIGHT = 0.16
LONGEST_SIDE_PX = 720
QUALITY = 80
OUTLINE = (230, 120, 20)
OUTLINE_PX = 3


def attach_crops(report: Report, tracks: Path, out: Path | None) -> Report:
    """The report with an `image` for every piece of evidence that a still shows.

    Pictures go to `out/evidence`; without `out` the report is returned as it is.
    """
    if out is None:
        return report
    activity = read_track(tracks, "activity")
    stills: tuple[Still, ...] = activity.stills if activity else ()
    folder = out / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.jpg"):
        stale.unlink()

    def shown(evidence: Evidence) -> Evidence:
        return _with_image(evidence, stills, tracks, folder)

    return replace(
        report,
        findings=tuple(_finding(finding, shown) for finding in report.findings),
        steps=tuple(_step(step, shown) for step in report.steps),
    )


def _finding(finding: Finding, shown: Callable[[Evidence], Evidence]) -> Finding:
    return replace(
        finding,
        evidence=tuple(shown(item) for item in finding.evidence),
        counter_evidence=tuple(shown(item) for item in finding.counter_evidence),
    )


def _step(step: StepResult, shown: Callable[[Evidence], Evidence]) -> StepResult:
    return replace(step, evidence=tuple(shown(item) for item in step.evidence))


def _with_image(evidence: Evidence, stills: tuple[Still, ...], tracks: Path, folder: Path) -> Evidence:
    still = _still_for(evidence, stills)
    if still is None:
        return evidence
    name = hashlib.sha256(repr((still.image, evidence.box)).encode()).hexdigest()[:16] + ".jpg"
    if not (folder / name).exists() and not _write_crop(tracks / still.image, evidence, folder / name):
        return evidence
    return replace(evidence, image=f"evidence/{name}")


def _still_for(evidence: Evidence, stills: tuple[Still, ...]) -> Still | None:
    """The still that stood longest during the evidence; of speech and containers there is none."""
    if evidence.kind in ("speech", "container") or evidence.start_s is None or evidence.end_s is None:
        return None
    best: tuple[float, Still] | None = None
    for still in stills:
        shared = min(still.span.end_s, evidence.end_s) - max(still.span.start_s, evidence.start_s)
        if shared >= 0 and (best is None or shared > best[0] + 1e-9):
            best = (shared, still)
    return best[1] if best else None


def _write_crop(source: Path, evidence: Evidence, target: Path) -> bool:
    """Cuts and outlines; False where the still cannot be opened."""
    try:
        with Image.open(source) as image:
            picture = image.convert("RGB")
    except (OSError, UnidentifiedImageError):
        return False
    if evidence.box is not None:
        picture = _cut(picture, evidence.box)
    picture.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    picture.save(target, quality=QUALITY)
    return True


def region_of(box: tuple[float, float, float, float] | None) -> Box:
    """The part of the upright picture that the crop for a box shows."""
    if box is None:
        return Box(x=0.0, y=0.0, width=1.0, height=1.0)
    x, y, width, height = box
    left, right = _around(x, width, MIN_WIDTH)
    top, bottom = _around(y, height, MIN_HEIGHT)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def _cut(picture: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    x, y, width, height = box
    shown = region_of(box)
    left, right, top, bottom = shown.x, shown.x + shown.width, shown.y, shown.y + shown.height
    wide, high = picture.size
    outline = (x * wide - 4, y * high - 4, (x + width) * wide + 4, (y + height) * high + 4)
    ImageDraw.Draw(picture).rectangle(outline, outline=OUTLINE, width=OUTLINE_PX)
    return picture.crop((int(left * wide), int(top * high), round(right * wide), round(bottom * high)))


def _around(start: float, length: float, least: float) -> tuple[float, float]:
    """A stretch with its margin, at least so long, inside 0 to 1."""
    wanted = min(1.0, max(least, length + 2 * MARGIN))
    begin = min(max(0.0, start + length / 2 - wanted / 2), 1.0 - wanted)
    return begin, begin + wanted
