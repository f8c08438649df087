"""How long things stay: the site's rules, and courses that keep something for a shorter time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from integrity.audit.domain import audit
from integrity.courses.models import Course
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.stewardship.models import Artefact, CourseRule, RetentionRule

MOST_DAYS = 36_500
#: What is kept of a submission; what is kept of perception is no course's.
OF_COURSES = tuple(artefact for artefact in Artefact if artefact != Artefact.CACHE)
#: What goes with what, at the latest.
_WITHIN = {
    Artefact.TRACKS: (Artefact.SUBMISSION,),
    Artefact.EVIDENCE: (Artefact.SUBMISSION,),
    Artefact.COPY: (Artefact.RECORDING, Artefact.SUBMISSION),
    Artefact.RECORDING: (Artefact.SUBMISSION,),
    Artefact.SUBMISSION: (),
}


class RuleRefused(Refused):
    """The code says why: `days` where it is no number of them, `longer` than the site keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All there are. `site`: days by artefact; `courses`: by title, each with its course."""

    site: dict[str, int]
    courses: tuple[CourseRule, ...]

    def old_enough(self, artefact: Artefact, now: datetime) -> Q | None:
        """Submissions whose time is over, by the site's rule or their course's. Null: there is no rule."""
        site = self.site.get(artefact)
        old = None if site is None else Q(created_at__lt=now - timedelta(days=site))
        courses: dict[int, list[UUID]] = defaultdict(list)
        for rule in self.sooner(artefact):
            courses[rule.days].append(rule.course_id)
        for days, of_course in courses.items():
            theirs = Q(assignment__course__in=of_course, created_at__lt=now - timedelta(days=days))
            old = theirs if old is None else old | theirs
        return old

    def sooner(self, artefact: Artefact) -> list[CourseRule]:
        """Those that are shorter than the site's."""
        site = self.site.get(artefact, MOST_DAYS + 1)
        return [rule for rule in self.courses if rule.artefact == artefact and rule.days < site]


def all_rules() -> Rules:
    courses = CourseRule.objects.select_related("course").order_by("course__title", "pk")
    return Rules(site=site_days(), courses=tuple(courses))


def read_days(text: str) -> int | None:
    """As typed; null where nothing is. Raises RuleRefused."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= MOST_DAYS):
        raise RuleRefused("days")
    return int(typed)


def site_days() -> dict[str, int]:
    """By artefact; those without a rule are not in it."""
    return dict(RetentionRule.objects.values_list("artefact", "days"))


def course_days(course: Course) -> dict[str, int]:
    """What the course itself set."""
    return dict(CourseRule.objects.filter(course=course).values_list("artefact", "days"))


def times_kept(course: Course) -> dict[Artefact, int | None]:
    """Days after which each goes at the latest, by whatever rule; null: when somebody erases it."""
    rules = (site_days(), course_days(course))
    asked = {
        artefact: [days[one] for days in rules for one in (artefact, *_WITHIN[artefact]) if one in days]
        for artefact in OF_COURSES
    }
    return {artefact: min(days, default=None) for artefact, days in asked.items()}


def set_rule(artefact: Artefact, days: int | None, *, by: User) -> None:
    """Of the site. None: it stays until somebody erases it."""
    with transaction.atomic():
        if days is None:
            RetentionRule.objects.filter(artefact=artefact).delete()
        else:
            said = {"days": days, "changed_by": by}
            RetentionRule.objects.update_or_create(artefact=artefact, defaults=said)
        audit.append("retention.changed", subject=f"retention:{artefact}", by=by, days=days)


@transaction.atomic
def set_course_rules(course: Course, wanted: dict[Artefact, int | None], *, by: User) -> None:
    """All of a course's rules; only what is different is written, and logged. None: as the site says.

    Raises RuleRefused where something would be kept for longer than the site does.
    """
    site, known = site_days(), course_days(course)
    for artefact in OF_COURSES:
        days = wanted.get(artefact)
        if days is not None and days > site.get(artefact, MOST_DAYS):
            raise RuleRefused("longer")
        if days != known.get(artefact):
            _set_course_rule(course, artefact, days, by)


def _set_course_rule(course: Course, artefact: Artefact, days: int | None, by: User) -> None:
    if days is None:
        CourseRule.objects.filter(course=course, artefact=artefact).delete()
    else:
        said = {"days": days, "changed_by": by}
        CourseRule.objects.update_or_create(course=course, artefact=artefact, defaults=said)
    audit.append("retention.of_course", subject=f"course:{course.pk}", by=by, artefact=artefact, days=days)
