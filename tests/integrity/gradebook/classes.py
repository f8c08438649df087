"""A class to test with: many students, each with a submission and a stored report, in few statements."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from integrity.courses.models import Assignment, Membership, Role
from integrity.gradebook.domain.tallies import counted
from integrity.gradebook.models import Tally
from integrity.inspections.models import Run, RunState, StoredReport
from integrity.people.models import User
from integrity.submissions.models import Recording, Submission
from tests.factories.reports import a_report
from tests.integrity.rows import a_brief
from workers.report import Finding, Outcome, StepResult, report_to_data


def inspected_as(
    assignment: Assignment,
    username: str,
    outcome: Outcome,
    *,
    steps: Sequence[StepResult] = (),
    findings: Sequence[Finding] = (),
) -> Submission:
    """A report without the lease and the case that come with a true one."""
    user, _ = User.objects.get_or_create(username=username, defaults={"first_name": username.title()})
    Membership.objects.get_or_create(course=assignment.course, user=user, defaults={"role": Role.STUDENT})
    count = Submission.objects.count()
    sha256 = hashlib.sha256(f"{username}{count}".encode()).hexdigest()
    recording = Recording.objects.create(sha256=sha256, size_bytes=1, media_type="video/mp4")
    submission = Submission.objects.create(
        assignment=assignment, student=user, recording=recording, file_name="work.mp4"
    )
    run = Run.objects.create(submission=submission, brief_toml=a_brief(), state=RunState.DONE)
    report = a_report(outcome=outcome, steps=tuple(steps), findings=tuple(findings))
    stored = StoredReport(run=run, outcome=outcome, data=report_to_data(report), folder="1")
    StoredReport.objects.bulk_create([stored])
    Tally.objects.create(report=stored, **counted(stored.data))
    return submission


def a_large_class(assignment: Assignment, people: int, prefix: str = "p") -> None:
    """A third of each outcome; the reports are empty but for their tallies."""
    outcomes = list(Outcome)
    now = timezone.now()
    users = User.objects.bulk_create(
        User(username=f"{prefix}{number}", first_name="Мария", last_name=f"Иванова-{number:04}")
        for number in range(people)
    )
    Membership.objects.bulk_create(
        Membership(course=assignment.course, user=user, role=Role.STUDENT) for user in users
    )
    recording, _ = Recording.objects.get_or_create(
        sha256="f" * 64, defaults={"size_bytes": 1, "media_type": "video/mp4"}
    )
    submissions = Submission.objects.bulk_create(
        Submission(assignment=assignment, student=user, recording=recording, file_name="work.mp4")
        for user in users
    )
    runs = Run.objects.bulk_create(
        Run(submission=one, brief_toml=a_brief(), state=RunState.DONE, finished_at=now + timedelta(minutes=1))
        for one in submissions
    )
    reports = StoredReport.objects.bulk_create(
        StoredReport(run=run, outcome=outcomes[number % 3], data={}, folder="1")
        for number, run in enumerate(runs)
    )
    Tally.objects.bulk_create(
        Tally(report=one, steps={"editor": "unclear"}, checks={"text": "completed"}, codes={})
        for one in reports
    )
