"""What a student is told of what they typed: whether it was understood, never whether it is right."""

from django.utils.translation import gettext as _

from variants.judging import Why


def why_sentence(why: str, unit: str | None) -> str:
    """Empty where the answer could be read."""
    words: dict[str, str] = {
        Why.EMPTY: _("Nothing is typed here yet."),
        Why.NO_NUMBER: _("No number was found in this. Type one, for example 12.5."),
        Why.UNCLEAR: _(
            "A comma may stand for thousands or for decimals here. Type 1500 or 1.5, for example."
        ),
        Why.NO_UNIT: _("The unit is missing. Type it behind the number, for example %(unit)s.")
        % {"unit": unit},
        Why.OTHER_UNIT: _other_unit(unit),
    }
    return words.get(why, "")


def _other_unit(unit: str | None) -> str:
    if unit is None:
        return _("A plain number is asked for, without a unit.")
    return _("This unit measures something else. For example %(unit)s would fit.") % {"unit": unit}
