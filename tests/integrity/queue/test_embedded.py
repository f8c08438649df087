"""The whole way from a submission to its report, with everything going wrong on it that may."""

import shutil
import signal

import pytest

from integrity.inspections.domain import doorbell, outbox
from integrity.inspections.models import OutboxRow, RunState, StoredReport, run_folder
from tests.integrity import fake_inspection
from tests.integrity.houses import House, is_running
from tests.integrity.rows import a_run
from workers.others import FOUND_NAMES
from workers.redaction import FOR_STUDENT

pytestmark = pytest.mark.slow


def test_a_submission_becomes_one_report_however_often_the_bell_rings(house: House) -> None:
    run = a_run("work 0.5")
    for _ in range(6):
        doorbell.ring(run.pk)
    house.start_worker()
    done = house.wait_for(run, RunState.DONE)
    assert (done.attempts, done.token, done.fraction, done.sentence) == (1, 1, 1.0, "")
    stored = StoredReport.objects.get()
    assert stored.outcome == "needs_review"
    house.wait_until(lambda: not (stored.path / "scratch").exists())
    kept = sorted(path.name for path in stored.path.iterdir())
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
    house.wait_until(lambda: not list((house.home / "broker" / "incoming").iterdir()))
    assert len(fake_inspection.starts(house.cache)) == 1


def test_a_worker_killed_in_mid_inspection_is_replaced_and_one_report_is_made(house: House) -> None:
    run = a_run("work 2")
    house.start_worker()
    house.start_worker()
    (orphan,) = house.wait_for_starts(1)
    house.worker_of(orphan).kill()
    house.wait_until(lambda: not is_running(orphan))
    done = house.wait_for(run, RunState.DONE)
    assert (done.attempts, done.token) == (2, 2)
    assert StoredReport.objects.get().folder == "2"
    assert [path.name for path in run_folder(run.pk).iterdir()] == ["2"]


def test_an_emptied_broker_folder_loses_nothing(house: House) -> None:
    run = a_run("work 0")
    outbox.publish_due()
    messages = list((house.home / "broker" / "incoming").iterdir())
    assert len(messages) == 1
    shutil.rmtree(house.home / "broker")
    house.start_worker()
    assert house.wait_for(run, RunState.DONE).attempts == 1
    assert len(fake_inspection.starts(house.cache)) == 1


def test_the_only_worker_killed_in_mid_inspection_leaves_its_run_to_the_next(house: House) -> None:
    run = a_run("work 2")
    worker = house.start_worker()
    (orphan,) = house.wait_for_starts(1)
    worker.kill()
    house.wait_until(lambda: not is_running(orphan))
    house.start_worker()
    done = house.wait_for(run, RunState.DONE)
    assert (done.attempts, done.token) == (2, 2)
    assert StoredReport.objects.get().folder == "2"
    assert [path.name for path in run_folder(run.pk).iterdir()] == ["2"]


@pytest.mark.parametrize("folder", ["broker", "broker/incoming"])
def test_a_broker_folder_removed_under_a_running_worker_loses_nothing(folder: str, house: House) -> None:
    first = a_run("work 2")
    house.start_worker()
    house.wait_for_starts(1)
    second, third = a_run("work 0"), a_run("work 0")
    doorbell.ring(second.pk)
    # Removed at one stroke: the worker makes it again at any moment.
    (house.home / folder).rename(house.home / "removed")
    for run in (first, second, third):
        assert house.wait_for(run, RunState.DONE).attempts == 1
    assert StoredReport.objects.count() == 3
    assert len(fake_inspection.starts(house.cache)) == 3


def test_a_worker_told_to_stop_gives_its_run_back(house: House) -> None:
    run = a_run("work 30")
    worker = house.start_worker()
    (child,) = house.wait_for_starts(1)
    worker.terminate()
    assert worker.wait(10) == 0
    assert not is_running(child)
    run.refresh_from_db()
    assert (run.state, run.attempts, run.token) == (RunState.QUEUED, 0, 1)
    assert OutboxRow.objects.filter(run=run, published_at__isnull=True).count() == 1


def test_a_worker_that_wakes_up_too_late_writes_nothing(house: House) -> None:
    run = a_run("work 2")
    house.start_worker()
    house.start_worker()
    (child,) = house.wait_for_starts(1)
    sleeper = house.worker_of(child)
    sleeper.send_signal(signal.SIGSTOP)
    house.wait_for_starts(2)
    sleeper.send_signal(signal.SIGCONT)
    done = house.wait_for(run, RunState.DONE)
    assert done.token == 2
    assert StoredReport.objects.get().folder == "2"
    house.wait_until(lambda: [path.name for path in run_folder(run.pk).iterdir()] == ["2"])
