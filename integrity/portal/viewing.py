"""What the player of a page plays, and what is said about it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from integrity.inspections.models import CopyState, ViewingCopy
from integrity.submissions.models import Submission

#: As the player's module has them.
SPEEDS = ("0.25", "0.5", "0.75", "1", "1.25", "1.5", "2", "3", "4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnails:
    url: str
    every_s: float
    count: int
    columns: int
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """`is_copy`: what is played is the copy, and the original stands beside it."""

    url: str
    says: str
    is_copy: bool = False
    poster_url: str = ""
    thumbnails: Thumbnails | None = None
    speeds: tuple[str, ...] = SPEEDS


def viewing_of(submission: Submission) -> Viewing:
    """Asks nothing of the database where the recording came with its copy."""
    copy: ViewingCopy | None = getattr(submission.recording, "viewing_copy", None)
    if copy is not None and copy.state == CopyState.READY:
        return _of_copy(submission, copy)
    original = reverse("portal:recording", args=[submission.pk])
    if copy is not None and copy.state == CopyState.FAILED:
        says = _("This is the original, as it was handed in; a copy for viewing could not be made.")
    elif copy is not None and copy.state == CopyState.CLEARED:
        says = _(
            "This is the original, as it was handed in; the copy for viewing was kept for as long as the rules say."
        )
    else:
        says = _(
            "This is the original, as it was handed in; a copy for viewing, quicker to move about in, follows."
        )
    return Viewing(url=original, says=says)


def _of_copy(submission: Submission, copy: ViewingCopy) -> Viewing:
    sheet = copy.facts["thumbnails"]
    return Viewing(
        url=_piece(submission, "copy.mp4"),
        says=_("This is a copy for viewing, on the same clock as the original."),
        is_copy=True,
        poster_url=_piece(submission, "poster.jpg") if sheet else "",
        thumbnails=Thumbnails(url=_piece(submission, "thumbnails.jpg"), **sheet) if sheet else None,
    )


def _piece(submission: Submission, piece: str) -> str:
    return reverse("portal:viewing-copy", args=[submission.pk, piece])
