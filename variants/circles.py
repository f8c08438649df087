"""Things that wait for each other."""

from collections.abc import Collection, Mapping


def in_circle(after: Mapping[str, Collection[str]]) -> list[str]:
    """Takes away, again and again, what waits for none that is left; what stays waits for itself. By name."""
    waiting = {name: set(earlier) for name, earlier in after.items()}
    while free := [name for name, earlier in waiting.items() if not earlier & waiting.keys()]:
        for name in free:
            del waiting[name]
    return sorted(waiting)
