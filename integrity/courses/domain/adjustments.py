"""Weighing a value anew: a person's decision, with a reason; earlier ones stay to be read."""

from decimal import Decimal, InvalidOperation

from integrity.courses.models import Adjustment, Assignment
from integrity.lib.refused import Refused
from integrity.people.models import User

LEAST, MOST = Decimal("0.5"), Decimal(2)


class AdjustmentRefused(Refused):
    """The code says what is wrong (`factor`, `reason`); the page says it in words."""


def adjust(
    assignment: Assignment, *, parameter: str, value: str, factor: str, reason: str, by: User
) -> Adjustment:
    """Raises AdjustmentRefused."""
    weight = _factor(factor)
    if not reason.strip():
        raise AdjustmentRefused("reason")
    return Adjustment.objects.create(
        assignment=assignment, parameter=parameter, value=value, factor=weight, reason=reason.strip(), by=by
    )


def _factor(text: str) -> Decimal:
    try:
        factor = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise AdjustmentRefused("factor") from error
    if not factor.is_finite() or not LEAST <= factor <= MOST:
        raise AdjustmentRefused("factor")
    return factor.quantize(Decimal("0.01"))
