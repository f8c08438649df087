"""What a reviewer has typed so far. It needs no lease, so that one that is lost takes nothing with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils import timezone

from integrity.people.models import User
from integrity.reviews.models import Case, Draft, Verdict

MAX_CHARS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Of one finding. `verdict` is empty until there is one."""

    verdict: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """All that a reviewer's form holds; findings by id."""

    verdict: str = ""
    policy: str = ""
    reason: str = ""
    missed: str = ""
    findings: Mapping[str, Judged] = field(default_factory=dict)


@transaction.atomic
def keep_draft(case: Case, user: User, typed: Typed) -> Draft:
    """In place of what was typed before. What was typed of other findings than these stays."""
    now = timezone.now()
    made = Draft.objects.select_for_update().get_or_create(case=case, user=user, defaults={"saved_at": now})
    draft = made[0]
    draft.verdicts |= {key: asdict(_clean_of_finding(judged)) for key, judged in typed.findings.items()}
    draft.verdict = _known(typed.verdict)
    for name in ("policy", "reason", "missed"):
        setattr(draft, name, _clean(getattr(typed, name)))
    draft.saved_at = now
    draft.save()
    return draft


def draft_of(case: Case, user: User) -> Typed:
    """The person's own: nobody is shown another's."""
    draft = Draft.objects.filter(case=case, user=user).first()
    if draft is None:
        return Typed()
    findings = {key: Judged(**judged) for key, judged in draft.verdicts.items()}
    return Typed(
        verdict=draft.verdict,
        policy=draft.policy,
        reason=draft.reason,
        missed=draft.missed,
        findings=findings,
    )


def _clean_of_finding(judged: Judged) -> Judged:
    return Judged(verdict=_known(judged.verdict), note=_clean(judged.note))


def _known(verdict: str) -> str:
    return verdict if verdict in Verdict.values else ""


def _clean(text: str) -> str:
    """No database keeps a NUL."""
    return text.replace("\0", "")[:MAX_CHARS]
