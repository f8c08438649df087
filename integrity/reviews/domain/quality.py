"""How good reviews are: what the machine missed, and how far people agree with it and with each other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from integrity.courses.models import Course
from integrity.people.models import User
from integrity.reviews.domain.planted_answers import PlantedAnswer, planted_answers, share_of, shares_by
from integrity.reviews.intervals import Share, kappa, share
from integrity.reviews.models import CaseState, Decision, FindingDecision, KnownCase, PracticeAnswer, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCheck:
    """What people said of a check's findings; `upheld`: of those that could be told."""

    check: str
    counts: dict[str, int]
    upheld: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of findings that two people decided without knowing of each other. `kappa`: None where it says nothing."""

    same: Share
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReviewer:
    """`with_others`: on cases that two decided; `practice`: on cases whose answer is known, as the person knew;
    `planted`: on those that came through the queue.
    """

    user: User
    decided: int
    with_others: Agreement
    practice: Share
    planted: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """`missed`: of the drawn clear submissions that a person decided, those where the report missed something.
    `planted`: of findings of planted cases, those that were decided as they are known. They count nowhere else.
    """

    missed: Share
    checks: tuple[OfCheck, ...]
    second: Agreement
    second_by_check: dict[str, Agreement]
    planted: Share
    planted_by_check: dict[str, Share]
    reviewers: tuple[OfReviewer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    check: str
    people: tuple[int, int]
    verdicts: tuple[str, str]


def quality_of(course: Course) -> Quality:
    pairs, answers = _pairs(course), planted_answers(course)
    by_check: dict[str, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_check[pair.check].append(pair)
    return Quality(
        missed=_missed(course),
        checks=_checks(course),
        second=_agreement(pairs),
        second_by_check={check: _agreement(some) for check, some in sorted(by_check.items())},
        planted=share_of(answers),
        planted_by_check=shares_by(answers, lambda one: one.check),
        reviewers=_reviewers(course, pairs, answers),
    )


def _in_effect(course: Course) -> QuerySet[Decision]:
    """Of each case the newest that can no longer be undone."""
    settled = Decision.objects.filter(undoing=None, undo_until__lte=timezone.now())
    newest = settled.filter(case=OuterRef("case")).order_by("-number").values("pk")[:1]
    return settled.filter(case__course=course, case__planted=None, pk=Subquery(newest))


def _missed(course: Course) -> Share:
    of_drawn = _in_effect(course).filter(case__is_sample=True)
    rows = list(of_drawn.values_list("verdict", "missed"))
    return share(sum(bool(missed) or verdict == Verdict.UPHELD for verdict, missed in rows), len(rows))


def _checks(course: Course) -> tuple[OfCheck, ...]:
    rows = FindingDecision.objects.filter(decision__in=_in_effect(course))
    counted = rows.order_by().values_list("finding__check", "verdict").annotate(number=Count("pk"))
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Verdict.values, 0))
    for check, verdict, number in counted:
        counts[check][verdict] = number
    return tuple(
        OfCheck(check=check, counts=of_it, upheld=_upheld(of_it)) for check, of_it in sorted(counts.items())
    )


def _upheld(counts: dict[str, int]) -> Share:
    upheld = counts[Verdict.UPHELD]
    return share(upheld, upheld + counts[Verdict.DISMISSED])


def _pairs(course: Course) -> list[_Pair]:
    """The newest first decision and the newest second one of each case, finding by finding."""
    decided = FindingDecision.objects.filter(
        decision__case__course=course,
        decision__case__planted=None,
        decision__undoing=None,
        decision__stage__in=[CaseState.WAITING, CaseState.SECOND],
        decision__case__decisions__stage=CaseState.SECOND,
    )
    rows = decided.order_by("decision__number").values_list(
        "decision__case", "finding_id", "decision__stage", "decision__by", "verdict", "finding__check"
    )
    found: dict[tuple[object, str], dict[str, tuple[int, str, str]]] = defaultdict(dict)
    for case_id, finding_id, stage, by, verdict, check in rows:
        found[case_id, finding_id][stage] = (by, verdict, check)
    return [_pair(*said.values()) for said in found.values() if len(said) == 2]


def _pair(first: tuple[int, str, str], second: tuple[int, str, str]) -> _Pair:
    return _Pair(check=first[2], people=(first[0], second[0]), verdicts=(first[1], second[1]))


def _agreement(pairs: Iterable[_Pair]) -> Agreement:
    verdicts = [pair.verdicts for pair in pairs]
    return Agreement(
        same=share(sum(one == other for one, other in verdicts), len(verdicts)), kappa=kappa(verdicts)
    )


def _reviewers(
    course: Course, pairs: list[_Pair], answers: Sequence[PlantedAnswer]
) -> tuple[OfReviewer, ...]:
    decided = Decision.objects.filter(case__course=course, undoing=None).order_by()
    numbers = dict(decided.values_list("by").annotate(cases=Count("case", distinct=True)))
    practice = _practice(course)
    planted = shares_by(answers, lambda one: one.user_id)
    people = User.objects.filter(pk__in={*numbers, *practice}).order_by("last_name", "first_name", "username")
    return tuple(
        OfReviewer(
            user=user,
            decided=numbers.get(user.pk, 0),
            with_others=_agreement(pair for pair in pairs if user.pk in pair.people),
            practice=practice.get(user.pk, share(0, 0)),
            planted=planted.get(user.pk, share(0, 0)),
        )
        for user in people
    )


def _practice(course: Course) -> dict[int, Share]:
    """Findings of known cases that were answered as they are known, by person."""
    answers = PracticeAnswer.objects.filter(known__case__course=course)
    right = _right(course)
    hits: dict[int, list[bool]] = defaultdict(list)
    for answer in answers:
        known = right[answer.known_id]
        hits[answer.user_id] += [known.get(key) == verdict for key, verdict in answer.verdicts.items()]
    return {user_id: share(sum(said), len(said)) for user_id, said in hits.items()}


def _right(course: Course) -> dict[int, dict[str, str]]:
    """Verdicts of known cases, by finding."""
    known = dict(KnownCase.objects.filter(case__course=course).values_list("decision", "pk"))
    found: dict[int, dict[str, str]] = {number: {} for number in known.values()}
    rows = FindingDecision.objects.filter(decision__in=known)
    for decision, key, verdict in rows.values_list("decision", "finding_id", "verdict"):
        found[known[decision]][key] = verdict
    return found
