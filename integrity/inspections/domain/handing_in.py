"""Handing in what arrived in pieces: a file, or a take. Handed in twice, it is the same submission."""

from integrity.inspections.domain.admission import admitted, refuse_out_of_time
from integrity.inspections.domain.requests import begin, give, issued_to
from integrity.submissions.domain import pieces, takes
from integrity.submissions.domain.arriving import is_expired
from integrity.submissions.domain.interruptions import as_data
from integrity.submissions.domain.recordings import keep_file
from integrity.submissions.domain.takes import Recorded, TakeIncomplete
from integrity.submissions.models import Submission, Take, TakeState, Upload
from integrity.submissions.refusals import UploadRefused

TAKE_NAME = "recording.webm"


def hand_in_upload(upload: Upload, *, is_tryout: bool = False) -> Submission:
    """As a student's work or as an instructor's try-out.

    Raises UploadRefused (`gone`, `busy`, `incomplete`, `empty`, `not_a_video`, `early`, `closed`, `attempts`), and
    VariantError where the assignment has no variant for the person.
    """
    try:
        return upload.submission or _submit_upload(upload, is_tryout=is_tryout)
    except UploadRefused:
        # Of two clicks at once, one is too late for what the other did.
        upload.refresh_from_db()
        if upload.submission is None:
            raise
        return upload.submission


def _submit_upload(upload: Upload, *, is_tryout: bool) -> Submission:
    if upload.gone_at is not None or is_expired(upload):
        raise UploadRefused("gone")
    assignment, owner = upload.assignment, upload.owner
    if not is_tryout:
        refuse_out_of_time(assignment, owner)
    issued = issued_to(assignment, owner, is_tryout=is_tryout)
    with pieces.held(upload.path):
        upload.refresh_from_db()
        if upload.submission is not None:
            return upload.submission
        if not upload.is_complete:
            raise UploadRefused("incomplete")
        recording = keep_file(upload.path)
        with admitted(assignment, owner, recording, is_tryout=is_tryout):
            submission = give(
                assignment,
                owner,
                recording,
                file_name=upload.file_name,
                issued=issued,
                is_tryout=is_tryout,
            )
            Upload.objects.filter(pk=upload.pk).update(submission=submission)
        upload.path.unlink()
    return submission


def hand_in_take(take: Take, *, stretches: int, entries: int) -> Submission:
    """`stretches`, `entries`: how many there are, as the recorder knows.

    Raises TakeIncomplete, UploadRefused (`take_closed`, `busy` and as above, `cannot_be_joined`) and
    JournalBroken, and VariantError where the assignment has no variant for the student.
    """
    try:
        return take.submission or _join_and_submit(take, stretches=stretches, entries=entries)
    except (UploadRefused, TakeIncomplete):
        take.refresh_from_db()
        if take.submission is None:
            raise
        return take.submission


def _join_and_submit(take: Take, *, stretches: int, entries: int) -> Submission:
    if take.state == TakeState.DISCARDED:
        raise UploadRefused("take_closed")
    with takes.held(take):
        take.refresh_from_db()
        if take.submission is not None:
            return take.submission
        submission = _submit_take(take, takes.recorded(take, stretches=stretches, entries=entries))
        for upload in take.stretches.all():
            upload.path.unlink(missing_ok=True)
    return submission


def _submit_take(take: Take, recorded: Recorded) -> Submission:
    issued = issued_to(take.assignment, take.student)
    with admitted(take.assignment, take.student, recorded.recording):
        refuse_out_of_time(take.assignment, take.student, at=recorded.stopped_at)
        submission, is_new = Submission.objects.get_or_create(
            assignment=take.assignment,
            student=take.student,
            recording=recorded.recording,
            defaults={
                "file_name": TAKE_NAME,
                "issued_variant": issued,
                "recorded_at": recorded.stopped_at,
            },
        )
        is_open = Take.objects.select_for_update().get(pk=take.pk).state == TakeState.OPEN
        # Discarded meanwhile; or the very same bytes came by another way, and that one counts.
        if not is_open or not is_new:
            raise UploadRefused("take_closed")
        take.submission, take.state = submission, TakeState.HANDED_IN
        take.interruptions = as_data(recorded.interruptions)
        take.save(update_fields=["submission", "state", "interruptions"])
        take.stretches.update(submission=submission)
        begin(submission)
    return submission
