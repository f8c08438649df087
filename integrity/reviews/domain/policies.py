"""Setting how a course reviews."""

import math
from dataclasses import asdict, dataclass

from django.db import transaction

from integrity.audit.domain import audit
from integrity.courses.models import Course
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.models import ReviewPolicy
from integrity.reviews.queries import staff_of


class PolicyRefused(Refused):
    """The code says what is wrong (`share`, `cap`, `contact`); the page says it in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWanted:
    """As a form says it. `second_percent` from 0 to 100; contacts by number, null for nobody."""

    blind_first: bool
    second_percent: float
    daily_cap: int | None
    emergency_contact: int | None
    legal_contact: int | None


@transaction.atomic
def set_policy(course: Course, by: User, wanted: PolicyWanted) -> ReviewPolicy:
    """Counts for what is taken or decided from now on. Raises PolicyRefused."""
    _refuse(course, wanted)
    policy, _ = ReviewPolicy.objects.update_or_create(
        course=course,
        defaults={
            "blind_first": wanted.blind_first,
            "second_share": wanted.second_percent / 100,
            "daily_cap": wanted.daily_cap,
            "emergency_contact_id": wanted.emergency_contact,
            "legal_contact_id": wanted.legal_contact,
        },
    )
    audit.append("reviews.policy", subject=f"course:{course.pk}", by=by, **asdict(wanted))
    return policy


def _refuse(course: Course, wanted: PolicyWanted) -> None:
    if not (math.isfinite(wanted.second_percent) and 0 <= wanted.second_percent <= 100):
        raise PolicyRefused("share")
    if wanted.daily_cap is not None and not 1 <= wanted.daily_cap <= 10_000:
        raise PolicyRefused("cap")
    contacts = {one for one in (wanted.emergency_contact, wanted.legal_contact) if one is not None}
    if staff_of(course).filter(pk__in=contacts).count() != len(contacts):
        raise PolicyRefused("contact")
