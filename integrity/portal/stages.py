"""What an inspection is doing, in words."""

from django.utils.translation import gettext as _


def stage_word(stage: str) -> str:
    """A stage that has no words here is shown without any."""
    return {
        "": _("Getting ready"),
        "probe": _("Opening the recording"),
        "watch": _("Watching the picture"),
        "read": _("Reading the screen"),
        "listen": _("Listening to the speech"),
        "faces": _("Looking at the camera picture"),
        "judge": _("Comparing with the assignment"),
        "render": _("Writing the report"),
    }.get(stage, _("Being inspected"))
