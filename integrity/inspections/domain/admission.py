"""Whether something may be handed in: in its time, and while there are attempts left."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from integrity.courses.domain.deadlines import terms_for
from integrity.courses.models import Assignment, Membership
from integrity.inspections.models import Run, RunState
from integrity.inspections.queries import with_runs
from integrity.people.models import User
from integrity.submissions.models import Recording, Submission
from integrity.submissions.refusals import UploadRefused
from workers.report import Outcome


def refuse_out_of_time(assignment: Assignment, student: User, *, at: datetime | None = None) -> None:
    """`at`: when it was recorded, where that is known. Raises UploadRefused (`early`, `closed`)."""
    terms, counts_at = terms_for(assignment, student), at or timezone.now()
    if terms.opens_at is not None and timezone.now() < terms.opens_at:
        raise UploadRefused("early")
    if terms.closes_at is not None and counts_at > terms.closes_at:
        raise UploadRefused("closed")


@contextmanager
def admitted(
    assignment: Assignment, student: User, recording: Recording, *, is_tryout: bool = False
) -> Iterator[None]:
    """The transaction in which a recording is handed in. Raises UploadRefused (`attempts`) where no attempt is
    left; the same recording again costs none, nor does a try-out. What is refused and nobody else's is kept no longer.
    """
    try:
        with transaction.atomic():
            if not is_tryout:
                _refuse_beyond_attempts(assignment, student, recording)
            yield
    except UploadRefused:
        forget_unused(recording)
        raise


def _refuse_beyond_attempts(assignment: Assignment, student: User, recording: Recording) -> None:
    # Two at once wait for each other: whoever is in the course has one membership in it.
    Membership.objects.select_for_update().filter(course=assignment.course_id, user=student).first()
    same = Submission.objects.filter(assignment=assignment, student=student, recording=recording)
    terms = terms_for(assignment, student)
    if terms.attempts is None or same.exists():
        return
    if attempts_used(assignment, student) >= terms.attempts:
        raise UploadRefused("attempts")


def attempts_used(assignment: Assignment, student: User) -> int:
    return attempts_among(with_runs(Submission.objects.filter(assignment=assignment, student=student)))


def attempts_among(submissions: Iterable[Submission]) -> int:
    """How many of them cost an attempt. They come with their runs (queries.with_runs)."""
    return sum(_costs_an_attempt(submission.runs.all()[0]) for submission in submissions)


def _costs_an_attempt(newest: Run) -> bool:
    """Not what could not be inspected as a whole."""
    report = getattr(newest, "report", None)
    is_incomplete = report is not None and report.outcome == Outcome.INCOMPLETE
    return newest.state != RunState.NEEDS_ATTENTION and not is_incomplete


def forget_unused(recording: Recording) -> None:
    """A recording that was refused after it was kept, unless it is somebody's."""
    if not Submission.everything.filter(recording=recording).exists():
        recording.path.unlink(missing_ok=True)
        recording.delete()
