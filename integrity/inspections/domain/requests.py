"""Asking for an inspection: the run and the ring it is owed, in the transaction of the caller."""

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from integrity.courses.domain.arrangements import removed_for
from integrity.courses.domain.issuing import variant_for
from integrity.courses.domain.removals import without
from integrity.courses.models import Assignment, IssuedVariant
from integrity.inspections.domain.admission import admitted, refuse_out_of_time
from integrity.inspections.models import OutboxRow, Run
from integrity.people.models import User
from integrity.submissions.domain.interruptions import recorder_table
from integrity.submissions.domain.receipts import receipt_of
from integrity.submissions.domain.recordings import keep_recording
from integrity.submissions.models import Submission


def hand_in(
    assignment: Assignment, student: User, upload: TemporaryUploadedFile, *, file_name: str
) -> Submission:
    """A student's submission, asked to be inspected; the same file twice is one submission.

    The bytes are on the disk before the rows are written. Raises UploadRefused, and VariantError where the
    assignment has no variant for the student.
    """
    refuse_out_of_time(assignment, student)
    issued = issued_to(assignment, student)
    recording = keep_recording(upload)
    with admitted(assignment, student, recording):
        submission, is_new = Submission.objects.get_or_create(
            assignment=assignment,
            student=student,
            recording=recording,
            defaults={"file_name": file_name[:255], "issued_variant": issued},
        )
        if is_new:
            request_run(submission)
            receipt_of(submission)
    return submission


def issued_to(assignment: Assignment, student: User) -> IssuedVariant | None:
    """Whoever hands in without having looked gets a variant in the template's first language."""
    if assignment.template_version is None:
        return None
    return variant_for(assignment, student, language="")


def request_run(submission: Submission) -> Run:
    """A new run: with the brief of the variant that was asked of the student, or with today's; and with where our
    own recorder was interrupted.
    """
    asked = submission.issued_variant or submission.assignment
    removed = removed_for(submission.assignment.course, submission.student_id)
    with transaction.atomic():
        brief_toml = without(asked.brief_toml, removed) + recorder_table(submission)
        run = Run.objects.create(submission=submission, brief_toml=brief_toml)
        OutboxRow.objects.create(run=run, due_at=timezone.now())
    return run


def request_again(submission: Submission) -> Run:
    """Another run where the last one is over; the one under way otherwise. Two clicks make one run."""
    with transaction.atomic():
        # Locking the submission serialises the clicks.
        Submission.objects.select_for_update().get(pk=submission.pk)
        last = submission.runs.first()
        if last is not None and not last.is_over:
            return last
        return request_run(submission)
