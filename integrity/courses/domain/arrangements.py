"""What the disability office arranges for a person: made by the office alone, which alone knows why."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from integrity.audit.domain import audit
from integrity.courses.domain.removals import PHRASE, known_removals
from integrity.courses.domain.settings import checks_off
from integrity.courses.models import Arrangement, Course, Membership, Role
from integrity.people.models import Appointment, Institution, Office, User
from variants.template import Accommodation
from workers.report import CheckName

MAX_REASON_CHARS = 4000


class Preset(StrEnum):
    """What people ask for by name; each stands for checks and codes."""

    SCREEN_READER = "screen_reader"
    INTERPRETER = "interpreter"
    SIGNING = "signing"
    ABSENCE = "absence"
    NO_PHRASE = "no_phrase"
    NO_CAMERA = "no_camera"


REMOVES: Mapping[Preset, frozenset[str]] = MappingProxyType(
    {
        Preset.SCREEN_READER: frozenset({"speech.forbidden_said", "injection.said"}),
        Preset.INTERPRETER: frozenset(
            {"identity.several_people", "identity.changed", "speech.forbidden_said"}
        ),
        Preset.SIGNING: frozenset({"speech"}),
        Preset.ABSENCE: frozenset({"identity.absent"}),
        Preset.NO_PHRASE: frozenset({PHRASE}),
        Preset.NO_CAMERA: frozenset({"identity"}),
    }
)


def institutions_of(user: User) -> QuerySet[Institution]:
    """Whose disability office the person is."""
    held = Appointment.objects.filter(user=user, office=Office.ACCOMMODATIONS)
    return Institution.objects.filter(pk__in=held.values("institution"))


def people_of(institutions: QuerySet[Institution]) -> QuerySet[User]:
    """For whom the office may arrange something."""
    learns = Membership.objects.filter(course__institution__in=institutions, role=Role.STUDENT)
    return User.objects.filter(Q(pk__in=learns.values("user")) | Q(institution__in=institutions))


@transaction.atomic
def arrange(
    institution: Institution,
    user: User,
    by: User,
    *,
    removed: Collection[str],
    ways: Collection[str],
    reason: str,
) -> Arrangement:
    """From now on, in all courses of the institution; what was inspected stays as it was."""
    known_ways = [one.value for one in Accommodation if one.value in ways]
    made = Arrangement.objects.create(
        institution=institution,
        user=user,
        by=by,
        removed=known_removals(removed),
        ways=known_ways,
        reason=reason.replace("\0", "").strip()[:MAX_REASON_CHARS],
    )
    Membership.objects.filter(course__institution=institution, user=user, role=Role.STUDENT).update(
        accommodations=known_ways
    )
    # Neither what nor why: the log is read by more people than these are for.
    audit.append("arrangement.made", subject=f"arrangement:{made.pk}", by=by)
    return made


def arrangement_of(institution_id: UUID, user_id: int) -> Arrangement | None:
    return Arrangement.objects.filter(institution=institution_id, user=user_id).last()


def removed_for(course: Course, user_id: int) -> list[str]:
    """Names of checks and codes that are taken out of whatever this person is asked in the course."""
    arranged = arrangement_of(course.institution_id, user_id)
    return known_removals([*checks_off(course), *(arranged.removed if arranged else [])])


def removed_as_told(course: Course, user_id: int) -> list[str]:
    """The same as far as anybody else is told: not who goes without faces being looked at (docs/decisions/0021)."""
    told = set(checks_off(course))
    return [name for name in removed_for(course, user_id) if name != CheckName.IDENTITY or name in told]


def ways_of(institution: Institution, users: Iterable[User]) -> dict[int, list[str]]:
    """By person, how their variants are issued, as it was arranged before they came into a course."""
    arranged = Arrangement.objects.filter(institution=institution, user__in=list(users))
    return {one.user_id: list(one.ways) for one in arranged}
