"""Names that a template's rules use, in words."""

from django.utils.translation import gettext as _

from variants.template import Accommodation


def accommodation_words() -> dict[str, str]:
    return {
        Accommodation.LARGE_TEXT: _("Larger text"),
        Accommodation.NO_PHRASE: _("No phrase to say"),
        Accommodation.MORE_TIME: _("More time"),
    }


def fact_words() -> dict[str, str]:
    """Of a check's figures. One that has no words here is shown under its own name."""
    return {
        "variants_at_most": _("Different variants at most"),
        "different_notes": _("Different notes among those made"),
        "draws_a_variant": _("Draws for a variant, on average"),
    }
