"""Very many of everything around the things of a scene, written in few statements."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from integrity.courses.models import (
    Adjustment,
    AnswerGiven,
    Assignment,
    Course,
    IssuedVariant,
    Membership,
    Role,
    TaskTemplate,
    TemplateVersion,
)
from integrity.inspections.models import Run, RunState, StoredReport
from integrity.people.models import User
from integrity.reviews.models import Case, Passing, PassingKind, Reply
from integrity.submissions.models import Recording, Submission
from tests.integrity.portal.scene import Scene
from tests.integrity.rows import a_brief, a_user

_NUMBERS = count(1)


def crowd(scene: Scene, size: int) -> None:
    """So many more of each."""
    numbers = [next(_NUMBERS) for _ in range(size)]
    course = Course.objects.get(pk=scene["here"]["course_id"])
    students = _students(course, numbers)
    _assignments(course, numbers)
    _courses(course, numbers)
    _templates(course, scene["draft"]["template_id"], numbers)
    _submissions(Assignment.objects.get(pk=scene["here"]["assignment_id"]), students, numbers)
    _variants(Assignment.objects.get(pk=scene["variants"]["assignment_id"]), students, numbers)
    _runs(Submission.objects.get(pk=scene["here"]["submission_id"]), numbers)
    for name in ("mine", "told", "appealed"):
        _around(Case.objects.get(pk=scene[name]["case_id"]), numbers)


def _students(course: Course, numbers: list[int]) -> list[User]:
    password = make_password(None)
    students = User.objects.bulk_create(
        User(username=f"student{number}", first_name="Ann", last_name=f"Number {number}", password=password)
        for number in numbers
    )
    Membership.objects.bulk_create(
        Membership(course=course, user=user, role=Role.STUDENT) for user in students
    )
    return students


def _assignments(course: Course, numbers: list[int]) -> None:
    made = Assignment.objects.bulk_create(
        Assignment(course=course, title=f"Assignment {number}", brief_toml=a_brief()) for number in numbers
    )
    _handed_in(made, [a_user("sam")] * len(made), numbers, RunState.QUEUED)


def _courses(like: Course, numbers: list[int]) -> None:
    made = Course.objects.bulk_create(
        Course(institution=like.institution, title=f"Course {number}") for number in numbers
    )
    people = {"ines": Role.INSTRUCTOR, "rosa": Role.REVIEWER, "sam": Role.STUDENT}
    Membership.objects.bulk_create(
        Membership(course=course, user=a_user(name), role=role)
        for course in made
        for name, role in people.items()
    )


def _templates(course: Course, template_id: Any, numbers: list[int]) -> None:
    ines = a_user("ines")
    made = TaskTemplate.objects.bulk_create(
        TaskTemplate(course=course, name=f"template-{number}") for number in numbers
    )
    known = TemplateVersion.objects.filter(template=template_id).order_by("number")[0]
    versions = [(task.pk, 1) for task in made] + [(template_id, 100 + number) for number in numbers]
    TemplateVersion.objects.bulk_create(
        TemplateVersion(
            template_id=task, number=number, toml=known.toml, sha256=known.sha256, created_by=ines
        )
        for task, number in versions
    )


def _submissions(assignment: Assignment, students: list[User], numbers: list[int]) -> None:
    """Reported, with a case each; and as many of Sam's own."""
    given = _handed_in([assignment] * len(students), students, numbers, RunState.DONE)
    Case.objects.bulk_create(
        Case(
            submission=run.submission,
            run=run,
            course_id=assignment.course_id,
            student=run.submission.student,
            handed_in_at=run.submission.created_at,
        )
        for run in given
    )
    _handed_in([assignment] * len(students), [a_user("sam")] * len(students), numbers, RunState.DONE)


def _handed_in(
    assignments: list[Assignment], students: list[User], numbers: list[int], state: RunState
) -> list[Run]:
    hashes = [f"{next(_HASHES):064x}" for _ in numbers]
    Recording.objects.bulk_create(
        Recording(sha256=sha256, size_bytes=5000, media_type="video/mp4") for sha256 in hashes
    )
    made = Submission.objects.bulk_create(
        Submission(assignment=assignment, student=student, recording_id=sha256, file_name="work.mp4")
        for assignment, student, sha256 in zip(assignments, students, hashes, strict=True)
    )
    runs = Run.objects.bulk_create(
        Run(submission=submission, brief_toml=a_brief(), state=state) for submission in made
    )
    if state == RunState.DONE:
        like = StoredReport.objects.all()[0]
        StoredReport.objects.bulk_create(
            StoredReport(run=run, outcome=like.outcome, data=like.data, folder=like.folder) for run in runs
        )
    return runs


def _hashes() -> Iterator[int]:
    return count(10**9)


_HASHES = _hashes()


def _variants(assignment: Assignment, students: list[User], numbers: list[int]) -> None:
    like = IssuedVariant.objects.filter(assignment=assignment)[0]
    made = IssuedVariant.objects.bulk_create(
        IssuedVariant(
            course=assignment.course,
            assignment=assignment,
            user=user,
            version=like.version,
            attempt=1,
            number=1000 + number,
            language="en",
            data=like.data,
            answers=like.answers,
            traits=like.traits,
            brief_toml=like.brief_toml,
            code=f"C{number:07}",
            phrase=like.phrase,
        )
        for user, number in zip(students, numbers, strict=True)
    )
    given = [*made, *[like] * len(numbers)]
    AnswerGiven.objects.bulk_create(
        AnswerGiven(variant=variant, answer=like.answers[0]["id"], given="12 cm^2", judged="wrong")
        for variant in given
    )
    Adjustment.objects.bulk_create(
        Adjustment(
            assignment=assignment,
            parameter="colour",
            value="red",
            factor=1,
            reason="Hard.",
            by=a_user("ines"),
        )
        for _ in numbers
    )


def _runs(submission: Submission, numbers: list[int]) -> None:
    """Older ones than the newest."""
    newest = submission.runs.order_by("-created_at")[0]
    made = Run.objects.bulk_create(
        Run(submission=submission, brief_toml=newest.brief_toml, state=RunState.NEEDS_ATTENTION)
        for _ in numbers
    )
    Run.objects.filter(pk__in=[run.pk for run in made]).update(created_at=timezone.now() - timedelta(days=1))


def _around(case: Case, numbers: list[int]) -> None:
    Passing.objects.bulk_create(
        Passing(case=case, by=a_user("rob"), kind=PassingKind.SKIPPED, note=f"Reason {number}")
        for number in numbers
    )
    Reply.objects.bulk_create(Reply(case=case, text=f"Reply {number}", at_s=1.0) for number in numbers)
