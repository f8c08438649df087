"""What a brief asks for, as sentences for the person who records."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workers.brief import Brief, Identity, Variant, Wording
from workers.report import CheckName


def asked_for(brief: Brief) -> list[str]:
    """One sentence for each thing that is looked at, in the order of the report's checks."""
    return [
        *_always(brief),
        *(_variant(brief.variant) if brief.variant else []),
        *(_text(brief.text) if brief.text else []),
        *(_speech(brief.speech) if brief.speech else []),
        *(_identity(brief.identity) if brief.identity and not _skips(brief, CheckName.IDENTITY) else []),
        *_injection(brief),
    ]


def _skips(brief: Brief, check: CheckName) -> bool:
    return check in brief.skip


def _always(brief: Brief) -> list[str]:
    sentences = [_("The recording can be read from start to end, with picture and sound.")]
    if not _skips(brief, CheckName.CONTINUITY):
        sentences.append(_("It runs in one piece: cuts, freezes and repeated stretches are marked."))
    return sentences


def _variant(variant: Variant) -> list[str]:
    sentences = []
    if variant.code:
        sentences.append(_("Your code is seen on the screen, and no code of another variant."))
    if variant.phrase:
        sentences.append(_("Your phrase is spoken aloud."))
    return sentences


def _text(wording: Wording) -> list[str]:
    return [
        *(_("“%(text)s” is seen on the screen.") % {"text": text} for text in wording.required),
        *(_("“%(text)s” is not seen on the screen.") % {"text": text} for text in wording.forbidden),
    ]


def _speech(wording: Wording) -> list[str]:
    return [
        *(_("“%(text)s” is said.") % {"text": text} for text in wording.required),
        *(_("“%(text)s” is not said.") % {"text": text} for text in wording.forbidden),
    ]


def _identity(identity: Identity) -> list[str]:
    people = ngettext(
        "One person is in the camera picture, the same from start to end.",
        "%(count)d people are in the camera picture, the same from start to end.",
        identity.expected_people,
    ) % {"count": identity.expected_people}
    away = ngettext(
        "Being out of the picture for up to %(count)d second is fine.",
        "Being out of the picture for up to %(count)d seconds is fine.",
        round(identity.max_absence_s),
    ) % {"count": round(identity.max_absence_s)}
    return [f"{people} {away}"]


def _injection(brief: Brief) -> list[str]:
    if _skips(brief, CheckName.INJECTION):
        return []
    return [_("Nothing shown or said is addressed to a grader instead of a reader.")]
