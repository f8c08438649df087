"""What an inspection is doing, in words."""

from django.utils.translation import gettext as _


def stage_word(stage: str) -> str:
    """A stage that has no words here is shown without any."""
    return {
        "": _("Getting ready"),
        "pictures": _("Watching the picture and reading the screen"),
        "sound": _("Listening to the speech"),
        "checks": _("Comparing with the assignment"),
        "done": _("Writing the report"),
    }.get(stage, _("Being inspected"))
