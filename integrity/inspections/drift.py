"""What is known of everybody with a variant of an assignment, for the look at single values (variants.drift)."""

from uuid import UUID

from integrity.courses.domain.answers import answered
from integrity.courses.models import Assignment, IssuedVariant
from integrity.inspections.models import StoredReport
from variants.drift import Observed


def observed_of(assignment: Assignment) -> list[Observed]:
    """One for each person, of the variant that is theirs now; in three queries, however many they are."""
    variants = assignment.variants.filter(superseded_at=None).defer("data", "brief_toml")
    outcomes = _outcomes(assignment)
    return [_observed(variant, outcomes.get(variant.pk)) for variant in variants.prefetch_related("given")]


def _outcomes(assignment: Assignment) -> dict[UUID, str]:
    """Of each variant, the outcome of the newest report about it."""
    reports = StoredReport.objects.filter(run__submission__issued_variant__assignment=assignment)
    return dict(reports.order_by("stored_at").values_list("run__submission__issued_variant", "outcome"))


def _observed(variant: IssuedVariant, outcome: str | None) -> Observed:
    right = {name: one.is_right for name, one in answered(variant).items() if one.counts is not None}
    return Observed(values=variant.traits["values"], right=right, outcome=outcome)
