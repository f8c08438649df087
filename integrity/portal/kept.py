"""How long what is kept, for whoever hands something in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from integrity.courses.models import Course
from integrity.portal.stewardship_words import kept_words
from integrity.stewardship.domain.rules import times_kept
from integrity.stewardship.models import Artefact
from integrity.submissions.models import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`days` after it was handed in, and `until`, once it was; null where no rule is about it."""

    what: str
    days: int | None
    until: datetime | None = None


def kept_in(course: Course) -> list[Kept]:
    """In the order in which a person asks for it."""
    days = times_kept(course)
    return [Kept(what=word, days=days[Artefact(artefact)]) for artefact, word in kept_words().items()]


def kept_of(submission: Submission) -> list[Kept]:
    """With the days on which it goes, if nobody has to decide anything then."""
    return [
        Kept(what=one.what, days=one.days, until=submission.created_at + timedelta(days=one.days))
        if one.days
        else one
        for one in kept_in(submission.assignment.course)
    ]
