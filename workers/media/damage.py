"""What the decoder said of broken parts, as a few sentences."""

_MOST_SENTENCES = 12


class Damage:
    """Counts mishaps by kind, with the time of the first, so that a ruined file stays a few sentences."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._first_s: dict[str, float | None] = {}

    def note(self, what: str, time_s: float | None = None) -> None:
        """One mishap; `what` is a short clause without a full stop."""
        if what not in self._counts and len(self._counts) >= _MOST_SENTENCES:
            return
        self._first_s.setdefault(what, time_s)
        self._counts[what] = self._counts.get(what, 0) + 1

    def sentences(self) -> tuple[str, ...]:
        return tuple(self._sentence(what) for what in self._counts)

    def _sentence(self, what: str) -> str:
        count, first_s = self._counts[what], self._first_s[what]
        times = f" ({count} times)" if count > 1 else ""
        place = f", first at {first_s:.2f} s" if first_s is not None else ""
        return f"{what}{place}{times}."
