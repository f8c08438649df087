"""A person's place in a course: given once, kept for ever."""

from django.db import transaction
from django.db.models import Max

from integrity.courses.models import Course, RosterPlace
from integrity.people.models import User


@transaction.atomic
def place_of(course: Course, user: User) -> int:
    """The place a person has, or the next that is free. Two at once wait for each other at the course."""
    Course.objects.select_for_update().only("pk").get(pk=course.pk)
    known = RosterPlace.objects.filter(course=course, user=user).first()
    if known is not None:
        return known.place
    last = RosterPlace.objects.filter(course=course).aggregate(last=Max("place"))["last"]
    return RosterPlace.objects.create(course=course, user=user, place=0 if last is None else last + 1).place
