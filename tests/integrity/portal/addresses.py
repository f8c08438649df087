"""Every address of the site, and something in a course for each of them to ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from integrity.courses.models import Assignment, Course, IssuedVariant
from integrity.reviews.domain.evidence import findings_of
from integrity.reviews.models import Escalation, KnownCase, PlantedCase
from integrity.submissions.domain.arriving import begin_file
from integrity.submissions.domain.takes import begin as begin_take
from integrity.submissions.models import Submission, Take, Upload
from tests.integrity.reviews.cases import a_conflict, a_known_case, a_planted_case, an_escalation
from tests.integrity.rows import a_copy, a_reported_submission, a_tryout, a_user, an_assignment
from tests.integrity.variant_rows import a_templated_assignment, a_variant

#: Addresses of assignments in which everybody has a variant of their own; the others have none of them.
OF_VARIANTS = frozenset(
    {
        "portal:answer",
        "portal:variants",
        "portal:variants-csv",
        "portal:use-version",
        "portal:trace",
        "portal:drift",
        "portal:adjust",
    }
)

#: One that was used, or never made.
A_LINK = {"uidb64": "MQ", "token": "none-0123"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What one student handed in, their variant, and the course around both."""

    owner: str
    submission: Submission
    variant: IssuedVariant
    upload: Upload
    take: Take
    known: KnownCase
    planted: PlantedCase
    escalation: Escalation
    #: Of whoever teaches the course.
    tryout: Submission

    @property
    def course(self) -> Course:
        return self.submission.assignment.course

    def arguments(self) -> dict[str, Any]:
        """By the names that addresses give them. A new kind of thing is added here."""
        return {
            "course_id": self.course.pk,
            "assignment_id": self.submission.assignment_id,
            "submission_id": self.submission.pk,
            "name": "text.jpg",
            "piece": "copy.mp4",
            "template_id": self.variant.version.template_id,
            "version_id": self.variant.version_id,
            "variant_id": self.variant.pk,
            "case_id": self.submission.case.pk,
            "finding_id": next(iter(findings_of(self.submission.case))),
            "upload_id": self.upload.pk,
            "take_id": self.take.pk,
            "person_id": self.submission.student_id,
            "member_id": self._member_id(),
            "group_id": self.course.groups.get_or_create(name="A")[0].pk,
            "start": 0,
            "known_id": self.known.pk,
            "planted_id": self.planted.pk,
            "escalation_id": self.escalation.pk,
            "conflict_id": a_conflict(self.course).pk,
            **A_LINK,
        }

    def _member_id(self) -> int:
        """Of the owner; of nobody once they left the course."""
        owner = self.course.memberships.filter(user__username=self.owner)
        return owner.values_list("pk", flat=True).first() or NOWHERE["member_id"]


#: Arguments that belong to nothing.
NOWHERE: dict[str, Any] = {
    **A_LINK,
    "name": "none.jpg",
    "finding_id": "0" * 16,
    "version_id": 2**40,
    "person_id": 2**40,
    "member_id": 2**40,
    "group_id": 2**40,
    "start": 0,
    "known_id": 2**40,
    "planted_id": 2**40,
    "escalation_id": 2**40,
    "conflict_id": 2**40,
}


def a_place(course: Course, owner: str) -> Place:
    assignment = course.assignments.filter(template_version=None).first() or an_assignment(course=course)
    templated = course.assignments.exclude(template_version=None).first() or a_templated_assignment(
        course=course
    )
    submission = a_reported_submission(assignment, owner)
    a_copy(submission)
    known = a_known_case(submission.case)
    return Place(
        owner=owner,
        submission=submission,
        known=known,
        planted=a_planted_case(known),
        escalation=an_escalation(submission.case),
        variant=a_variant(_whole(templated), owner),
        upload=begin_file(assignment, a_user(owner), length=5000, file_name="work.mp4"),
        take=begin_take(assignment, a_user(owner), clock=timezone.now()),
        tryout=a_tryout(assignment),
    )


def _whole(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_related("template_version__template__course").get(pk=assignment.pk)


def address_of(name: str, place: Place) -> str:
    known = place.arguments()
    if name in OF_VARIANTS:
        known["assignment_id"] = place.variant.assignment_id
    if name == "portal:drop-tryout":
        known["submission_id"] = place.tryout.pk
    return reverse(name, kwargs={argument: known[argument] for argument in arguments_of(name)})


def address_of_nothing(name: str) -> str:
    return reverse(name, kwargs={argument: NOWHERE.get(argument, uuid4()) for argument in arguments_of(name)})


def arguments_of(name: str) -> tuple[str, ...]:
    return every_address()[name]


@cache
def every_address() -> dict[str, tuple[str, ...]]:
    """Each name with the arguments that it takes."""
    return dict(_addresses(get_resolver(), ""))


def _addresses(resolver: URLResolver, space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}", tuple(pattern.pattern.converters)
