"""Which of a course's variants one is: given once, kept for ever. Codes and phrases hang on it."""

from integrity.courses.models import Course


def take_number(course: Course) -> int:
    """The next that is free, in the caller's transaction; whoever wants another waits for its end."""
    waiting = Course.objects.select_for_update().only("variants_issued").get(pk=course.pk)
    number = waiting.variants_issued
    Course.objects.filter(pk=course.pk).update(variants_issued=number + 1)
    return number
