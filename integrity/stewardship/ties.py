"""What a row that names a person means to them: it is about them and goes, or they did something and it stays.

Stated by how the row is tied: `CASCADE` goes with the person, `SET_NULL` is emptied. Of what is protected, the
name says whether somebody did something (`by`, `…_by`); all other ties stand in the two lists here, and an
erasure refuses to begin where one does not: nothing is left behind or lost because a table was new.
"""

from collections.abc import Iterator
from enum import Enum

from django.db import models

from integrity.people.models import User
from integrity.submissions.models import Recording

#: Protected ties to somebody whom the row is about.
ABOUT = {
    "courses.IssuedVariant.user",
    "submissions.Submission.student",
    "reviews.Case.student",
    "reviews.Conflict.student",
    # Typed, and seen by nobody else.
    "reviews.Draft.user",
    "stewardship.LegalHold.person",
}
#: Protected ties to somebody who did it, about somebody else.
DID = {
    "reviews.Case.holder",
    "reviews.Case.reserved_for",
    "reviews.Passing.to",
    "reviews.EvidenceOpened.user",
    "reviews.Conflict.user",
    "reviews.Escalation.to",
    "reviews.Mark.user",
    "reviews.Look.user",
    "reviews.PracticeAnswer.user",
}


class Tie(Enum):
    GOES = "goes"
    STAYS = "stays"
    EMPTIED = "emptied"


class TieUnknown(Exception):
    """A sentence that names the tie."""


def relations_to(model: type[models.Model]) -> Iterator[models.ForeignObjectRel]:
    """Every foreign key to a model's rows, also of tables that Django makes by itself."""
    for field in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 -- Django's documented model API
        if isinstance(field, models.ForeignObjectRel) and (field.one_to_many or field.one_to_one):
            yield field


def tie_of(relation: models.ForeignObjectRel) -> Tie:
    """Raises TieUnknown."""
    if relation.on_delete is models.SET_NULL:
        return Tie.EMPTIED
    if relation.on_delete is models.CASCADE or name_of(relation) in ABOUT:
        return Tie.GOES
    name = relation.field.name
    if name == "by" or name.endswith("_by") or name_of(relation) in DID:
        return Tie.STAYS
    raise TieUnknown(
        f"Nobody has said yet what {name_of(relation)} means for whoever is erased; "
        "integrity/stewardship/ties.py has the lists."
    )


def name_of(relation: models.ForeignObjectRel) -> str:
    return f"{relation.related_model._meta.label}.{relation.field.name}"  # noqa: SLF001 -- likewise


def ties_to_people() -> dict[str, Tie]:
    """Every tie of the site to a person. Raises TieUnknown."""
    return {name_of(relation): tie_of(relation) for relation in relations_to(User)}


def uses_of_recordings() -> list[models.ForeignObjectRel]:
    """Who keeps a recording's bytes here: protected ties. What was made from them (`CASCADE`) does not."""
    return [relation for relation in relations_to(Recording) if relation.on_delete is models.PROTECT]
