"""Time spans and picture boxes, the two ways Candor points into a recording."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of time [start_s, end_s), in seconds of the recording."""

    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        if self.end_s < self.start_s:
            raise ValueError(f"a span ends before it starts: {self.start_s=}, {self.end_s=}")

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    def overlap_s(self, other: "Span") -> float:
        """Seconds that both spans share; 0 where they do not touch."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle as parts (0 to 1) of the upright picture, origin top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return self.width * self.height

    def intersection(self, other: "Box") -> float:
        """Area that both boxes share, as a part of the picture."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0.0, across) * max(0.0, down)

    def iou(self, other: "Box") -> float:
        """Intersection over union, 0 to 1."""
        shared = self.intersection(other)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0

    def contains_centre_of(self, other: "Box") -> bool:
        centre_x = other.x + other.width / 2
        centre_y = other.y + other.height / 2
        inside_x = self.x <= centre_x <= self.x + self.width
        return inside_x and self.y <= centre_y <= self.y + self.height


def merge_spans(spans: list[Span], *, join_gap_s: float = 0.0) -> list[Span]:
    """The union of spans in order of time; spans at most `join_gap_s` apart become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start_s - merged[-1].end_s <= join_gap_s:
            last = merged.pop()
            merged.append(Span(start_s=last.start_s, end_s=max(last.end_s, span.end_s)))
        else:
            merged.append(span)
    return merged
