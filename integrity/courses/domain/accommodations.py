"""How a person's variants are issued: the same task, told in another way."""

from collections.abc import Collection

from integrity.courses.models import Course, Membership, Role
from variants.template import Accommodation


def accommodate(course: Course, user_id: int, wanted: Collection[str]) -> None:
    """From now on; what was issued stays as it is. Names that are not known are left out."""
    known = [one.value for one in Accommodation if one.value in wanted]
    students = Membership.objects.filter(course=course, user=user_id, role=Role.STUDENT)
    students.update(accommodations=known)
