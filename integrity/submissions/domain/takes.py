"""A take: begun, discarded, and made one recording."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from integrity.courses.models import Assignment
from integrity.people.models import User
from integrity.submissions.domain import arriving, journal, pieces
from integrity.submissions.domain.interruptions import interruptions_of, starts_s, stopped_at
from integrity.submissions.domain.joining import Placed, join
from integrity.submissions.domain.recordings import keep_file
from integrity.submissions.models import Recording, Take, TakeState, Upload
from integrity.submissions.refusals import UploadRefused
from workers.brief import Interruption

#: A page that begins takes without end is stopped here.
MOST_OPEN = 50
MOST_STRETCHES = 500


class TakeIncomplete(Exception):
    """Something has not arrived: stretches with the bytes that have, entries by their numbers."""

    def __init__(self, missing: list[dict[str, int]]) -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A take as one recording."""

    recording: Recording
    stopped_at: datetime
    interruptions: list[Interruption]


def begin(assignment: Assignment, student: User, *, clock: datetime) -> Take:
    """`clock`: the student's. Raises UploadRefused (`too_many`)."""
    if Take.objects.filter(student=student, state=TakeState.OPEN).count() >= MOST_OPEN:
        raise UploadRefused("too_many")
    return Take.objects.create(assignment=assignment, student=student, clock_off_s=off_s(clock))


def off_s(clock: datetime) -> float:
    """How much a clock is ahead of ours."""
    return round((clock - timezone.now()).total_seconds(), 3)


def discard(take: Take) -> None:
    """Deletes what arrived of it. Raises UploadRefused (`take_closed`) for one that is handed in."""
    with transaction.atomic():
        take = Take.objects.select_for_update().get(pk=take.pk)
        if take.state == TakeState.HANDED_IN:
            raise UploadRefused("take_closed")
        take.state = TakeState.DISCARDED
        take.save(update_fields=["state"])
        take.journal.all().delete()
        paths = [upload.path for upload in take.stretches.all()]
        take.stretches.update(gone_at=timezone.now())
    for path in paths:
        path.unlink(missing_ok=True)


def discard_expired() -> None:
    """Those that nobody went on with, and those of which nothing ever came."""
    long_ago = timezone.now() - arriving.kept_for()
    open_takes = Take.objects.filter(state=TakeState.OPEN, begun_at__lt=long_ago)
    for take in open_takes.exclude(stretches__expires_at__gt=timezone.now()):
        discard(take)


@contextmanager
def held(take: Take) -> Iterator[None]:
    """So that two clicks do not join it twice. Raises UploadRefused (`busy`, `gone`)."""
    first = take.stretches.filter(stretch=0, gone_at=None).first()
    if first is None:
        raise TakeIncomplete([{"stretch": 0, "offset": 0}])
    with pieces.held(first.path):
        yield


def recorded(take: Take, *, stretches: int, entries: int) -> Recorded:
    """The take as one recording: one stretch byte for byte, several joined.

    Raises TakeIncomplete, UploadRefused (`empty`, `not_a_video`, `cannot_be_joined`) and JournalBroken.
    """
    uploads = _complete(take, stretches=stretches, entries=entries)
    said = journal.read_back(take)
    heard_at = timezone.now()
    starts = starts_s(said, stretches, most_s=(heard_at - take.begun_at).total_seconds())
    with _joined(uploads, starts) as (path, placed):
        return Recorded(
            recording=keep_file(path),
            stopped_at=stopped_at(said, earliest=take.begun_at, latest=heard_at),
            interruptions=interruptions_of(said, placed),
        )


def _complete(take: Take, *, stretches: int, entries: int) -> list[Upload]:
    known = {upload.stretch: upload for upload in take.stretches.filter(gone_at=None)}
    missing = [
        {"stretch": number, "offset": known[number].offset if number in known else 0}
        for number in range(stretches)
        if number not in known or not known[number].is_complete
    ]
    missing += [{"entry": number} for number in range(journal.following(take), entries)]
    if missing:
        raise TakeIncomplete(missing)
    return [known[number] for number in range(stretches)]


@contextmanager
def _joined(uploads: list[Upload], starts: list[float]) -> Iterator[tuple[Path, list[Placed]]]:
    full = [upload for upload in uploads if upload.offset]
    if not full:
        raise UploadRefused("empty")
    if len(uploads) == 1:
        # Its own length is nobody's question: what is within a stretch needs no more than its start.
        yield full[0].path, [Placed(start_s=0.0, end_s=float("inf"))]
        return
    with tempfile.NamedTemporaryFile(dir=settings.CANDOR_UPLOADS, suffix=".joined") as file:
        path = Path(file.name)
        yield path, join([upload.path for upload in uploads], starts, path)
