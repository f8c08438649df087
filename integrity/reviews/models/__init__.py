"""Everything that reviews keep, a noun a file."""

from integrity.reviews.models.care import Conflict, Escalation, EscalationKind
from integrity.reviews.models.case import (
    ASKING,
    Case,
    CaseCode,
    CaseState,
    Draft,
    EvidenceOpened,
    Passing,
    PassingKind,
    Verdict,
)
from integrity.reviews.models.decision import (
    Appeal,
    Decision,
    FindingDecision,
    Release,
    Reply,
    Undoing,
)
from integrity.reviews.models.look import Look, Mark
from integrity.reviews.models.planted import PlantedCase
from integrity.reviews.models.policy import NamedReviewer, ReviewPolicy, SavedView
from integrity.reviews.models.practice import KnownCase, PracticeAnswer

__all__ = [
    "ASKING",
    "Appeal",
    "Case",
    "CaseCode",
    "CaseState",
    "Conflict",
    "Decision",
    "Draft",
    "Escalation",
    "EscalationKind",
    "EvidenceOpened",
    "FindingDecision",
    "KnownCase",
    "Look",
    "Mark",
    "NamedReviewer",
    "Passing",
    "PassingKind",
    "PlantedCase",
    "PracticeAnswer",
    "Release",
    "Reply",
    "ReviewPolicy",
    "SavedView",
    "Undoing",
    "Verdict",
]
