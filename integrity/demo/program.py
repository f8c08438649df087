"""The demo from start to end. Imported once Django knows its settings."""

import os
import socket
import threading
import time
from http.client import HTTPException
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from integrity.courses.models import Assignment
from integrity.demo.browser import Browser
from integrity.demo.children import Children, Program, celery_arguments
from integrity.demo.comparing import as_table, compare
from integrity.demo.home import SignIn, sign_ins
from integrity.demo.people import settle
from integrity.demo.samples import Sample, find_samples
from integrity.demo.terminal import Bar, Terminal
from integrity.inspections.models import Run, RunState
from integrity.submissions.models import Submission

HOST = "127.0.0.1"
_FIRST_PORT = 8000
_PORTS = 100
_START_LIMIT_S = 60
_LOOK_S = 0.5
_MAX_CONCURRENCY = 4

_STATES = {
    RunState.QUEUED: "waiting",
    RunState.RUNNING: "being inspected",
    RunState.NEEDS_ATTENTION: "needs attention",
}


class DemoFailed(Exception):
    """The demo cannot go on; the message says why."""


def run_demo(*, samples_folder: Path, check: bool, terminal: Terminal, stop: threading.Event) -> int:
    """Exit status: with `check`, 1 where a report is missing or differs from the truth."""
    home: Path = settings.CANDOR_HOME
    samples = find_samples(samples_folder)
    if not samples:
        raise DemoFailed(f"There are no recordings in {samples_folder}.")
    people = sign_ins(home)
    call_command("migrate", verbosity=0)
    assignments = settle(people, samples)
    port = _free_port()
    with Children(_programs(home, port)):
        _wait_for_web(port, stop)
        submissions = _hand_in_all(port, people, samples, assignments, terminal)
        _watch(samples, submissions, terminal, stop)
        status = _report(samples, submissions, terminal) if check else 0
        if not check:
            _invite(port, people, terminal)
            stop.wait()
    return status


def _programs(home: Path, port: int) -> list[Program]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    web = ("-m", "integrity.web", "--host", HOST, "--port", str(port))
    worker = celery_arguments(concurrency=min(cores, _MAX_CONCURRENCY))
    one_thread = {"CANDOR_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return [
        Program(name="web", arguments=web, log=home / "logs" / "web.log"),
        Program(name="worker", arguments=worker, log=home / "logs" / "worker.log", environment=one_thread),
    ]


def _free_port() -> int:
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise DemoFailed(f"No port from {_FIRST_PORT} to {_FIRST_PORT + _PORTS - 1} is free on {HOST}.")


def _wait_for_web(port: int, stop: threading.Event) -> None:
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline and not stop.is_set():
        try:
            Browser(HOST, port).get("/sign-in/")
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    if not stop.is_set():
        raise DemoFailed(f"The web process did not start; see {settings.CANDOR_HOME}/logs/web.log.")


def _hand_in_all(
    port: int, people: list[SignIn], samples: list[Sample], assignments: list[Assignment], terminal: Terminal
) -> list[Submission]:
    """By the same way as a student's browser: sign-in, form, file."""
    student = next(person for person in people if person.role == "student")
    browser = Browser(HOST, port)
    browser.sign_in(student.username, student.password)
    terminal.say(f"{student.full_name} hands in {len(samples)} recordings …")
    return [
        _hand_in(browser, sample, assignment) for sample, assignment in zip(samples, assignments, strict=True)
    ]


def _hand_in(browser: Browser, sample: Sample, assignment: Assignment) -> Submission:
    form = f"/assignments/{assignment.pk}/"
    page = browser.send_file(form, f"{form}hand-in/", "recording", sample.recording, media_type="video/mp4")
    if not page.path.startswith("/submissions/"):
        raise DemoFailed(f"{sample.name} was not accepted (status {page.status}).")
    return Submission.objects.get(pk=page.path.split("/")[2])


def _watch(
    samples: list[Sample], submissions: list[Submission], terminal: Terminal, stop: threading.Event
) -> None:
    while not stop.is_set():
        runs = _runs(submissions)
        terminal.show([_bar(sample, run) for sample, run in zip(samples, runs, strict=True)])
        if all(run.is_over for run in runs):
            return
        stop.wait(_LOOK_S)


def _runs(submissions: list[Submission]) -> list[Run]:
    return [submission.runs.select_related("report")[0] for submission in submissions]


def _bar(sample: Sample, run: Run) -> Bar:
    if run.state == RunState.DONE:
        return Bar(name=sample.name, fraction=1.0, state=_outcome_words(run.report.outcome))
    return Bar(name=sample.name, fraction=run.fraction, state=_STATES[RunState(run.state)])


def _outcome_words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _report(samples: list[Sample], submissions: list[Submission], terminal: Terminal) -> int:
    runs = _runs(submissions)
    comparisons = [compare(sample, run) for sample, run in zip(samples, runs, strict=True)]
    terminal.say()
    for line in as_table(comparisons):
        terminal.say(line)
    agreeing = sum(one.agrees for one in comparisons)
    terminal.say(f"{agreeing} of {len(comparisons)} reports say what is true.")
    return 0 if agreeing == len(comparisons) else 1


def _invite(port: int, people: list[SignIn], terminal: Terminal) -> None:
    terminal.say()
    terminal.say(f"Candor is at http://{HOST}:{port}/")
    for person in people:
        terminal.say(f"  {person.role:<13}  {person.username:<5}  {person.password}")
    terminal.say("These sign-ins work on this machine only. Ctrl-C ends the demo.")
