"""What stands around the queue: ways to narrow it, kept views, and what the person may do in which course."""

from integrity.courses.models import Course, Membership, Role
from integrity.people.models import User
from integrity.portal.review_words import (
    age_words,
    case_words,
    check_words,
    outcome_words,
    shelf_words,
    unseen_words,
)
from integrity.reviews.domain.caps import enough_in
from integrity.reviews.models import CaseState, Escalation, NamedReviewer, ReviewPolicy, SavedView
from integrity.reviews.shelves import Wanted
from workers.codes import SEVERITIES

#: Those that a queue is narrowed by: the others are shelves, or look like another.
_STATES = (CaseState.WAITING, CaseState.NOTIFIED, CaseState.APPEALED, CaseState.SETTLING)


def queue_page(user: User, courses: list[Course], wanted: Wanted) -> dict[str, object]:
    """For the template. Outcomes are for those who teach; nothing is told by findings where all are blind."""
    blind = set(
        ReviewPolicy.objects.filter(course__in=courses, blind_first=True).values_list("course", flat=True)
    )
    taught = set(
        Membership.objects.filter(user=user, course__in=courses, role=Role.INSTRUCTOR).values_list(
            "course", flat=True
        )
    )
    is_open = any(course.pk not in blind for course in courses)
    return {
        "shelves": shelf_words(),
        "ages": age_words(),
        "states": {state: case_words()[state] for state in _STATES},
        "checks": check_words() if is_open else {},
        "outcomes": outcome_words() if taught - blind else {},
        "codes": list(SEVERITIES),
        "views": list(SavedView.objects.filter(user=user)),
        "away": _away(user),
        "taught": taught,
        "unseen": unseen_words(Escalation.objects.filter(to=user, seen_at=None).count()),
        "is_enough": _is_enough(user, courses, wanted),
    }


def _away(user: User) -> dict[str, object] | None:
    """Until when the person said they are away; null where no course named them."""
    named = list(NamedReviewer.objects.filter(user=user).values_list("away_until", flat=True))
    days = [day for day in named if day is not None]
    return {"until": max(days, default=None)} if named else None


def _is_enough(user: User, courses: list[Course], wanted: Wanted) -> bool:
    """In the course that is looked at, or in any of them."""
    return bool(enough_in(user, [course for course in courses if wanted.course_id in {None, course.pk}]))
