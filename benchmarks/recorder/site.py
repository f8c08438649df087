"""A site in a folder of its own, with one assignment, and what was handed in there."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
from django.core.management import call_command

from integrity.demo.home import ROOT, SignIn, enter_home, sign_ins

#: Continuity is what is measured here; whether a text is seen is not.
BRIEF = """schema = "candor.brief/1"
title = "Notes"
skip = ["injection"]
"""
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """`brief_toml`: with the recorder's interruptions, as the inspection gets it."""

    recording: Path
    brief_toml: str


@contextmanager
def serve(home: Path) -> Iterator[tuple[str, SignIn]]:
    """The address of the assignment's page "Record", and who may use it."""
    enter_home(home)
    django.setup()
    call_command("migrate", verbosity=0)
    student = next(one for one in sign_ins(home) if one.role == "student")
    assignment = _assignment(student)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "integrity.web", "--port", str(port)]
    # It ends when its input closes: with this process, at the latest.
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as web:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/assignments/{assignment}/record/", student
        finally:
            web.terminate()


def _assignment(student: SignIn) -> str:
    from integrity.courses.domain.briefs import create_assignment  # noqa: PLC0415 -- needs Django's set-up
    from integrity.courses.models import Course, Membership, Role  # noqa: PLC0415 -- likewise
    from integrity.people.models import Institution, User  # noqa: PLC0415 -- likewise

    institution = Institution.objects.create(name="Benchmark")
    course = Course.objects.create(institution=institution, title="Recorder")
    user = User.objects.create_user(username=student.username, password=student.password)
    Membership.objects.create(course=course, user=user, role=Role.STUDENT)
    return str(create_assignment(course, BRIEF).pk)


def newest() -> HandedIn:
    """What was handed in last. Not beside a browser: rows cannot be read there."""
    from integrity.inspections.models import Run  # noqa: PLC0415 -- needs Django's set-up

    run = Run.objects.select_related("submission__recording").latest("submission__created_at")
    return HandedIn(recording=run.submission.recording.path, brief_toml=run.brief_toml)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"The site does not answer at port {port}.")
