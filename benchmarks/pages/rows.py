"""The rows of a large site: a queue as long as is asked for, and one case of an hour's recording."""

import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.pages.report import a_long_report, long_tracks
from integrity.courses.domain.briefs import create_assignment
from integrity.courses.models import Assignment, Course, Membership, Role
from integrity.inspections.models import Run, RunState, StoredReport, run_folder
from integrity.people.models import Institution, User
from integrity.reviews.models import Case
from integrity.submissions.models import Recording, Submission
from workers.report import report_to_data
from workers.tracks.files import write_tracks

_BRIEF = 'schema = "candor.brief/1"\ntitle = "Moving average"\n[text]\nforbidden = ["ChatGPT"]\n'
_STUDENTS = 2000
FINDINGS = 500


def a_reviewer() -> User:
    """Of a course with one assignment, in which nobody has handed in anything yet."""
    institution = Institution.objects.create(name="North College")
    course = Course.objects.create(institution=institution, title="Programming")
    create_assignment(course, _BRIEF)
    reviewer = User.objects.create(username="rosa", first_name="Rosa")
    Membership.objects.create(course=course, user=reviewer, role=Role.REVIEWER)
    return reviewer


def a_queue(cases: int) -> None:
    """Rows alone, handed in one every five minutes, each student many times; counted, as a database in use is."""
    assignment = Assignment.objects.select_related("course").get()
    people = User.objects.bulk_create(User(username=f"s{number}") for number in range(_STUDENTS))
    for first in range(0, cases, _STUDENTS):
        _cases(assignment, people[: cases - first], age=timedelta(minutes=5 * first))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@transaction.atomic
def a_long_case() -> Case:
    """Of an hour's recording, with its report and tracks, as the newest of the queue."""
    assignment = Assignment.objects.select_related("course").get()
    student = User.objects.create(username="long")
    submission = Submission.objects.create(assignment=assignment, student=student, recording=_recording())
    run = Run.objects.create(submission=submission, brief_toml=_BRIEF, state=RunState.DONE)
    write_tracks(run_folder(run.pk) / "1" / "tracks", long_tracks())
    report = a_long_report(FINDINGS)
    StoredReport.objects.create(run=run, outcome=report.outcome, data=report_to_data(report), folder="1")
    return Case.objects.get(submission=submission)


@transaction.atomic
def a_class(students: int) -> tuple[Assignment, User]:
    """Everybody handed in and was inspected; with their instructor."""
    course = Course.objects.create(institution=Institution.objects.get(), title="Statistics")
    assignment = create_assignment(course, _BRIEF)
    instructor = User.objects.create(username="ines", first_name="Ines")
    Membership.objects.create(course=course, user=instructor, role=Role.INSTRUCTOR)
    people = User.objects.bulk_create(
        User(username=f"c{number}", first_name="Student", last_name=str(number)) for number in range(students)
    )
    Membership.objects.bulk_create(Membership(course=course, user=user, role=Role.STUDENT) for user in people)
    _cases(assignment, people, age=timedelta())
    report = a_long_report(1)
    data = report_to_data(report)
    StoredReport.objects.bulk_create(
        StoredReport(run=run, outcome=report.outcome, data=data, folder="1")
        for run in Run.objects.filter(submission__assignment=assignment)
    )
    return assignment, instructor


def _recording() -> Recording:
    return Recording.objects.create(sha256=uuid.uuid4().hex * 2, size_bytes=1, media_type="video/mp4")


def _cases(assignment: Assignment, people: list[User], *, age: timedelta) -> None:
    """One of each, of the same age but for five minutes each."""
    recording = _recording()
    submissions = Submission.objects.bulk_create(
        Submission(assignment=assignment, student=user, recording=recording) for user in people
    )
    runs = Run.objects.bulk_create(
        Run(submission=one, brief_toml=_BRIEF, state=RunState.DONE) for one in submissions
    )
    newest = timezone.now() - age
    Case.objects.bulk_create(
        Case(
            submission=run.submission,
            run=run,
            course=assignment.course,
            student=run.submission.student,
            handed_in_at=newest - timedelta(minutes=5 * number),
        )
        for number, run in enumerate(runs)
    )
