"""A student's own task on the page: the variant's texts, its questions, and what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from integrity.courses.domain.answers import answered
from integrity.courses.domain.arrangements import removed_for
from integrity.courses.domain.issuing import tryout_variant_for, variant_for
from integrity.courses.domain.removals import without
from integrity.courses.domain.settings import checks_off
from integrity.courses.models import AnswerGiven, Assignment, IssuedVariant
from integrity.inspections.queries import is_reported
from integrity.people.models import User
from integrity.portal.answer_words import why_sentence
from integrity.portal.brief_words import asked_for
from workers.brief import parse_brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`typed` stands in the field; `problem` says why it cannot be judged; `counts` is what does instead."""

    id: str
    question: str
    unit: str | None
    typed: str
    problem: str
    counts: str


def _own_variant(assignment: Assignment, student: User, removed: Collection[str]) -> dict[str, object]:
    """For the template, without what is taken out for this person; the variant is issued here, when it is first
    looked at. Raises VariantError.
    """
    variant = variant_for(assignment, student, language=get_language() or "")
    brief = parse_brief(without(variant.brief_toml, removed))
    return {
        "variant": variant,
        "brief": brief,
        "asked": asked_for(brief),
        "questions": questions_of(variant),
        "answers_stand": is_reported(variant),
    }


def task_of(assignment: Assignment, student: User) -> dict[str, Any]:
    """Likewise, also where everybody has the same task. Raises VariantError, and BriefInvalid for an old brief."""
    removed = removed_for(assignment.course, student.pk)
    if assignment.template_version_id:
        return _own_variant(assignment, student, removed)
    brief = parse_brief(without(assignment.brief_toml, removed))
    return {"brief": brief, "asked": asked_for(brief)}


def tryout_task_of(assignment: Assignment, instructor: User) -> dict[str, Any]:
    """What a student would be asked, with a variant of the instructor's own where everybody has one. Raises likewise."""
    variant = None
    if assignment.template_version_id:
        variant = tryout_variant_for(assignment, instructor, language=get_language() or "")
    asked = variant or assignment
    brief = parse_brief(without(asked.brief_toml, checks_off(assignment.course)))
    return {"variant": variant, "brief": brief, "asked": asked_for(brief)}


def questions_of(variant: IssuedVariant) -> list[Question]:
    given = answered(variant)
    return [
        _question(data, given[data["id"]].last, given[data["id"]].counts)
        for data in variant.data["questions"]
    ]


def _question(data: dict[str, Any], last: AnswerGiven | None, counts: AnswerGiven | None) -> Question:
    return Question(
        id=data["id"],
        question=data["question"],
        unit=data["unit"],
        typed=last.given if last else "",
        problem=why_sentence(last.why, data["unit"]) if last else "",
        counts=counts.given if counts else "",
    )
