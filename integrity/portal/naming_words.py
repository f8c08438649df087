"""Who reviews in a course, in words: what the named do not see to, and why a name is refused."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.reviews.domain.naming import Unattended


def unattended_sentences(unattended: Unattended) -> list[str]:
    """For whoever teaches the course; none where all is seen to."""
    sentences = []
    if unattended.all_away:
        sentences.append(
            _("Everybody who is named to review is away: cases are offered to all who teach or review here.")
        )
    if unattended.fallen_back:
        sentences.append(_fallen_back(unattended.fallen_back))
    if unattended.stranded:
        sentences.append(_stranded(unattended.stranded))
    return sentences


def _fallen_back(count: int) -> str:
    sentence = ngettext(
        "%(count)d case waits that nobody who is named can decide now: they are away, too close to the student, or had "
        "a part in it. It is offered to all who teach or review here.",
        "%(count)d cases wait that nobody who is named can decide now: they are away, too close to the student, or had "
        "a part in it. They are offered to all who teach or review here.",
        count,
    )
    return sentence % {"count": count}


def _stranded(count: int) -> str:
    sentence = ngettext(
        "%(count)d case waits that nobody in this course may decide: all had a part in it or are too close to the "
        "student. Add somebody who reviews.",
        "%(count)d cases wait that nobody in this course may decide: all had a part in it or are too close to the "
        "student. Add somebody who reviews.",
        count,
    )
    return sentence % {"count": count}


def naming_refusals() -> dict[str, str]:
    return {
        "person": _("Choose people who teach or review in this course, or whom the institution appointed."),
        "date": _("A day is written like 2026-12-24."),
    }
