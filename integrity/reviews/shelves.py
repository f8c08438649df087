"""The queue as a person looks at it: which part, of what, and how old."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from integrity.courses.models import Membership, Role
from integrity.people.models import User
from integrity.reviews.closed import without_closed
from integrity.reviews.models import Case, CaseCode, CaseState, Passing, PassingKind
from integrity.reviews.queries import cases_for, cases_to_take, with_rows


class Shelf(StrEnum):
    #: For anybody, or for this person.
    WAITING = "waiting"
    #: In this person's hands.
    MINE = "mine"
    TAKEN = "taken"
    ON_HOLD = "on_hold"
    #: Kept for somebody else.
    HANDED_OVER = "handed_over"
    #: The student may still reply.
    REPLYING = "replying"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asked the queue for. `older_than_days`: since it was handed in. `state`: as on its page.

    `check` and `code`: of a finding. Neither they nor `outcome` find a case that is closed to the person.
    """

    shelf: Shelf = Shelf.WAITING
    course_id: UUID | None = None
    assignment_id: UUID | None = None
    older_than_days: int = 0
    state: str = ""
    check: str = ""
    code: str = ""
    outcome: str = ""


def queue_for(user: User, wanted: Wanted) -> QuerySet[Case]:
    """Oldest first. What was drawn among the clear ones looks like the rest."""
    cases = _on_shelf(user, wanted.shelf)
    if wanted.course_id:
        cases = cases.filter(course=wanted.course_id)
    if wanted.assignment_id:
        cases = cases.filter(submission__assignment=wanted.assignment_id)
    if wanted.older_than_days > 0:
        cases = cases.filter(handed_in_at__lt=timezone.now() - timedelta(days=wanted.older_than_days))
    if wanted.state:
        cases = cases.filter(state__in=_states_as_shown(wanted.state))
    cases = _by_findings(user, cases, wanted)
    # The same time under two names, each with an index for its part of the cases.
    since = "handed_in_at" if wanted.shelf is Shelf.DONE else "asks_since"
    return cases.order_by(since, "id")


def waiting_for(user: User, wanted: Wanted) -> QuerySet[Case]:
    """What to take next: what the person skipped waits for others."""
    skipped = Passing.objects.filter(case=OuterRef("pk"), by=user, kind=PassingKind.SKIPPED)
    return queue_for(user, replace(wanted, shelf=Shelf.WAITING)).filter(~Exists(skipped))


def _by_findings(user: User, cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.check or wanted.code or wanted.outcome:
        cases = without_closed(cases, user)
    if wanted.code:
        cases = cases.filter(codes__code=wanted.code)
    elif wanted.check:
        of_check = CaseCode.objects.filter(case=OuterRef("pk"), code__startswith=f"{wanted.check}.")
        cases = cases.filter(Exists(of_check))
    if wanted.outcome:
        # Who tells by outcome tells what was drawn among the clear ones: that is the instructors' to do.
        teaches = Membership.objects.filter(course=OuterRef("course"), user=user, role=Role.INSTRUCTOR)
        cases = cases.filter(Exists(teaches), run__report__outcome=wanted.outcome)
    return cases


def _states_as_shown(state: str) -> list[str]:
    """A second look is not told apart from a first one."""
    return [CaseState.WAITING, CaseState.SECOND] if state == CaseState.WAITING else [state]


def page_of(user: User, wanted: Wanted, *, number: int, rows: int) -> list[Case]:
    """One more than `rows` where a page follows. Found first and joined then: a queue may be very long."""
    start = (number - 1) * rows
    found = list(queue_for(user, wanted).values_list("pk", flat=True)[start : start + rows + 1])
    return list(with_rows(Case.objects.filter(pk__in=found)).order_by("handed_in_at", "id"))


def _on_shelf(user: User, shelf: Shelf) -> QuerySet[Case]:
    now = timezone.now()
    held = Q(lease_until__gte=now)
    if shelf is Shelf.DONE:
        return cases_for(user).filter(state__in=[CaseState.DECIDED, CaseState.RELEASED, CaseState.CLOSED])
    if shelf is Shelf.REPLYING:
        return cases_for(user).filter(state=CaseState.NOTIFIED, due_at__gt=now)
    parts = {
        Shelf.MINE: held & Q(holder=user),
        Shelf.TAKEN: held & ~Q(holder=user),
        Shelf.ON_HOLD: Q(on_hold=True),
        Shelf.HANDED_OVER: ~Q(reserved_for=user) & Q(reserved_for__isnull=False),
        Shelf.WAITING: (Q(lease_until=None) | Q(lease_until__lt=now))
        & Q(on_hold=False)
        & (Q(reserved_for=None) | Q(reserved_for=user)),
    }
    return cases_to_take(user).filter(parts[shelf])
