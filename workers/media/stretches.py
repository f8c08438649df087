"""Stretches of time in which a stream has data, joined as they arrive."""

#: Shorter gaps are how encoders and containers leave things, not missing data.
JOIN_GAP_S = 1.0
_MOST_STRETCHES = 2000


class Stretches:
    """A growing list of stretches with few entries, however wild the times are."""

    def __init__(self) -> None:
        self._ended: list[tuple[float, float]] = []
        self._start_s: float | None = None
        self._end_s = 0.0

    def add(self, start_s: float, end_s: float) -> None:
        """Data from `start_s` to `end_s`; in order of time but for small steps back."""
        if self._start_s is None:
            self._start_s, self._end_s = start_s, end_s
        elif start_s - self._end_s <= JOIN_GAP_S or len(self._ended) >= _MOST_STRETCHES:
            self._end_s = max(self._end_s, end_s)
        else:
            self._ended.append((self._start_s, self._end_s))
            self._start_s, self._end_s = start_s, end_s

    @property
    def end_s(self) -> float:
        """The latest end; 0 where there is no data."""
        return self._end_s

    def all(self) -> tuple[tuple[float, float], ...]:
        if self._start_s is None:
            return ()
        return (*self._ended, (self._start_s, self._end_s))
