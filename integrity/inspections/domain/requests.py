"""Asking for an inspection: the run and the ring it is owed, in the transaction of the caller."""

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from integrity.courses.domain.arrangements import removed_for
from integrity.courses.domain.issuing import tryout_variant_for, variant_for
from integrity.courses.domain.removals import without
from integrity.courses.domain.settings import checks_off
from integrity.courses.models import Assignment, IssuedVariant
from integrity.inspections.domain.admission import admitted, refuse_out_of_time
from integrity.inspections.domain.copies import want_copy
from integrity.inspections.models import OutboxRow, Run
from integrity.people.models import User
from integrity.submissions.domain.interruptions import recorder_table
from integrity.submissions.domain.receipts import receipt_of
from integrity.submissions.domain.recordings import keep_recording
from integrity.submissions.models import Recording, Submission


def hand_in(
    assignment: Assignment,
    person: User,
    upload: TemporaryUploadedFile,
    *,
    file_name: str,
    is_tryout: bool = False,
) -> Submission:
    """A student's submission, or an instructor's try-out, asked to be inspected; the same file twice is one.

    The bytes are on the disk before the rows are written. Raises UploadRefused, and VariantError where the
    assignment has no variant for the person.
    """
    if not is_tryout:
        refuse_out_of_time(assignment, person)
    issued = issued_to(assignment, person, is_tryout=is_tryout)
    recording = keep_recording(upload)
    with admitted(assignment, person, recording, is_tryout=is_tryout):
        return give(
            assignment, person, recording, file_name=file_name[:255], issued=issued, is_tryout=is_tryout
        )


def issued_to(assignment: Assignment, person: User, *, is_tryout: bool = False) -> IssuedVariant | None:
    """Whoever hands in without having looked gets a variant in the template's first language."""
    if assignment.template_version is None:
        return None
    issue = tryout_variant_for if is_tryout else variant_for
    return issue(assignment, person, language="")


def give(
    assignment: Assignment,
    person: User,
    recording: Recording,
    *,
    file_name: str,
    issued: IssuedVariant | None,
    is_tryout: bool = False,
) -> Submission:
    """In the caller's transaction. A try-out of a known recording is one of what is asked today."""
    submission, is_new = Submission.everything.get_or_create(
        assignment=assignment,
        student=person,
        recording=recording,
        is_tryout=is_tryout,
        defaults={"file_name": file_name, "issued_variant": issued},
    )
    if is_new:
        begin(submission)
    elif is_tryout:
        submission.issued_variant = issued
        submission.save(update_fields=["issued_variant"])
        request_again(submission)
    return submission


def begin(submission: Submission) -> None:
    """What follows when something was given for the first time."""
    request_run(submission)
    want_copy(submission.recording)
    if not submission.is_tryout:
        receipt_of(submission)


def request_run(submission: Submission) -> Run:
    """A new run: with the brief of the variant that was asked of the student, or with today's; and with where our
    own recorder was interrupted.
    """
    asked = submission.issued_variant or submission.assignment
    removed = _removed_from(submission)
    with transaction.atomic():
        brief_toml = without(asked.brief_toml, removed) + recorder_table(submission)
        run = Run.objects.create(submission=submission, brief_toml=brief_toml)
        OutboxRow.objects.create(run=run, due_at=timezone.now())
    return run


def request_again(submission: Submission) -> Run:
    """Another run where the last one is over; the one under way otherwise. Two clicks make one run."""
    with transaction.atomic():
        # Locking the submission serialises the clicks.
        Submission.everything.select_for_update().get(pk=submission.pk)
        last = submission.runs.first()
        if last is not None and not last.is_over:
            return last
        return request_run(submission)


def _removed_from(submission: Submission) -> list[str]:
    """What was arranged for a person is arranged for them as a student: a try-out is of what the class is asked."""
    course = submission.assignment.course
    return checks_off(course) if submission.is_tryout else removed_for(course, submission.student_id)
