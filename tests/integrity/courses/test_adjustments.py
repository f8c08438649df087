from decimal import Decimal

import pytest

from integrity.courses.domain.adjustments import AdjustmentRefused, adjust
from integrity.courses.models import Adjustment, Assignment
from tests.integrity.rows import a_user
from tests.integrity.variant_rows import a_templated_assignment

pytestmark = pytest.mark.django_db


def weigh(assignment: Assignment, factor: str, reason: str = "Harder.") -> Adjustment:
    return adjust(assignment, parameter="side", value="100", factor=factor, reason=reason, by=a_user("ines"))


@pytest.mark.parametrize(("typed", "factor"), [("1.5", "1.50"), ("0,5", "0.50"), (" 2 ", "2.00")])
def test_a_factor_is_recorded_as_a_number(typed: str, factor: str) -> None:
    assert weigh(a_templated_assignment(), typed).factor == Decimal(factor)


@pytest.mark.parametrize("typed", ["", "0.4", "2.01", "-1", "nan", "inf", "1e400", "half", "1 2"])
def test_a_factor_out_of_bounds_is_refused(typed: str) -> None:
    with pytest.raises(AdjustmentRefused, match="factor"):
        weigh(a_templated_assignment(), typed)
    assert not Adjustment.objects.exists()


def test_an_adjustment_needs_a_reason() -> None:
    with pytest.raises(AdjustmentRefused, match="reason"):
        weigh(a_templated_assignment(), "1.5", reason="  ")


def test_a_later_one_does_not_overwrite_an_earlier() -> None:
    assignment = a_templated_assignment()
    first = weigh(assignment, "1.5")
    weigh(assignment, "1.2")
    assert [one.factor for one in assignment.adjustments.all()] == [Decimal("1.50"), Decimal("1.20")]
    with pytest.raises(TypeError, match="Adjustment is written once"):
        first.save()
