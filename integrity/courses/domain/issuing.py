"""Giving a person their variant: once, frozen, and again only when somebody says why."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from integrity.courses.domain.issuers import issuer_of
from integrity.courses.domain.numbers import take_number, take_number_for_tryout, waited_for
from integrity.courses.domain.traits import traits_of
from integrity.courses.models import Assignment, Course, IssuedVariant, Membership
from integrity.people.models import User
from variants.data import brief_toml, to_data
from variants.issue import Issuer, Wish
from variants.template import Accommodation, Template
from variants.variant import Variant

#: Of a variant as data, what its page may show. What is added to variants later is not shown by itself.
_SHOWN = ("title", "statement", "minutes", "language", "attempt", "parameters")


class ReasonMissing(Exception):
    """A variant is not taken away without a word."""


def current_variant(assignment: Assignment, student: User) -> IssuedVariant | None:
    return (
        IssuedVariant.objects.filter(assignment=assignment, user=student, superseded_at=None)
        .select_related("version")
        .first()
    )


def variant_for(assignment: Assignment, student: User, *, language: str) -> IssuedVariant:
    """The person's variant, made where there is none yet. Raises VariantError where none can be made.

    `language` counts on the first call only, and where the template has it.
    """
    known = current_variant(assignment, student)
    if known is not None:
        return known
    with transaction.atomic():
        course = waited_for(assignment.course_id)
        known = current_variant(assignment, student)
        return known or _issue(course, assignment, student, language)


def tryout_variant_for(assignment: Assignment, instructor: User, *, language: str) -> IssuedVariant:
    """With which the person tries out what students are asked today, made where there is none yet. Raises VariantError.

    Drawn from a seed and numbered from an end that no student's variant is. `language` as in `variant_for`.
    """
    known = _current_tryout(assignment, instructor)
    if known is not None:
        return known
    with transaction.atomic():
        course = waited_for(assignment.course_id)
        known = _current_tryout(assignment, instructor)
        return known or _issue_tryout(course, assignment, instructor, language)


def _current_tryout(assignment: Assignment, instructor: User) -> IssuedVariant | None:
    return IssuedVariant.everything.filter(
        assignment=assignment, user=instructor, version=assignment.template_version, is_tryout=True
    ).first()


def _issue_tryout(course: Course, assignment: Assignment, instructor: User, language: str) -> IssuedVariant:
    """`course` has been waited for."""
    version = assignment.template_version
    assert version is not None
    issuer, number = issuer_of(assignment), take_number_for_tryout(course)
    wish = Wish(
        person=f"try-out {instructor.pk} {version}",
        number=number,
        language=_language(issuer.template, language),
    )
    return IssuedVariant.everything.create(
        course=course,
        assignment=assignment,
        user=instructor,
        version=version,
        attempt=wish.attempt,
        number=number,
        is_tryout=True,
        **_made(issuer, wish),
    )


@transaction.atomic
def reissue(variant: IssuedVariant, *, by: User, reason: str) -> IssuedVariant:
    """The person's next attempt; of one that was replaced already, what replaced it.

    Raises ReasonMissing, and VariantError where there are no more attempts; then the old one stays.
    """
    if not reason.strip():
        raise ReasonMissing
    assignment, student = variant.assignment, variant.user
    course = waited_for(assignment.course_id)
    replaced = IssuedVariant.objects.filter(pk=variant.pk, superseded_at=None).update(
        superseded_at=timezone.now(), superseded_by=by, superseded_reason=reason.strip()
    )
    if replaced:
        return _issue(course, assignment, student, variant.language)
    return IssuedVariant.objects.get(assignment=assignment, user=student, superseded_at=None)


def _issue(course: Course, assignment: Assignment, student: User, language: str) -> IssuedVariant:
    """`course` has been waited for, so that two tabs of one person are given one variant."""
    attempt = _next_attempt(assignment, student)
    while True:
        number = take_number(course)
        columns = _columns(assignment, student, number=number, attempt=attempt, language=language)
        # One that was issued before numbers were counted by courses may have any code.
        if not columns["code"] or not IssuedVariant.everything.filter(course=course, code=columns["code"]):
            break
    return IssuedVariant.objects.create(
        course=course, assignment=assignment, user=student, attempt=attempt, number=number, **columns
    )


def _next_attempt(assignment: Assignment, student: User) -> int:
    """Counted over all assignments that are made from the template: no draw of it is given to a person twice."""
    assert assignment.template_version is not None
    earlier = IssuedVariant.objects.filter(
        user=student, version__template=assignment.template_version.template_id
    )
    return (earlier.aggregate(last=Max("attempt"))["last"] or 0) + 1


def _columns(
    assignment: Assignment, student: User, *, number: int, attempt: int, language: str
) -> dict[str, Any]:
    issuer = issuer_of(assignment)
    template, person = issuer.template, str(student.pk)
    wish = Wish(
        person=person,
        number=number,
        attempt=attempt,
        language=_language(template, language),
        accommodations=_accommodations(assignment, student, template),
    )
    return {"version": assignment.template_version} | _made(issuer, wish)


def _language(template: Template, wanted: str) -> str:
    return wanted if wanted in template.languages else template.language


def _made(issuer: Issuer, wish: Wish) -> dict[str, Any]:
    drawn = issuer.drawn(wish.person, wish.attempt)
    variant = issuer.written(drawn, wish)
    return {
        "language": variant.language,
        "accommodations": list(variant.accommodations),
        "data": seen_by_student(variant),
        "answers": to_data(variant)["answers"],
        "traits": traits_of(issuer.template, drawn),
        "brief_toml": brief_toml(variant),
        "code": variant.code or "",
        "phrase": variant.phrase or "",
        "note": variant.note,
    }


def seen_by_student(variant: Variant) -> dict[str, Any]:
    """A variant as data, without what is right."""
    data = to_data(variant)
    asked = [{"id": one.id, "question": one.question, "unit": one.unit} for one in variant.answers]
    return {key: data[key] for key in _SHOWN} | {"questions": asked}


def _accommodations(assignment: Assignment, student: User, template: Template) -> frozenset[Accommodation]:
    """Those of the person that the template has a way for."""
    memberships = Membership.objects.filter(course=assignment.course_id, user=student)
    given = memberships.values_list("accommodations", flat=True).first() or []
    return frozenset(one for one in template.accommodations if one in given)
