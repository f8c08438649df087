"""A course in its seventh week: people, assignments, recordings, and what became of them."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from benchmarks.screenshots.inspected import Inspected, inspected
from integrity.courses.domain.briefs import create_assignment
from integrity.courses.domain.checks import go_on, start_check
from integrity.courses.domain.issuing import variant_for
from integrity.courses.domain.templates import assign, create_template, release
from integrity.courses.models import Assignment, Course, Membership, Role
from integrity.demo.home import ROOT
from integrity.inspections.models import Run, RunState, StoredReport, run_folder
from integrity.people.models import Institution, User
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.drafts import Judged, Typed, keep_draft
from integrity.reviews.domain.evidence import findings_of, note_opened
from integrity.reviews.domain.leases import take
from integrity.reviews.models import Case, Verdict
from integrity.stewardship.domain.inventory import note_worker
from integrity.submissions.models import Recording, Submission

ADMINISTRATOR = ("ada", "Ada Moreau")
STAFF = {"ines": ("Ines Calder", Role.INSTRUCTOR), "rosa": ("Rosa Lind", Role.REVIEWER)}
STUDENTS = (
    "Sam Okafor",
    "Amara Diallo",
    "Jonas Weber",
    "Mei-Ling Chen",
    "Łucja Kowalska",
    "Дарья Орлова",
    "Diego Fuentes",
    "Yusuf Demir",
    "Hannah Berg",
    "Priya Raman",
    "Oleg Tarasov",
    "ليلى حداد",
    "Noah Fischer",
    "Chiara Conti",
    "Tomás Silva",
    "Ewa Nowak",
    "Kwame Mensah",
    "Sofia Lindqvist",
    "Haruto Sato",
    "Anna O’Brien",
    "Mateus Rocha",
    "Zoë Janssen",
    "Ilya Petrov",
    "Fatima Zahra",
)
#: Of those who handed in, besides the ones whose report is shown: how their reports came out.
_OUTCOMES = ("clear",) * 13 + ("needs_review",) * 4 + ("incomplete",) * 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Addresses of what pictures show, by name, and everybody's session."""

    paths: dict[str, str]
    sessions: dict[str, str]


def build(kept: Path) -> Site:
    call_command("migrate", verbosity=0)
    # No draw decides what a picture shows.
    settings.CANDOR_REVIEW_SAMPLE = 0.0
    course = _course()
    titration = inspected("forbidden-window", kept)
    primes = inspected("second-person", kept)
    average = inspected("moving-average", kept)
    first = _handed_in(create_assignment(course, average.brief_toml), "sam", average, days_ago=9)
    seen = create_assignment(course, titration.brief_toml)
    _class_of(seen, titration)
    case = _case(_handed_in(seen, "amara", titration, days_ago=2.2))
    russian = create_assignment(course, primes.brief_toml)
    told = _told(_case(_handed_in(russian, "sam", primes, days_ago=3.1)))
    templated = _templated(course)
    _administered()
    paths = {
        "course": f"/courses/{course.pk}/",
        "assignment": f"/assignments/{seen.pk}/",
        "variant": f"/assignments/{templated.pk}/",
        "record": f"/assignments/{templated.pk}/record/",
        "variants": f"/assignments/{templated.pk}/variants/",
        "template": f"/templates/{templated.template_version.template_id}/",
        "class": f"/assignments/{seen.pk}/class/",
        "people": f"/courses/{course.pk}/people/",
        "clear": f"/submissions/{first.pk}/",
        "told": f"/submissions/{told.submission_id}/",
        "case": f"/cases/{_in_hand(case).pk}/",
        "running": f"/submissions/{_running(seen).pk}/",
    }
    return Site(
        paths=paths, sessions={name: _session(name) for name in ("sam", "ilya", "ines", "rosa", "ada")}
    )


def _course() -> Course:
    institution = Institution.objects.create(name="North College")
    course = Course.objects.create(institution=institution, title="Programming for scientists, autumn")
    people = [(name, full_name, role) for name, (full_name, role) in STAFF.items()]
    people += [(_username(full_name), full_name, Role.STUDENT) for full_name in STUDENTS]
    for username, full_name, role in people:
        first_name, _, last_name = full_name.partition(" ")
        user = User.objects.create(
            username=username, first_name=first_name, last_name=last_name, institution=institution
        )
        Membership.objects.create(course=course, user=user, role=role)
    return course


def _administered() -> None:
    """By Ada; a worker has said which engines it has."""
    username, full_name = ADMINISTRATOR
    first_name, _, last_name = full_name.partition(" ")
    User.objects.create(username=username, first_name=first_name, last_name=last_name, is_superuser=True)
    listed = subprocess.run(
        [sys.executable, "-m", "workers", "engines", "--json"], capture_output=True, check=True
    )
    note_worker("lab-7, process 4412", engines=json.loads(listed.stdout), hosts=[], hosts_why_not="")


def _username(full_name: str) -> str:
    first_name = full_name.partition(" ")[0].lower()
    return first_name if first_name.isascii() else f"student{STUDENTS.index(full_name)}"


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _session(username: str) -> str:
    client = Client()
    client.force_login(_user(username))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _handed_in(assignment: Assignment, student: str, sample: Inspected, *, days_ago: float) -> Submission:
    """With its recording, and its report as it was written."""
    sha256 = hashlib.sha256(sample.recording.read_bytes()).hexdigest()
    recording, is_new = Recording.objects.get_or_create(
        sha256=sha256,
        defaults={"size_bytes": sample.recording.stat().st_size, "media_type": "video/mp4"},
    )
    if is_new:
        recording.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sample.recording, recording.path)
    run = _run(assignment, _user(student), recording, days_ago=days_ago)
    shutil.copytree(sample.folder, run_folder(run.pk) / "1")
    _store(run, sample.report())
    return run.submission


def _run(assignment: Assignment, student: User, recording: Recording, *, days_ago: float) -> Run:
    submission = Submission.objects.create(
        assignment=assignment, student=student, recording=recording, file_name="recording.mp4"
    )
    at = timezone.now() - timedelta(days=days_ago)
    Submission.objects.filter(pk=submission.pk).update(created_at=at)
    submission.refresh_from_db()
    return Run.objects.create(submission=submission, brief_toml=assignment.brief_toml, token=1)


def _store(run: Run, report: dict[str, Any]) -> None:
    Run.objects.filter(pk=run.pk).update(state=RunState.DONE, fraction=1.0, finished_at=timezone.now())
    run.refresh_from_db()
    StoredReport.objects.create(run=run, outcome=report["outcome"], data=report, folder="1")


def _class_of(assignment: Assignment, sample: Inspected) -> None:
    """Everybody else's, with reports of the same kind."""
    chance = random.Random(7)
    others = [_user(_username(name)) for name in STUDENTS[2 : 2 + len(_OUTCOMES)]]
    for student, outcome in zip(others, chance.sample(_OUTCOMES, len(_OUTCOMES)), strict=True):
        run = _run(assignment, student, _other_recording(student), days_ago=chance.uniform(0.1, 3.5))
        _store(run, _report_of(sample, outcome))


def _other_recording(student: User) -> Recording:
    sha256 = hashlib.sha256(student.username.encode()).hexdigest()
    return Recording.objects.create(sha256=sha256, size_bytes=21_400_000, media_type="video/mp4")


def _report_of(sample: Inspected, outcome: str) -> dict[str, Any]:
    report = sample.report() | {"outcome": outcome}
    if outcome != "needs_review":
        report["findings"] = []
    if outcome != "clear":
        report["steps"][-1]["outcome"] = "unclear"
    if outcome == "incomplete":
        report["checks"] = [
            check | ({"status": "inconclusive"} if check["check"] == "speech" else {})
            for check in report["checks"]
        ]
    return report


def _running(assignment: Assignment) -> Submission:
    run = _run(assignment, _user("ilya"), _other_recording(_user("ilya")), days_ago=0.001)
    Run.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING,
        stage="pictures",
        fraction=0.62,
        lease_until=_in(hours=1),
        heartbeat_at=_in(seconds=0),
    )
    return run.submission


def _in(**times: float) -> datetime:
    return timezone.now() + timedelta(**times)


def _case(submission: Submission) -> Case:
    """Opened when the report was stored."""
    return Case.objects.get(submission=submission)


def _in_hand(case: Case) -> Case:
    """Rosa has it: the evidence is open, and she began to type."""
    lease = take(case.pk, _user("rosa"))
    assert lease is not None
    key = next(iter(findings_of(case)))
    note_opened(case, _user("rosa"), key)
    typed = Typed(
        verdict="",
        policy="",
        reason="",
        findings={key: Judged(verdict=Verdict.DISMISSED, note="An advert beside the page, closed at once.")},
    )
    keep_draft(case, _user("rosa"), typed)
    return case


def _told(case: Case) -> Case:
    """Sam is heard before anything takes effect."""
    rosa = _user("rosa")
    lease = take(case.pk, rosa)
    assert lease is not None
    for key in findings_of(case):
        note_opened(case, rosa, key)
    typed = Typed(
        verdict=Verdict.UPHELD,
        policy="Course rules, 3: the work is recorded alone.",
        reason="A second person sits beside you from 0:09 to 0:13 and speaks while the loop is written.",
        findings={key: Judged(verdict=Verdict.UPHELD) for key in findings_of(case)},
    )
    keep_draft(case, rosa, typed)
    made = decide(lease)
    case.decisions.filter(pk=made.pk).update(undo_until=_in(minutes=-1))
    return case


def _templated(course: Course) -> Assignment:
    ines = _user("ines")
    text = (ROOT / "docs" / "templates" / "statistics.toml").read_text(encoding="utf-8")
    version = create_template(course, text, ines).versions.get()
    check = start_check(version, ines, people=60)
    while not check.is_over:
        check = go_on(check)
    release(version, ines)
    version.refresh_from_db()
    made = assign(version)
    for full_name in STUDENTS[:18]:
        variant_for(_whole(made), _user(_username(full_name)), language="en")
    return made


def _whole(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_related("template_version__template__course").get(pk=assignment.pk)
