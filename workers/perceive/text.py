"""Pictures of the screen → lines of text with the spans in which they stood."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.ocr.base import OcrEngine, OcrLine, OcrPlace
from workers.media.pictures import Sample
from workers.perceive.lines import SeenLine, contrast_of, same_line, same_place
from workers.perceive.recall import Recalled, ScreenMemory
from workers.perceive.regions import changed_regions, pixels_of, tiles_of
from workers.perceive.scrolling import Scroll, find_scrolls
from workers.report import Gap
from workers.spans import Box, Span, merge_spans
from workers.tracks.text import Place, TextLine, TextTrack

#: Luma samples kept to find when a line came or went between two readings.
HISTORY = 64
#: A line hidden for no longer than this (a pointer passes) stood all the while.
BRIDGE_S = 1.0
#: A line has changed where this many pixels differ by this part of its own contrast: a single
#: character typed at its end does that, an encoder's freshened picture does not.
CHANGED_PIXELS = 3
CHANGED_CONTRAST = 0.25
MIN_CHANGED_LEVELS = 8.0
#: Around a line this part of the picture belongs to it, so that it is noticed to grow.
MARGIN = 0.01
#: A place wider than a line that stands there by this much holds more than that line.
WIDER = 1.1
#: Readings below this confidence are noise of the recogniser, not text.
MIN_CONFIDENCE = 0.5


@dataclass(slots=True, kw_only=True, eq=False)
class _Open:
    """A line that stood on the screen at the last reading. Two are never compared by their pixels."""

    line: SeenLine
    start_s: float
    patch: NDArray[np.uint8]
    seen_s: float
    path: list[Place] = field(default_factory=list)

    def move(self, box: Box, sample: Sample) -> None:
        """It stands elsewhere now, and was seen there."""
        if box != self.line.box:
            self.path.append(Place(time_s=sample.time_s, box=box))
        self.line = replace(self.line, box=box)
        self.patch, self.seen_s = _patch(sample.luma, box), sample.time_s


class ScreenReader:
    """Reads what changed, each time the gate lets a picture through.

    Only changed regions go to the engine; a line that stands elsewhere is not read again. When a
    line came and when it went is found afterwards in the luma samples between two readings.
    """

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._open: list[_Open] = []
        self._closed: list[TextLine] = []
        self._history: deque[tuple[float, NDArray[np.uint8]]] = deque(maxlen=HISTORY)
        self._first_s: float | None = None
        self._memory = ScreenMemory()
        #: The last look, which showed what is open now: its luma, and the whole picture in grey.
        self._read: NDArray[np.uint8] | None = None
        self._whole: NDArray[np.uint8] | None = None
        self._read_s = 0.0

    def offer(self, sample: Sample) -> None:
        """Takes the next sample; reads it where it has settled. Raises EngineFailed."""
        if self._first_s is None:
            self._first_s = sample.time_s
        if sample.new_tiles is not None and sample.picture is not None:
            self._look(sample, sample.picture, sample.new_tiles)
        self._history.append((sample.time_s, sample.luma))

    def finish(self, end_s: float) -> TextTrack:
        """All lines, in order of their first appearance. `end_s`: end of the last picture."""
        for still_open in self._open:
            self._close(still_open, end_s)
        self._open = []
        lines = sorted(self._closed, key=lambda line: (line.start_s, line.box.y, line.box.x, line.text))
        gaps = () if self._first_s is not None else (Gap(start_s=0.0, end_s=end_s, why="no_picture"),)
        return TextTrack(engine=self._engine.used, lines=tuple(lines), gaps=gaps, scripts=self._engine.reads)

    def _look(self, sample: Sample, picture: NDArray[np.uint8], new_tiles: NDArray[np.bool_]) -> None:
        scrolls = self._scrolls(sample, picture, new_tiles)
        touched = self._touched(self._regions(sample.luma, new_tiles, [item.line.box for item in self._open]))
        recalled = self._recall(sample.luma, new_tiles)
        moved = [item for item in touched if _moves(item, scrolls, sample)]
        unread = (
            recalled.unknown
            & ~_known(scrolls, new_tiles)
            & ~_leaving(touched, moved, scrolls, new_tiles, sample)
        )
        boxes = [line.box for line in (*recalled.lines, *recalled.changed)]
        boxes += [box for item in self._open if (box := _box_now(item, moved, scrolls)) is not None]
        regions = self._regions(sample.luma, unread, boxes)
        unchanged = [item for item in touched if item in moved or _same_patch(item, sample.luma)]
        known = [line for line in recalled.lines if not _stands(line.box, unchanged)]
        standing = [*(item.line.box for item in unchanged), *(line.box for line in known)]
        fresh = known + [line for region in regions for line in self._read_region(picture, region, standing)]
        for item in touched:
            if item not in unchanged:
                fresh = self._follow(item, fresh, sample, scrolls)
        for line in fresh:
            self._begin(line, sample, scrolls)
        for item in unchanged:
            item.seen_s = sample.time_s

    def _scrolls(
        self, sample: Sample, picture: NDArray[np.uint8], new_tiles: NDArray[np.bool_]
    ) -> list[Scroll]:
        """What of the picture moved up or down since the last look; this look becomes the last."""
        before, self._whole = self._whole, np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        since_s, self._read_s = self._read_s, sample.time_s
        if before is None:
            return []
        passed = [(time_s, luma) for time_s, luma in self._history if time_s >= since_s]
        samples = [*passed, (sample.time_s, sample.luma)]
        return find_scrolls(before, self._whole, new_tiles, samples, sample.luma)

    def _recall(self, luma: NDArray[np.uint8], new_tiles: NDArray[np.bool_]) -> Recalled:
        recalled = self._memory.recall(luma, new_tiles)
        if self._read is not None:
            self._memory.keep(self._read, [item.line for item in self._open], new_tiles)
        self._read = luma
        return recalled

    def _regions(self, luma: NDArray[np.uint8], tiles: NDArray[np.bool_], lines: list[Box]) -> list[Box]:
        return changed_regions(tiles, (luma.shape[0], luma.shape[1]), keep_whole=lines)

    def _touched(self, regions: list[Box]) -> list[_Open]:
        """Open lines of which some part lies in a region."""
        return [item for item in self._open if any(region.intersection(item.line.box) for region in regions)]

    def _read_region(self, picture: NDArray[np.uint8], region: Box, standing: list[Box]) -> list[SeenLine]:
        """Lines of a region, but for those that stand there as they stood when they were read."""
        height, width = picture.shape[:2]
        rows, columns = pixels_of(region, height, width)
        crop, corner, shape = picture[rows, columns], (columns.start, rows.start), (height, width)

        def stands(place: OcrPlace) -> bool:
            box = _box_of(place, corner, shape)
            return any(same_place(box, other) and box.width <= WIDER * other.width for other in standing)

        lines = self._engine.read(crop, skip=stands)
        return [_placed(line, crop, corner, shape) for line in lines if line.confidence >= MIN_CONFIDENCE]

    def _follow(
        self, item: _Open, fresh: list[SeenLine], sample: Sample, scrolls: Sequence[Scroll]
    ) -> list[SeenLine]:
        """Finds a line again where it stood or moved to, else closes it. Returns what is left."""
        again = next((line for line in fresh if same_line(line, item.line)), None)
        if again is None:
            self._open.remove(item)
            scroll = _scroll_at(item.line.box, scrolls)
            self._close(item, scroll.whole_until_s(item.line.box) if scroll else self._went_s(item, sample))
            return fresh
        item.line = replace(item.line, confidence=max(item.line.confidence, again.confidence))
        item.move(again.box, sample)
        return [line for line in fresh if line is not again]

    def _begin(self, line: SeenLine, sample: Sample, scrolls: Sequence[Scroll]) -> None:
        patch, scroll = _patch(sample.luma, line.box), _scroll_at(line.box, scrolls)
        start_s = scroll.whole_since_s(line.box) if scroll else self._came_s(line, patch, sample)
        path = [Place(time_s=sample.time_s, box=line.box)] if scroll else []
        self._open.append(_Open(line=line, start_s=start_s, patch=patch, seen_s=sample.time_s, path=path))

    def _came_s(self, line: SeenLine, patch: NDArray[np.uint8], sample: Sample) -> float:
        start_s = sample.time_s
        for time_s, luma in reversed(self._history):
            if _unlike(_patch(luma, line.box), patch, line.contrast):
                break
            start_s = time_s
        return start_s

    def _went_s(self, item: _Open, sample: Sample) -> float:
        for time_s, luma in self._history:
            if time_s > item.seen_s and not _same_patch(item, luma):
                return time_s
        return sample.time_s

    def _close(self, item: _Open, end_s: float) -> None:
        span = Span(start_s=item.start_s, end_s=max(item.start_s, end_s))
        line = item.line
        for index, earlier in enumerate(self._closed):
            if earlier.text == line.text and same_place(earlier.box, line.first_box):
                path = (*earlier.path, *_return(earlier, line.first_box, span.start_s), *item.path)
                self._closed[index] = replace(earlier, spans=_bridged((*earlier.spans, span)), path=path)
                return
        self._closed.append(
            TextLine(
                text=line.text,
                confidence=line.confidence,
                box=line.first_box,
                spans=(span,),
                contrast=line.contrast,
                path=tuple(item.path),
            )
        )


def _moves(item: _Open, scrolls: Sequence[Scroll], sample: Sample) -> bool:
    """Moves a line that was scrolled and still stands whole; whether it is one."""
    scroll = _scroll_at(item.line.box, scrolls)
    if scroll is None:
        return False
    box = scroll.moved(item.line.box)
    if not scroll.holds(box, (sample.luma.shape[0], sample.luma.shape[1])):
        return False
    item.move(box, sample)
    return True


def _box_now(item: _Open, moved: Sequence[_Open], scrolls: Sequence[Scroll]) -> Box | None:
    """Where a line is to be looked for: where it is known to stand, else where its page took it."""
    scroll = None if item in moved else _scroll_at(item.line.box, scrolls)
    if scroll is None:
        return item.line.box
    box = scroll.moved(item.line.box)
    return box if scroll.box.contains_centre_of(box) else None


def _scroll_at(box: Box, scrolls: Sequence[Scroll]) -> Scroll | None:
    return next((scroll for scroll in scrolls if scroll.box.contains_centre_of(box)), None)


def _known(scrolls: Sequence[Scroll], tiles: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tiles that show what was read before, scrolled; of the shape of the given ones."""
    known = np.zeros_like(tiles)
    for scroll in scrolls:
        known |= scroll.known
    return known


def _leaving(
    touched: Sequence[_Open],
    moved: Sequence[_Open],
    scrolls: Sequence[Scroll],
    tiles: NDArray[np.bool_],
    sample: Sample,
) -> NDArray[np.bool_]:
    """Tiles that show the rest of a line whose page takes it out: it was read when it was whole."""
    found, shape = np.zeros_like(tiles), (sample.luma.shape[0], sample.luma.shape[1])
    for item in touched:
        scroll = None if item in moved else _scroll_at(item.line.box, scrolls)
        box = None if scroll is None else scroll.moved(item.line.box)
        if scroll is not None and box is not None and scroll.takes_out(box, shape):
            rows, columns = tiles_of(box, shape)
            found[max(0, rows.start) : max(0, rows.stop), columns] = True
    return found


def _return(earlier: TextLine, box: Box, time_s: float) -> tuple[Place, ...]:
    """The step back to where a line was first seen, where it had moved since."""
    return (Place(time_s=time_s, box=box),) if earlier.path else ()


def _box_of(place: OcrPlace, corner: tuple[int, int], shape: tuple[int, int]) -> Box:
    """A place in a crop as a box of the picture; `corner`: the crop's (left, top), in pixels."""
    height, width = shape
    return Box(
        x=(corner[0] + place.x_px) / width,
        y=(corner[1] + place.y_px) / height,
        width=place.width_px / width,
        height=place.height_px / height,
    )


def _placed(
    line: OcrLine, crop: NDArray[np.uint8], corner: tuple[int, int], shape: tuple[int, int]
) -> SeenLine:
    box = _box_of(line, corner, shape)
    inked = crop[line.y_px : line.y_px + line.height_px, line.x_px : line.x_px + line.width_px]
    return SeenLine(
        text=line.text, confidence=line.confidence, box=box, first_box=box, contrast=contrast_of(inked)
    )


def _stands(box: Box, items: list[_Open]) -> bool:
    return any(same_place(box, item.line.box) for item in items)


def _patch(luma: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The line's own piece of a luma picture, with a small margin."""
    height, width = luma.shape
    top, left = int(box.y * height), max(0, int((box.x - MARGIN) * width))
    bottom, right = round((box.y + box.height) * height), round((box.x + box.width + MARGIN) * width)
    return luma[top : max(top + 1, bottom), left : max(left + 1, right)]


def _same_patch(item: _Open, luma: NDArray[np.uint8]) -> bool:
    return not _unlike(_patch(luma, item.line.box), item.patch, item.line.contrast)


def _unlike(one: NDArray[np.uint8], other: NDArray[np.uint8], contrast: float) -> bool:
    if one.shape != other.shape:
        return True
    levels = max(MIN_CHANGED_LEVELS, CHANGED_CONTRAST * contrast * 255.0)
    return int((np.abs(one.astype(np.int16) - other) > levels).sum()) >= CHANGED_PIXELS


def _bridged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(merge_spans(list(spans), join_gap_s=BRIDGE_S))
