"""What some made-up people would get, for an author to look at while writing."""

from dataclasses import dataclass

from integrity.courses.domain.briefs import read_site_brief
from integrity.courses.domain.issuers import made_up_issuer
from integrity.courses.models import Course
from variants.data import brief_toml
from variants.issue import Issuer, Wish
from variants.template import Template
from variants.variant import Variant
from workers.brief import Brief

PEOPLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The variants of the made-up people in one language; `brief`: the first one's."""

    language: str
    variants: tuple[Variant, ...]
    brief: Brief


def previews(course: Course, template: Template) -> tuple[Preview, ...]:
    """One for each language. Raises TemplateInvalid, or BriefInvalid, where a variant cannot be made."""
    issuer = made_up_issuer(course, template)
    return tuple(_preview(issuer, language) for language in template.languages)


def made_up_briefs(course: Course, template: Template) -> list[Brief]:
    """What a made-up person is asked, in each language. Raises likewise."""
    issuer = made_up_issuer(course, template)
    return [_preview(issuer, language, people=1).brief for language in template.languages]


def _preview(issuer: Issuer, language: str, *, people: int = PEOPLE) -> Preview:
    wishes = (
        Wish(person=f"preview-{number + 1}", number=number, language=language) for number in range(people)
    )
    variants = tuple(issuer.issue(wish) for wish in wishes)
    briefs = [read_site_brief(brief_toml(variant)) for variant in variants]
    return Preview(language=language, variants=variants, brief=briefs[0])
