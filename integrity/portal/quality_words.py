"""The quality of reviews in words: each share with its interval, and what it means."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from integrity.people.models import User
from integrity.reviews.domain.quality import Agreement, OfReviewer, Quality
from integrity.reviews.intervals import Share
from integrity.reviews.terms import sample_share
from workers.render.words import words_in

#: Of fewer than these nothing is said but the numbers.
_ENOUGH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    check: str
    upheld: int
    dismissed: int
    cannot_tell: int
    share: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerLine:
    user: User
    decided: int
    with_others: str
    practice: str
    planted: str


def quality_page(quality: Quality) -> dict[str, object]:
    """For the template."""
    return {
        "sample_percent": f"{100 * sample_share():g}",
        "missed": quality.missed,
        "missed_words": share_words(quality.missed),
        "checks": _checks(quality),
        "second": quality.second,
        "second_words": agreement_words(quality.second),
        "planted_words": share_words(quality.planted),
        "planted_checks": _planted_checks(quality),
        "reviewers": [_reviewer(one) for one in quality.reviewers],
    }


def share_words(share: Share) -> str:
    """`3 of 40: 7.5 % (1.6 to 20.4)`."""
    if not share.count:
        return _("none yet")
    return _("%(hits)d of %(count)d: %(part).1f %% (between %(low).1f and %(high).1f)") % {
        "hits": share.hits,
        "count": share.count,
        "part": 100 * share.part,
        "low": 100 * share.low,
        "high": 100 * share.high,
    }


def agreement_words(agreement: Agreement) -> str:
    """The share, and what it means where there are enough."""
    same = share_words(agreement.same)
    if not agreement.same.count:
        return same
    return f"{same}. {_meaning(agreement)}"


def _meaning(agreement: Agreement) -> str:
    if agreement.same.count < _ENOUGH:
        return ngettext(
            "Too few to say more: %(count)d finding is wanted.",
            "Too few to say more: %(count)d findings are wanted.",
            _ENOUGH,
        ) % {"count": _ENOUGH}
    if agreement.kappa is None:
        return _("Both always said one and the same, which chance would explain as well.")
    beyond = _("Beyond chance (Cohen’s kappa): %(kappa).2f, %(word)s.")
    return beyond % {"kappa": agreement.kappa, "word": _kappa_word(agreement.kappa)}


def _kappa_word(kappa: float) -> str:
    """In the steps of Landis and Koch (1977)."""
    if kappa > 0.8:
        return _("nearly perfect")
    if kappa > 0.6:
        return _("substantial")
    if kappa > 0.4:
        return _("moderate")
    if kappa > 0.2:
        return _("fair")
    return _("little")


def _checks(quality: Quality) -> list[CheckLine]:
    words = words_in(get_language() or "en")
    return [
        CheckLine(
            check=words(f"check.{one.check}"),
            upheld=one.counts["upheld"],
            dismissed=one.counts["dismissed"],
            cannot_tell=one.counts["cannot_tell"],
            share=share_words(one.upheld),
            second=share_words(second.same)
            if (second := quality.second_by_check.get(one.check))
            else _("none yet"),
        )
        for one in quality.checks
    ]


def _planted_checks(quality: Quality) -> dict[str, str]:
    """Shares by the words of checks."""
    words = words_in(get_language() or "en")
    return {
        words(f"check.{check}"): share_words(right)
        for check, right in sorted(quality.planted_by_check.items())
    }


def _reviewer(one: OfReviewer) -> ReviewerLine:
    return ReviewerLine(
        user=one.user,
        decided=one.decided,
        with_others=agreement_words(one.with_others),
        practice=share_words(one.practice),
        planted=share_words(one.planted),
    )
