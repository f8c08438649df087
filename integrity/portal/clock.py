"""Times of a recording as people type them: `7:12`, `1:02:03.5`, `42`."""

import math
import re

_TYPED = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:[.,]\d{1,3})?)", re.ASCII)


def seconds_of(text: str) -> float | None:
    """None where nothing is typed; NaN, which is no moment of any recording, where it is no time."""
    if not text.strip():
        return None
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return math.nan
    hours, minutes, seconds = typed.groups()
    return 3600 * int(hours or 0) + 60 * int(minutes or 0) + float(seconds.replace(",", "."))
