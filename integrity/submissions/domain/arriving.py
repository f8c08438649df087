"""A file on its way here, piece by piece: begun, continued, cancelled, forgotten."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from integrity.courses.models import Assignment
from integrity.lib.tus import Checksum
from integrity.people.models import User
from integrity.submissions.containers import HEAD_BYTES
from integrity.submissions.domain import pieces
from integrity.submissions.domain.recordings import media_type_of
from integrity.submissions.models import Take, TakeState, Upload
from integrity.submissions.refusals import UploadRefused

#: More than any evening of lost networks needs; a loop that goes wrong stops here.
MOST_UNDER_WAY = 200


def begin_file(assignment: Assignment, owner: User, *, length: int | None, file_name: str) -> Upload:
    """A file to be handed in. Raises UploadRefused (`empty`, `too_large`, `no_space`, `too_many`)."""
    _refuse_length(length, most_bytes=settings.CANDOR_MAX_UPLOAD_BYTES)
    if length == 0:
        raise UploadRefused("empty")
    return _begin(Upload(owner=owner, assignment=assignment, length=length, file_name=_plain(file_name)))


def begin_stretch(take: Take, number: int, *, length: int | None) -> Upload:
    """One stretch of a take; asked for again, the same. Raises UploadRefused (`take_closed` and as above)."""
    known = take.stretches.filter(stretch=number).first()
    if known is not None:
        return known
    if take.state != TakeState.OPEN:
        raise UploadRefused("take_closed")
    _refuse_length(length, most_bytes=_room_in(take))
    upload = Upload(owner=take.student, assignment=take.assignment, take=take, stretch=number, length=length)
    try:
        return _begin(upload)
    except IntegrityError:  # begun twice at once
        upload.path.unlink()
        return take.stretches.get(stretch=number)


def take_piece(
    upload: Upload,
    offset: int,
    chunks: Iterable[bytes],
    *,
    count: int,
    length: int | None = None,
    checksum: Checksum | None = None,
) -> Upload:
    """The upload with a piece of `count` bytes behind `offset`; `length`: of the whole, where it is said now.

    Raises UploadRefused (`gone`, `busy`, `offset`, `length`, `too_large`, `beyond_length`, `no_space`,
    `checksum`, `not_a_video`); what was acknowledged before stays.
    """
    with pieces.held(upload.path) as file:
        # What is known of it may have changed until now, and does not any more.
        upload.refresh_from_db()
        _refuse_ended(upload)
        if offset != upload.offset:
            raise UploadRefused("offset")
        whole = _whole(upload, length)
        most_bytes = _most_bytes(upload) if whole is None else whole
        if offset + count > most_bytes:
            raise UploadRefused("too_large" if whole is None else "beyond_length")
        pieces.refuse_full(upload.path, count)
        end = pieces.append(file, offset, chunks, most_bytes=most_bytes, checksum=checksum)
        _refuse_other_files(upload, file, end, whole)
        return _acknowledge(upload, end, whole)


def cancel(upload: Upload) -> None:
    """Deletes its bytes. Raises UploadRefused (`busy`, `gone`)."""
    _refuse_ended(upload)
    with pieces.held(upload.path):
        _forget(upload)


def forget_expired() -> None:
    """Deletes the bytes of what nobody went on with, and later the rows that still said so. Of what was handed in
    nothing is left but where a process died between the two.
    """
    now = timezone.now()
    for upload in Upload.objects.filter(expires_at__lt=now, gone_at=None):
        _forget(upload)
    Upload.objects.filter(gone_at__lt=now - kept_for(), take=None).delete()


def is_expired(upload: Upload) -> bool:
    return upload.submission_id is None and upload.expires_at < timezone.now()


def uploads_of(user: User, upload_id: UUID) -> Upload | None:
    """Nobody else's exists for a person."""
    return Upload.objects.filter(owner=user, pk=upload_id).first()


def _plain(file_name: str) -> str:
    """Without folders, and without what steers a terminal or ends a text."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:255]


def _begin(upload: Upload) -> Upload:
    if Upload.objects.filter(_UNDER_WAY, owner=upload.owner).count() >= MOST_UNDER_WAY:
        raise UploadRefused("too_many")
    upload.expires_at = _expiry()
    pieces.prepare(upload.path, upload.length or 0)
    with transaction.atomic():
        upload.save(force_insert=True)
    return upload


_UNDER_WAY = Q(gone_at=None, submission=None)


def _refuse_length(length: int | None, *, most_bytes: int) -> None:
    if (length or 0) > most_bytes:
        raise UploadRefused("too_large")


def _refuse_ended(upload: Upload) -> None:
    if upload.gone_at is not None or is_expired(upload):
        raise UploadRefused("gone")


def _whole(upload: Upload, length: int | None) -> int | None:
    """The length of the whole, where it is known; one that was said does not change."""
    if length is None:
        return upload.length
    if length < upload.offset or upload.length not in {None, length}:
        raise UploadRefused("length")
    _refuse_length(length, most_bytes=_most_bytes(upload))
    return length


def _most_bytes(upload: Upload) -> int:
    if upload.take is None:
        return int(settings.CANDOR_MAX_UPLOAD_BYTES)
    return _room_in(upload.take, besides=upload)


def _room_in(take: Take, besides: Upload | None = None) -> int:
    """A take is handed in as one file: its stretches share the limit."""
    others = take.stretches.exclude(pk=besides.pk) if besides else take.stretches.all()
    held = others.aggregate(held=Sum(Coalesce("length", F("offset"))))["held"] or 0
    return int(settings.CANDOR_MAX_UPLOAD_BYTES - held)


def _refuse_other_files(upload: Upload, file: int, end: int, whole: int | None) -> None:
    """After the first piece, not after the last: what is no video is not sent for an hour."""
    if upload.offset >= HEAD_BYTES or (end < HEAD_BYTES and end != whole):
        return
    if end == 0 and upload.take_id is not None:
        return  # a recorder that broke off before it gave anything
    try:
        media_type_of(pieces.head_of(file, HEAD_BYTES))
    except UploadRefused:
        _forget(upload)
        raise


def _acknowledge(upload: Upload, end: int, whole: int | None) -> Upload:
    expires_at = _expiry()
    standing = Upload.objects.filter(_UNDER_WAY, pk=upload.pk, offset=upload.offset)
    if not standing.update(offset=end, length=whole, expires_at=expires_at):
        raise UploadRefused("offset")
    if upload.take_id is not None:
        # The stretches of a take are kept as long as its last piece.
        Upload.objects.filter(take=upload.take_id).update(expires_at=expires_at)
    upload.offset, upload.length, upload.expires_at = end, whole, expires_at
    return upload


def _forget(upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk).update(gone_at=timezone.now(), file_name="")
    upload.path.unlink(missing_ok=True)


def _expiry() -> datetime:
    return timezone.now() + kept_for()


def kept_for() -> timedelta:
    return timedelta(days=settings.CANDOR_UPLOAD_DAYS)
