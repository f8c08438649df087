"""Reviews in words: verdicts, shelves, states, and what is missing before a decision may stand."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrity.reviews.domain.faults import Fault
from integrity.reviews.models import CaseState, PassingKind, Verdict
from integrity.reviews.shelves import Shelf


def verdict_words() -> dict[str, str]:
    return {
        Verdict.UPHELD: _("Upheld"),
        Verdict.DISMISSED: _("Dismissed"),
        Verdict.CANNOT_TELL: _("Cannot tell"),
    }


def shelf_words() -> dict[str, str]:
    return {
        Shelf.WAITING: _("Waiting"),
        Shelf.MINE: _("In my hands"),
        Shelf.TAKEN: _("In others’ hands"),
        Shelf.ON_HOLD: _("On hold"),
        Shelf.HANDED_OVER: _("Kept for others"),
        Shelf.REPLYING: _("Student may reply"),
        Shelf.DONE: _("Done"),
    }


def age_words() -> dict[int, str]:
    return {days: _more_than(days) for days in (1, 3, 7)}


def _more_than(days: int) -> str:
    return ngettext("More than %(count)d day ago", "More than %(count)d days ago", days) % {"count": days}


def case_words() -> dict[str, str]:
    return {
        CaseState.WAITING: _("Waits for a decision"),
        CaseState.WITHDRAWN: _("Needs nobody any more"),
        CaseState.DECIDED: _("Decided: nothing held against the student"),
        CaseState.NOTIFIED: _("The student was told and may reply"),
        CaseState.RELEASED: _("In effect"),
        CaseState.APPEALED: _("Appealed"),
        CaseState.CLOSED: _("Appeal decided"),
    }


def passing_words() -> dict[str, str]:
    return {
        PassingKind.HANDED_OVER: _("Handed over"),
        PassingKind.HELD: _("Put on hold"),
        PassingKind.SKIPPED: _("Skipped"),
        PassingKind.CONFLICT: _("Knows too much to decide"),
        PassingKind.REOPENED: _("Opened again"),
    }


def fault_sentence(fault: Fault) -> str:
    return {
        "undecided": _("Not decided yet."),
        "unopened": _("Its evidence was not opened: without that nothing is upheld."),
        "worse": _("An appeal makes nothing worse: this was not upheld before."),
        "verdict": _("The case itself is not decided yet."),
        "policy": _("Something is upheld: name the rule that it breaks."),
        "reason": _("Something is upheld: say why, for the student to read."),
        "nothing_upheld": _("The case cannot be upheld where no finding is."),
    }[fault.code]


def passing_refusals() -> dict[str, str]:
    return {
        "note": _("Say why in a few words; it is kept."),
        "to": _("Choose somebody who may decide this case."),
    }


def reopen_refusals() -> dict[str, str]:
    return {
        "note": _("Say why in a few words; it is kept."),
        "state": _(
            "Only a case that is decided, with nothing held against the student, can be opened again."
        ),
    }


def release_refusals() -> dict[str, str]:
    return {
        "early": _("The student may still reply. Nothing takes effect before that."),
        "nothing": _("There is nothing to release."),
    }


def reply_refusals() -> dict[str, str]:
    return {
        "not_asked": _("There is nothing to reply to."),
        "late": _("The time to reply is over. A reviewer reads what you wrote before."),
        "empty": _("Write something first."),
        "time": _("This time is not within the recording."),
    }


def appeal_refusals() -> dict[str, str]:
    return {
        "nothing": _("There is nothing to appeal against."),
        "late": _("The time to appeal is over."),
        "empty": _("Write something first."),
    }


def lost_sentence() -> str:
    return _("This case is not in your hands any more. What you typed is kept, and only you see it.")


def nothing_to_decide_sentence() -> str:
    return _("This case needs nobody at the moment. What you typed is kept.")


def undo_refused_sentence() -> str:
    return _("The minute is over: the decision stands.")
