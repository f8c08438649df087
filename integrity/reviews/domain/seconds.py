"""A second, blind decision of a share of the cases, and a third one where the two differ."""

import hashlib
import hmac
from collections.abc import Mapping

from integrity.people.models import User
from integrity.reviews.domain.drafts import Typed
from integrity.reviews.domain.faults import upheld_in
from integrity.reviews.domain.standing import standing, upheld_by
from integrity.reviews.models import Case, CaseState, Verdict
from integrity.reviews.policies import policy_of
from integrity.reviews.queries import able_to_review, is_planted
from workers.report import Finding

_PURPOSE = b"candor.second-review/1"
_WHOLE = 1 << 64


def state_after(case: Case, user: User, typed: Typed, findings: Mapping[str, Finding]) -> CaseState:
    """Where the case goes when the person decides it so. A planted one is decided: nobody is told of it."""
    if is_planted(case):
        return CaseState.DECIDED
    match case.state:
        case CaseState.APPEALED:
            return CaseState.CLOSED
        case CaseState.WAITING if is_drawn_again(case) and able_to_review(case).exclude(pk=user.pk).exists():
            return CaseState.SECOND
        case CaseState.SECOND if not _agrees(case, typed, findings):
            return CaseState.SETTLING
    return CaseState.NOTIFIED if typed.verdict == Verdict.UPHELD else CaseState.DECIDED


def is_drawn_again(case: Case) -> bool:
    """By a hash that nobody outside can compute, and that has nothing to do with the draw of clear ones."""
    digest = hmac.digest(bytes(case.course.secret), _PURPOSE + case.pk.bytes, hashlib.sha256)
    return int.from_bytes(digest[:8]) < policy_of(case.course).second_share * _WHOLE


def _agrees(case: Case, typed: Typed, findings: Mapping[str, Finding]) -> bool:
    """The same of the case, and the same findings upheld: what would follow is the same."""
    first = standing(case)
    if first is None:
        return True
    return (first.verdict, upheld_by(first)) == (typed.verdict, upheld_in(typed, findings))
