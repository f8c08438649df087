"""Did steps begin in the order asked for? Decided over the moments in which each was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workers.brief import Instructions, Step

#: A step that begins no earlier than this before another is not before it: the screen is read in steps.
TOLERANCE_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """When a step began; `too_early_for`: the step it had to wait for and did not."""

    start_s: float
    too_early_for: str | None


def place_steps(
    instructions: Instructions, shown: Mapping[str, Sequence[Sequence[float]]]
) -> dict[str, Placed]:
    """When each shown step began.

    `shown`: for each step that was shown, the moments at which each of its grounds appeared. Where
    something appeared more than once, the person has the benefit: the earliest moments that keep
    the order are taken, and only where there are none is the step out of order.
    """
    earlier = _ancestors(instructions)
    placed: dict[str, Placed] = {}
    for step in _in_order(instructions.steps):
        if step.id not in shown:
            continue
        before = [step_id for step_id in earlier[step.id] if step_id in placed]
        last = max(before, key=lambda step_id: (placed[step_id].start_s, step_id), default=None)
        not_before_s = placed[last].start_s - TOLERANCE_S if last is not None else 0.0
        start_s = _first_start(shown[step.id], not_before_s)
        if start_s is not None:
            placed[step.id] = Placed(start_s=start_s, too_early_for=None)
        else:
            placed[step.id] = Placed(start_s=_complete_at(shown[step.id]), too_early_for=last)
    return placed


def _first_start(grounds: Sequence[Sequence[float]], not_before_s: float) -> float | None:
    """The first moment, not before this one, at which the last missing ground appeared."""
    complete_s = _complete_at(grounds)
    if complete_s >= not_before_s:
        return complete_s
    return min((at for ground in grounds for at in ground if at >= not_before_s), default=None)


def _complete_at(grounds: Sequence[Sequence[float]]) -> float:
    """The moment from which all grounds have been seen once."""
    return max(min(ground) for ground in grounds)


def _ancestors(instructions: Instructions) -> dict[str, set[str]]:
    """For each step, those that come before it, by `after` and, where asked for, by the list.

    `after` is the more exact word: where the list says otherwise, the list gives way.
    """
    by_graph = {step.id: _all_before(step, instructions.steps) for step in instructions.steps}
    if not instructions.ordered:
        return by_graph
    ids = [step.id for step in instructions.steps]
    return {
        step_id: by_graph[step_id] | {other for other in ids[:place] if step_id not in by_graph[other]}
        for place, step_id in enumerate(ids)
    }


def _all_before(step: Step, steps: Sequence[Step]) -> set[str]:
    direct = {other.id: other.after for other in steps}
    found: set[str] = set()
    waiting = list(step.after)
    while waiting:
        step_id = waiting.pop()
        if step_id not in found:
            found.add(step_id)
            waiting += direct[step_id]
    return found


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """The steps as listed, but each behind all that it comes after."""
    ordered: list[Step] = []
    waiting = list(steps)
    while waiting:
        done = {step.id for step in ordered}
        # A brief whose steps wait for each other in a circle is refused when it is read.
        step = next(step for step in waiting if set(step.after) <= done)
        waiting.remove(step)
        ordered.append(step)
    return ordered
