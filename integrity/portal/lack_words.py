"""What a site cannot look at, in words, each with the remedy."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from integrity.courses.models import Course
from integrity.stewardship.abilities import Lack, Lacking, lacking
from workers.brief import Brief


def lacks_of(course: Course, *briefs: Brief) -> list[str]:
    """Of one task, in all its languages: what is no matter of language is said once, in the reader's or the first."""
    faces_allowed = bool(course.institution.faces_basis)
    ordered = sorted(briefs, key=lambda brief: brief.language != get_language())
    lacks = [
        lack
        for number, brief in enumerate(ordered)
        for lack in lacking(brief, faces_allowed=faces_allowed)
        if number == 0 or lack.what is Lacking.LANGUAGE
    ]
    return [_sentence(lack) for lack in dict.fromkeys(lacks)]


def _sentence(lack: Lack) -> str:
    return {
        Lacking.MODEL: _(
            "The step “%(text)s” names neither a text nor words that would show it: only a model that looks could "
            "see it, and this site has none. It will stay unclear. Name what would be seen (expect_text) or heard "
            "(expect_speech), or ask the administrator for a model."
        ),
        Lacking.LANGUAGE: _(
            "No engine of this site knows speech in “%(text)s”: what is to be said will not be heard, and reports "
            "will be incomplete. Make speech optional, or ask the administrator for an engine that knows it."
        ),
        Lacking.SCRIPT: _(
            "No engine of this site reads the letters of “%(text)s”: it will not be seen on the screen. Name a text in "
            "other letters, or ask the administrator for an engine that reads them."
        ),
        Lacking.FACES: _(
            "Faces are not looked at in this institution: the check of the person is taken out before it runs. "
            "The institution can turn it on with a basis in words; the administrator does it."
        ),
    }[lack.what] % {"text": lack.text}
