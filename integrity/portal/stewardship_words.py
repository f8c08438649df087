"""What the administrator's pages call artefacts, and why something stays."""

from django.utils.translation import gettext as _

from integrity.stewardship.domain.reasons import Why
from integrity.stewardship.models import Artefact


def artefact_words() -> dict[str, str]:
    return {
        Artefact.CACHE: _("What was perceived, kept so that nothing is perceived twice"),
        Artefact.TRACKS: _("Tracks: what was perceived, beside the report"),
        Artefact.EVIDENCE: _("Evidence pictures"),
        Artefact.COPY: _("Copies for viewing"),
        Artefact.RECORDING: _("Recordings, with their copies for viewing"),
        Artefact.SUBMISSION: _("Whole submissions: recording, report, case and decisions"),
    }


def kept_words() -> dict[str, str]:
    """To whoever hands something in."""
    return {
        Artefact.RECORDING: _("Your recording"),
        Artefact.COPY: _("Its copy for viewing"),
        Artefact.EVIDENCE: _("Evidence pictures"),
        Artefact.TRACKS: _("What was perceived of it: text, speech, changes"),
        Artefact.SUBMISSION: _("The report, and everything else of the submission"),
    }


def cleared_words() -> dict[str, str]:
    """Before the day on which it went."""
    return {
        Artefact.TRACKS: _("What was perceived of the recording was deleted on"),
        Artefact.EVIDENCE: _("The evidence pictures were deleted on"),
        Artefact.COPY: _("The copy for viewing was deleted on"),
        Artefact.RECORDING: _("The recording was deleted on"),
    }


def why_words() -> dict[str, str]:
    return {
        Why.HOLD: _("a legal hold"),
        Why.ESCALATION: _("something that could not wait is not settled"),
        Why.APPEAL: _("appealed, or may still be appealed"),
        Why.REVIEW: _("a person has to decide, or the student may still reply"),
        Why.INSPECTION: _("being inspected just now"),
        Why.SHARED: _("another submission has the same recording"),
    }


def refusal_words() -> dict[str, str]:
    return {
        "username": _("A sign-in has letters, digits and @ . + - _, and at most 150 of them."),
        "taken": _("Somebody signs in by this name already, maybe in other capitals."),
        "email": _("This is no address."),
        "inactive": _("They are inactive: make them active first."),
        "last_administrator": _("This is the last administrator. Make somebody else one first."),
        "held": _("There is a legal hold on this person: nothing of them goes while it stands."),
        "kept": _("Everything of this person has to stay for now."),
        "name": _("Type the name that they sign in with, exactly, to say that you mean this person."),
        "reason": _("Say why there is a hold: whoever asks later reads it here."),
        "longer": _("A course may keep things for a shorter time than the site, not for a longer one."),
        "days": _("Days are a whole number from 1 to 36500, or nothing."),
    }


def course_refusals() -> dict[str, str]:
    return {
        "name": _("Give the institution a name of at most 200 letters."),
        "known": _("There is an institution of this name already."),
        "title": _("Give the course a title of at most 200 letters."),
        "institution": _("Choose an institution; if there is none, add it first."),
        "nobody": _(
            "Nobody signs in so, or several have this address. Add the person first, under Accounts."
        ),
        "elsewhere": _("This person belongs to another institution."),
    }
