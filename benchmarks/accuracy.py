"""What is found of what was planted, and what is claimed of clean recordings, on unseen seeds.

Seeds below 1,000 are for tuning; the benchmark renders from FIRST_SEED on, which is raised once
recordings of it have been looked at.
"""

from benchmarks.intervals import as_share
from benchmarks.studio.events import PLANTED, Event
from benchmarks.tries import Asked, shares_found, try_all, try_clean, try_planted
from workers.report import StepOutcome

FIRST_SEED = 840_000


def measure_planted(count: int, first: int) -> list[str]:
    """`count` recordings with one planted event each, every kind as often as the others."""
    tried = try_planted(
        Asked(seed=first + index, event=PLANTED[index % len(PLANTED)]) for index in range(count)
    )
    right, untrue = sum(one.is_right for one in tried), sum(bool(one.untrue) for one in tried)
    return [
        f"right code, both ends within 1 s: {as_share(right, len(tried))}",
        f"with another minor or major finding that is not true: {as_share(untrue, len(tried))}",
        *shares_found(tried, PLANTED),
    ]


def measure_clean(count: int, first: int) -> list[str]:
    tried = try_clean(Asked(seed=first + index) for index in range(count))
    flagged, expected = sum(bool(one.claims) for one in tried), sum(one.is_as_expected for one in tried)
    return [
        f"clean recordings with any minor or major finding: {as_share(flagged, len(tried))}",
        f"clean recordings with the outcome expected: {as_share(expected, len(tried))}",
    ]


def measure_task_page(count: int, first: int) -> list[str]:
    followed = 0
    asked = (Asked(seed=first + index, event=Event.TASK_PAGE_ONLY) for index in range(count))
    for one in try_all(asked):
        wrong = [step.id for step in one.report.steps if step.outcome is StepOutcome.FOLLOWED]
        followed += bool(wrong)
        print(
            f"{'FALSE' if wrong else 'ok   '} seed {one.seed}: followed {', '.join(wrong) or 'none'}",
            flush=True,
        )
    return [f"recordings of the task page alone with a step followed: {as_share(followed, count)}"]


#: What a break is told by, and what it is told by that looks alike.
_EDITS = (Event.CUT, Event.FROZEN_CAMERA, Event.REPEATED_SEGMENT)
#: What a second of the picture is encoded again to: as a careful site would, and as a thrifty one.
_BITS = (600_000, 200_000)
_PEOPLE = (Event.PERSON_SWAPPED, Event.SECOND_PERSON, Event.STILL_PHOTO)


def measure_encoded_again(count: int, first: int) -> list[str]:
    """Edits in recordings that were encoded again at two bitrates: `count` of each at each."""
    rows: list[str] = []
    for bits in _BITS:
        rows.append(f"encoded again at {bits // 1000} kbit/s, right code and both ends within 1 s:")
        rows += _found(_EDITS, count, first, bits)
        clean = try_clean(Asked(seed=first + index, bits=bits) for index in range(count))
        cut = sum(any(code.startswith("continuity.") for code in one.claims) for one in clean)
        rows.append(f"  clean recordings in which any of them is claimed: {as_share(cut, len(clean))}")
    return rows


def measure_people(count: int, first: int) -> list[str]:
    """Who is there: `count` recordings of each kind."""
    return ["right code, both ends within 1 s:", *_found(_PEOPLE, count, first, None)]


def _found(events: tuple[Event, ...], count: int, first: int, bits: int | None) -> list[str]:
    pairs = ((first + index, event) for index in range(count) for event in events)
    return shares_found(
        try_planted(Asked(seed=seed, event=event, bits=bits) for seed, event in pairs), events
    )
