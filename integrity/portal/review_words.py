"""Reviews in words: verdicts, shelves, states, and what is missing before a decision may stand."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from integrity.reviews.domain.faults import Fault
from integrity.reviews.models import CaseState, EscalationKind, PassingKind, Verdict
from integrity.reviews.shelves import Shelf
from workers.render.words import words_in
from workers.report import CheckName, Outcome


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
        # Nothing tells a second look from a first one.
        CaseState.SECOND: _("Waits for a decision"),
        CaseState.SETTLING: _("Two decided differently: waits for a third"),
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
        "unmarked": _("Say first what you saw yourself."),
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


def conflict_refusals() -> dict[str, str]:
    return {
        "who": _("Choose somebody who teaches or reviews in this course."),
        "group": _("Choose a group of this course, or all of it."),
        "note": _("Say why in a few words; it is kept."),
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


def mark_refusals() -> dict[str, str]:
    return {
        "empty": _("Write something first."),
        "time": _("This time is not within the recording."),
        "many": _("That is more than can be kept of one recording."),
        "closed": _("The findings are open already: nothing is added to what you saw before."),
    }


def policy_refusals() -> dict[str, str]:
    return {
        "share": _("The share is a number from 0 to 100."),
        "cap": _("So many cases a day: a whole number from 1 on, or nothing."),
        "contact": _("Choose somebody who teaches or reviews in this course."),
    }


def practice_refusals() -> dict[str, str]:
    return {
        "state": _("Only a case that is decided for good can be practised with."),
        "own": _("You decided this case yourself."),
        "again": _("You answered this case before."),
        "undecided": _("Say something of every finding first."),
    }


def planting_refusals() -> dict[str, str]:
    return {
        "known": _("Choose a case that reviewers practise with, and an assignment of this course."),
        "name": _("Give it a name that nobody in the course has: it stands in the queue like any other."),
        "agreed": _("Say who agreed that the recording is used so, and where that is written."),
        "held": _("Somebody has this case, or decided it: it stays."),
    }


def escalation_refusals() -> dict[str, str]:
    return {
        "kind": _("Say whether it is an emergency or something that the law asks to report."),
        "note": _("Say in a few words what it is, and when in the recording."),
        "nobody": _("This course names nobody for that. Tell its instructors yourself, now."),
    }


def unseen_words(number: int) -> str:
    """Nothing where there is nothing."""
    sentence = ngettext(
        "%(number)d thing that could not wait is reported to you.",
        "%(number)d things that could not wait are reported to you.",
        number,
    )
    return sentence % {"number": number} if number else ""


def view_refusals() -> dict[str, str]:
    return {
        "name": _("Give the view a name."),
        "many": _("There are as many views as can be kept. Remove one first."),
    }


def outcome_words() -> dict[str, str]:
    words = words_in(get_language() or "en")
    return {outcome: words(f"outcome.{outcome}") for outcome in Outcome}


def check_words() -> dict[str, str]:
    words = words_in(get_language() or "en")
    return {check: words(f"check.{check}") for check in CheckName}


def escalation_words() -> dict[str, str]:
    return {
        EscalationKind.EMERGENCY: _("Emergency"),
        EscalationKind.LEGAL: _("Must be reported by law"),
    }


def lost_sentence() -> str:
    return _("This case is not in your hands any more. What you typed is kept, and only you see it.")


def nothing_to_decide_sentence() -> str:
    return _("This case needs nobody at the moment. What you typed is kept.")


def undo_refused_sentence() -> str:
    return _("The minute is over: the decision stands.")
