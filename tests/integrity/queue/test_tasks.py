"""One ring of the bell, answered in this process: how an attempt may end."""

from pathlib import Path

import pytest
from pytest_django import Settings

from integrity.courses.models import Role
from integrity.inspections.domain import leases
from integrity.inspections.domain.shown import texts_for, texts_for_student
from integrity.inspections.models import OutboxRow, Run, RunState, StoredReport, run_folder
from integrity.people.models import User
from tests.integrity import fake_inspection
from tests.integrity.rows import a_course, a_lease, a_run, a_submission, an_assignment
from workers import tasks
from workers.others import FOUND_NAMES, others_in
from workers.redaction import FOR_STUDENT
from workers.tracks.files import read_tracks

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def at_once(settings: Settings) -> None:
    settings.CANDOR_RETRY_S = 0


def ring(run: Run, *, times: int = 1) -> Run:
    for _ in range(times):
        tasks.inspect_run(str(run.pk))
    run.refresh_from_db()
    return run


def test_an_attempt_that_ends_well_leaves_report_and_files() -> None:
    run = ring(a_run("work 0"))
    assert (run.state, run.attempts, run.token) == (RunState.DONE, 1, 1)
    kept = sorted(path.name for path in StoredReport.objects.get().path.iterdir())
    assert kept == [
        "brief.toml",
        "evidence",
        FOR_STUDENT,
        FOUND_NAMES,
        "lanes.json",
        "report.json",
        "texts.json",
        "tracks",
    ]


def test_an_inspection_is_told_under_which_name_its_recording_was_handed_in() -> None:
    submission = a_submission(an_assignment("work 0"))
    submission.file_name = "задание-4.webm"
    submission.save()
    ring(submission.runs.get())
    assert read_tracks(StoredReport.objects.get().path / "tracks").source.file_name == "задание-4.webm"


def test_another_student_s_name_on_the_screen_is_noted_and_hidden_from_its_own() -> None:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR)
    User.objects.filter(username="kim").update(first_name="ChatGPT", last_name="Ask")
    User.objects.filter(username="ines").update(first_name="Moving", last_name="Average")
    ring(a_submission(an_assignment("work 0", course)).runs.get())
    stored = StoredReport.objects.get()
    assert others_in(stored.read(), stored.path).names == ("ChatGPT Ask",)
    shown = [passage.text for passage in texts_for_student(stored).screen_text or ()]
    assert shown == ["def moving_average(values, window):", "••• ••••••• anything"]
    whole = [passage.text for passage in texts_for(stored).screen_text or ()]
    assert whole[1] == "Ask ChatGPT anything"


def test_a_second_ring_finds_nothing_to_do(home: Path) -> None:
    run = ring(a_run("work 0"), times=3)
    assert run.attempts == 1
    assert len(fake_inspection.starts(home / "cache")) == 1


def test_a_run_that_crashes_is_begun_three_times_and_then_needs_a_person() -> None:
    run = ring(a_run("crash"))
    assert (run.state, run.attempts) == (RunState.QUEUED, 1)
    run = ring(run, times=3)
    assert (run.state, run.attempts) == (RunState.NEEDS_ATTENTION, 3)
    assert run.sentence == (
        "The inspection was begun 3 times and never finished. "
        "The last one ended so: The inspection's process failed (exit status 7)."
    )
    assert list(run_folder(run.pk).iterdir()) == []


def test_a_failure_that_another_try_may_heal_is_tried_again() -> None:
    run = ring(a_run("stumble"))
    assert (run.state, run.attempts) == (RunState.QUEUED, 1)
    assert OutboxRow.objects.filter(run=run).count() == 2


def test_a_permanent_failure_is_said_at_once() -> None:
    run = ring(a_run("refuse"))
    assert (run.state, run.attempts) == (RunState.NEEDS_ATTENTION, 1)
    assert run.sentence == "The engine ocr/rapidocr is not ready: install it."


def test_an_inspection_beyond_the_time_limit_is_ended(settings: Settings, home: Path) -> None:
    settings.CANDOR_INSPECTION_LIMIT_S = 0.2
    run = ring(a_run("work 30"))
    assert (run.state, run.attempts) == (RunState.QUEUED, 1)
    assert list(run_folder(run.pk).iterdir()) == []


def test_a_report_that_cannot_be_read_is_no_report(settings: Settings) -> None:
    settings.CANDOR_INSPECTOR = "tests.integrity.fake_inspection:note_nothing"
    run = ring(a_run("work 0"))
    assert run.state == RunState.QUEUED
    assert not StoredReport.objects.exists()


def test_a_worker_that_is_stopping_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.stopping, "is_set", lambda: True)
    assert ring(a_run("work 0")).attempts == 0


def test_a_worker_whose_lease_was_given_to_another_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    run = a_run("work 0")
    lease = a_lease(run)
    Run.objects.filter(pk=run.pk).update(token=lease.token + 1)
    monkeypatch.setattr(leases, "take", lambda _run_id: lease)
    run = ring(run)
    assert run.state == RunState.RUNNING
    assert not StoredReport.objects.exists()
    assert list(run_folder(run.pk).iterdir()) == []
