"""Which of a course's variants one is: given once, kept for ever. Codes and phrases hang on it."""

from typing import Literal
from uuid import UUID

from integrity.courses.models import Course
from variants.challenges import CAPACITY


def waited_for(course_id: UUID) -> Course:
    """Nobody else counts in it, or gives anybody anything by its numbers, until the caller's transaction ends."""
    return Course.objects.select_for_update().get(pk=course_id)


def take_number(waited: Course) -> int:
    """The next that is free."""
    return _count(waited, "variants_issued")


def take_number_for_tryout(waited: Course) -> int:
    """Likewise from the last one down: no student's number is ever another for it."""
    return CAPACITY - 1 - _count(waited, "tryouts_issued")


def _count(waited: Course, counter: Literal["variants_issued", "tryouts_issued"]) -> int:
    """How many there were, and one more from now on."""
    issued: int = getattr(waited, counter)
    setattr(waited, counter, issued + 1)
    waited.save(update_fields=[counter])
    return issued
