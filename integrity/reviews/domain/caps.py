"""A daily measure: watching what others did is tiring, and tired eyes are unfair ones."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from integrity.courses.models import Course
from integrity.people.models import User
from integrity.reviews.models import Decision, ReviewPolicy
from integrity.reviews.policies import policy_of


def is_enough_for_today(user: User, course: Course) -> bool:
    """Whether the person decided as many cases of the course today as its policy thinks good."""
    return policy_of(course).daily_cap is not None and course.pk in enough_in(user, [course])


def enough_in(user: User, courses: Collection[Course]) -> frozenset[UUID]:
    """The courses in which it is."""
    capped = ReviewPolicy.objects.filter(course__in=courses, daily_cap__isnull=False)
    caps = dict(capped.values_list("course", "daily_cap"))
    if not caps:
        return frozenset()
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Decision.objects.filter(by=user, case__course__in=caps, at__gte=today, undoing=None)
    numbers = decided.order_by().values_list("case__course").annotate(cases=Count("case", distinct=True))
    return frozenset(course for course, number in numbers if number >= caps[course])
