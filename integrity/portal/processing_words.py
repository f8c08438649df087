"""What of a recording is processed, what for and on what basis, before it begins."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from workers.brief import Brief
from workers.report import CheckName


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    what: str
    purpose: str
    basis: str


def processed_by(brief: Brief, *, faces_basis: str) -> list[Processed]:
    """One row for each kind of thing that is recorded, from what the brief asks for.

    `faces_basis`: on what basis faces are looked at, as the institution states it.
    """
    return [_screen(brief), _sound(brief), _camera(brief, faces_basis), _journal()]


def looks_at_faces(brief: Brief) -> bool:
    return brief.identity is not None and CheckName.IDENTITY not in brief.skip


def _screen(brief: Brief) -> Processed:
    purposes = [_("Whether it runs in one piece.")]
    if brief.variant or brief.text:
        purposes.append(_("Which of the texts that the task names are seen."))
    if brief.steps:
        purposes.append(_("Which steps are shown."))
    return Processed(what=_("Your screen"), purpose=" ".join(purposes), basis=_task())


def _sound(brief: Brief) -> Processed:
    wants_speech = bool(brief.speech or (brief.variant and brief.variant.phrase))
    purpose = (
        _("What is said is put into words and compared with the task. Nobody is recognised by their voice.")
        if wants_speech
        else _("The task asks for no words. The reviewer hears it.")
    )
    return Processed(what=_("Sound from your microphone"), purpose=purpose, basis=_task())


def _camera(brief: Brief, faces_basis: str) -> Processed:
    if not looks_at_faces(brief):
        return Processed(
            what=_("Camera picture"),
            purpose=_(
                "Not asked for: no face is looked at. You may leave the camera off; with the camera on, your recording looks like everybody else’s."
            ),
            basis=_("Your choice."),
        )
    return Processed(
        what=_("Camera picture"),
        purpose=_(
            "How many people are in it, and whether it is the same person from start to end. No feelings, no gaze."
        ),
        basis=f"{faces_basis} "
        + _(
            "Your instructor turned it on for this assignment. If you do not want it, your institution’s office for accommodations arranges the equal way without it before you record; nobody else learns why, and reports do not tell who went that way."
        ),
    )


def _journal() -> Processed:
    return Processed(
        what=_("Times of pauses, reloads and lost networks"),
        purpose=_("So that no interruption of the recorder is held against you."),
        basis=_("Needed to record."),
    )


def _task() -> str:
    return _("Needed for this task, as your institution set it.")
