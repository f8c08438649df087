"""Which of a course's variants one is: given once, kept for ever. Codes and phrases hang on it."""

from typing import Literal

from integrity.courses.models import Course
from variants.challenges import CAPACITY


def take_number(course: Course) -> int:
    """The next that is free, in the caller's transaction; whoever wants another waits for its end."""
    return _count(course, "variants_issued")


def take_number_for_tryout(course: Course) -> int:
    """Likewise from the last one down: no student's number is ever another for it."""
    return CAPACITY - 1 - _count(course, "tryouts_issued")


def _count(course: Course, counter: Literal["variants_issued", "tryouts_issued"]) -> int:
    """How many there were, and one more from now on."""
    waiting = Course.objects.select_for_update().only(counter).get(pk=course.pk)
    issued: int = getattr(waiting, counter)
    Course.objects.filter(pk=course.pk).update(**{counter: issued + 1})
    return issued
