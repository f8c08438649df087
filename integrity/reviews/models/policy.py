"""How a course reviews, as its instructors set it, and how a person likes to see the queue."""

from django.db import models

from integrity.courses.models import Course
from integrity.people.models import User


class ReviewPolicy(models.Model):
    """Of a course without one, everything is as the defaults here say."""

    course = models.OneToOneField(
        Course, on_delete=models.CASCADE, primary_key=True, related_name="review_policy"
    )
    #: What the report found stays closed until the reviewer has said what they saw themselves.
    blind_first = models.BooleanField(default=False)
    #: The share of cases that somebody else decides as well, from 0 to 1.
    second_share = models.FloatField(default=0.0)
    #: So many cases a day are enough for one person; null: as many as they like.
    daily_cap = models.PositiveIntegerField(null=True)
    #: Who is told at once, and who when something must be reported by law.
    emergency_contact = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    legal_contact = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.course_id}: {'blind first' if self.blind_first else 'findings first'}"


class NamedReviewer(models.Model):
    """Whom a course named to review its cases. In a course that names nobody all its staff do."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="named_reviewers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="named_in")
    #: The first day on which they are there again; null: they are there.
    away_until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "user"], name="named_once_in_a_course")]

    def __str__(self) -> str:
        return f"{self.user}: {self.course}"


class SavedView(models.Model):
    """A way of narrowing the queue, under a name of the person's own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="queue_views")
    name = models.CharField(max_length=60)
    #: The address's question, as the queue reads it.
    query = models.CharField(max_length=400)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="a_view_has_its_own_name")]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"
