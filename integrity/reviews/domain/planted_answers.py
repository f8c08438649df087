"""What reviewers said of planted cases, beside what is known of them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from integrity.courses.models import Course
from integrity.reviews.intervals import Share, share
from integrity.reviews.models import Case, FindingDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedAnswer:
    """Of one finding. `is_right`: its verdict is the known one; "cannot tell" of what could be told is not."""

    user_id: int
    check: str
    is_right: bool


def planted_answers(course: Course, case: Case | None = None) -> tuple[PlantedAnswer, ...]:
    """Of all planted cases of the course, or of this one; of decisions that can no longer be undone."""
    said = _decided(course) if case is None else _decided(course).filter(decision__case=case)
    rows = said.values_list(
        "decision__case__planted__known__decision", "finding_id", "decision__by", "finding__check", "verdict"
    )
    known = _known({row[0] for row in rows})
    return tuple(
        PlantedAnswer(user_id=by, check=check, is_right=verdict == known[decision, key])
        for decision, key, by, check, verdict in rows
        if (decision, key) in known
    )


Key = TypeVar("Key", bound=Hashable)


def share_of(answers: Iterable[PlantedAnswer]) -> Share:
    right = [one.is_right for one in answers]
    return share(sum(right), len(right))


def shares_by(answers: Iterable[PlantedAnswer], key: Callable[[PlantedAnswer], Key]) -> dict[Key, Share]:
    some: dict[Key, list[PlantedAnswer]] = defaultdict(list)
    for one in answers:
        some[key(one)].append(one)
    return {name: share_of(of_it) for name, of_it in some.items()}


def _decided(course: Course) -> QuerySet[FindingDecision]:
    return FindingDecision.objects.filter(
        decision__case__course=course,
        decision__case__planted__isnull=False,
        decision__undoing=None,
        decision__undo_until__lte=timezone.now(),
    )


def _known(decisions: set[int]) -> dict[tuple[int, str], str]:
    """Verdicts that are held to be right, by decision and finding."""
    rows = FindingDecision.objects.filter(decision__in=decisions)
    return {
        (one, key): verdict for one, key, verdict in rows.values_list("decision", "finding_id", "verdict")
    }
