"""Rows to test with. Ines teaches, Sam learns, Rosa reviews; all in one course unless told otherwise."""

import hashlib
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from integrity.courses.domain.briefs import create_assignment
from integrity.courses.models import Assignment, Course, Membership, Role
from integrity.inspections.domain import leases, reports
from integrity.inspections.domain.leases import Lease
from integrity.inspections.domain.requests import hand_in
from integrity.inspections.models import CopyState, Run, ViewingCopy, run_folder
from integrity.people.models import Appointment, Institution, Office, User
from integrity.submissions.models import Submission
from tests.integrity.fake_inspection import write_report

PASSWORD = "a-long-enough-password"
#: The start of an MP4 file; nothing in the site's tests looks further.
MP4_BYTES = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(4096)


def a_brief(statement: str = "work 0", *, title: str = "Moving average") -> str:
    return f"""schema = "candor.brief/1"
title = "{title}"
statement = "{statement}"
[variant]
code = "K7QX-204M"
phrase = "amber river seven"
[text]
required = ["def moving_average"]
forbidden = ["ChatGPT"]
[instructions]
ordered = true
[[instructions.steps]]
id = "editor"
instruction = "Write the function in the editor"
"""


def a_user(username: str) -> User:
    user, is_new = User.objects.get_or_create(username=username, defaults={"first_name": username.title()})
    if is_new:
        user.set_password(PASSWORD)
        user.save()
    return user


def a_course(title: str = "Programming", *, institution: str = "North College", **people: Role) -> Course:
    """A course with its people: `a_course(sam=Role.STUDENT)`."""
    house, _ = Institution.objects.get_or_create(name=institution)
    course = Course.objects.create(institution=house, title=title)
    for username, role in people.items():
        Membership.objects.create(course=course, user=a_user(username), role=role)
    return course


def an_office(username: str, institution: str = "North College") -> User:
    """The disability office of an institution."""
    known, _ = Institution.objects.get_or_create(name=institution)
    user = a_user(username)
    Appointment.objects.get_or_create(institution=known, user=user, office=Office.ACCOMMODATIONS)
    return user


def assisted(course: Course, **students: str) -> None:
    """Each assistant with a group of one student: `assisted(course, ada="sam")`."""
    for assistant, student in students.items():
        group = course.groups.create(name=assistant)
        Membership.objects.create(course=course, user=a_user(assistant), role=Role.ASSISTANT)
        for member in course.memberships.filter(user__username__in=[assistant, student]):
            member.groups.add(group)


def an_assignment(statement: str = "work 0", course: Course | None = None) -> Assignment:
    course = course or a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    return create_assignment(course, a_brief(statement))


def an_upload(content: bytes = MP4_BYTES, name: str = "work.mp4") -> TemporaryUploadedFile:
    upload = TemporaryUploadedFile(name, "video/mp4", len(content), None)
    upload.write(content)
    upload.flush()
    upload.seek(0)
    return upload


def a_submission(
    assignment: Assignment | None = None, student: str = "sam", content: bytes = MP4_BYTES
) -> Submission:
    with an_upload(content) as upload:
        return hand_in(assignment or an_assignment(), a_user(student), upload, file_name="work.mp4")


def a_run(statement: str = "work 0") -> Run:
    return a_submission(an_assignment(statement)).runs.get()


def a_run_that_names_its_text(statement: str = "work 0") -> Run:
    """Its step says what would show it, so that nobody has to look."""
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    brief = a_brief(statement) + 'expect_text = ["def moving_average"]\n'
    return a_submission(create_assignment(course, brief)).runs.get()


def a_lease(run: Run) -> Lease:
    lease = leases.take(run.pk)
    assert lease is not None
    return lease


def a_reported_submission(assignment: Assignment | None = None, student: str = "sam") -> Submission:
    """Inspected, with a report of one finding at 2.0 to 3.5 s."""
    return reported(a_submission(assignment, student, content=MP4_BYTES + student.encode()))


def reported(submission: Submission) -> Submission:
    lease = a_lease(submission.runs.get())
    folder = run_folder(lease.run_id) / str(lease.token)
    folder.mkdir(parents=True)
    assert reports.store(lease, write_report(folder), folder=folder.name)
    return submission


def a_tryout(assignment: Assignment | None = None) -> Submission:
    """Of the first who teaches the course; the same bytes for all of its assignments, and not inspected yet."""
    assignment = assignment or an_assignment()
    ines = assignment.course.memberships.filter(role=Role.INSTRUCTOR)[0].user
    with an_upload(MP4_BYTES + b"try-out") as upload:
        return hand_in(assignment, ines, upload, file_name="demonstration.mp4", is_tryout=True)


def a_copy(submission: Submission) -> ViewingCopy:
    """For viewing, ready: a few bytes, as far as the site looks."""
    sheet = {"every_s": 1.0, "count": 6, "columns": 10, "width_px": 160, "height_px": 90}
    facts = {"duration_s": 6.0, "width_px": 320, "height_px": 180, "has_sound": False, "thumbnails": sheet}
    copy, _ = ViewingCopy.objects.get_or_create(
        recording=submission.recording,
        defaults={"state": CopyState.READY, "folder": "1", "facts": facts, "size_bytes": 8},
    )
    copy.path.mkdir(parents=True, exist_ok=True)
    for name in ("copy.mp4", "poster.jpg", "thumbnails.jpg"):
        (copy.path / name).write_bytes(name.encode())
    return copy


def a_clip(path: Path, content: bytes = MP4_BYTES) -> Path:
    path.write_bytes(content)
    return path


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def upload_folder() -> Path:
    return Path(tempfile.gettempdir())
