"""A gradebook in words: what its columns mean, and what stands in them."""

from django.utils.translation import gettext as _

from integrity.gradebook.decisions import Effect


def meanings() -> dict[str, str]:
    return {
        "login": _("what the person signs in with"),
        "name": _("as the person's account has it"),
        "email": _("as the person's account has it"),
        "group": _("the person's groups in the course"),
        "recordings": _("how many recordings the person handed in"),
        "recorded_at": _("when the newest was recorded, or where that is not known when it arrived; UTC"),
        "due_at": _("until when it was due for this person, extensions counted; UTC"),
        "minutes_late": _("minutes after that; nothing follows from it by itself"),
        "inspection": _("how far the machine is, not what it came to: it decides nothing"),
        "decision": _(
            "what people decided about the newest recording, once it stands: told to the student, their time "
            "to reply over, and released; until then it is open"
        ),
    }


def cell_words() -> dict[str, str]:
    return {
        "nothing": _("nothing handed in"),
        "under_way": _("under way"),
        "not_completed": _("could not be completed"),
        "completed": _("completed"),
        Effect.NONE: "",
        Effect.OPEN: _("open"),
        Effect.NOTHING_HELD: _("accepted"),
        Effect.UPHELD: _("upheld against the student"),
    }


def sheet_titles() -> tuple[str, str]:
    return _("Gradebook"), _("What the columns mean")
