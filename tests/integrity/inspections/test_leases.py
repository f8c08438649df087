from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrity.inspections.domain import leases, reports
from integrity.inspections.models import OutboxRow, Run, RunState, StoredReport, run_folder
from tests.factories.reports import a_report
from tests.integrity.rows import a_lease, a_run
from workers.progress import Progress

pytestmark = pytest.mark.django_db

HALF_WAY = Progress(stage="pictures", fraction=0.5)


def let_lease_pass(run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_waiting_run_is_taken_with_the_next_token() -> None:
    run = a_run()
    lease = a_lease(run)
    run.refresh_from_db()
    assert (lease.token, lease.attempt) == (1, 1)
    assert (run.state, run.token, run.attempts) == (RunState.RUNNING, 1, 1)


def test_a_run_under_lease_is_not_taken_twice() -> None:
    run = a_run()
    a_lease(run)
    assert leases.take(run.pk) is None


def test_a_run_whose_worker_fell_silent_is_taken_by_another() -> None:
    run = a_run()
    a_lease(run)
    let_lease_pass(run)
    assert a_lease(run).token == 2


def test_a_run_that_does_not_exist_is_not_taken() -> None:
    run = a_run()
    run.delete()
    assert leases.take(run.id) is None


def test_of_two_workers_that_read_the_same_row_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    run = a_run()
    now = timezone.now
    others = []

    def another_worker_is_quicker() -> object:
        monkeypatch.undo()
        others.append(a_lease(run))
        return now()

    monkeypatch.setattr(leases.timezone, "now", another_worker_is_quicker)
    assert leases.take(run.pk) is None
    assert [lease.token for lease in others] == [1]


def test_a_heartbeat_prolongs_the_lease_and_tells_the_progress() -> None:
    run = a_run()
    lease = a_lease(run)
    let_lease_pass(run)
    assert leases.heartbeat(lease, HALF_WAY)
    run.refresh_from_db()
    assert (run.stage, run.fraction) == ("pictures", 0.5)
    assert run.lease_until is not None
    assert run.lease_until > timezone.now()


def test_a_stale_lease_can_do_nothing() -> None:
    run = a_run()
    stale = a_lease(run)
    let_lease_pass(run)
    newest = a_lease(run)
    assert not leases.heartbeat(stale, HALF_WAY)
    assert not leases.give_back(stale)
    assert not leases.fail(stale, "Too late.", permanent=True)
    assert not reports.store(stale, a_report(), folder="1")
    run.refresh_from_db()
    assert (run.state, run.token, run.sentence) == (RunState.RUNNING, newest.token, "")
    assert not StoredReport.objects.exists()


def test_a_finished_run_takes_no_second_report() -> None:
    run = a_run()
    lease = a_lease(run)
    (run_folder(run.pk) / "1").mkdir(parents=True)
    assert reports.store(lease, a_report(), folder="1")
    assert not reports.store(lease, a_report(), folder="1")
    assert StoredReport.objects.count() == 1


def test_storing_the_report_removes_what_killed_workers_left() -> None:
    run = a_run()
    lease = a_lease(run)
    for attempt in ("1", "2"):
        (run_folder(run.pk) / attempt).mkdir(parents=True)
    reports.store(lease, a_report(), folder="2")
    assert [path.name for path in run_folder(run.pk).iterdir()] == ["2"]


def test_a_run_given_back_waits_again_and_the_attempt_does_not_count() -> None:
    run = a_run()
    assert leases.give_back(a_lease(run))
    run.refresh_from_db()
    assert (run.state, run.attempts, run.token) == (RunState.QUEUED, 0, 1)
    assert OutboxRow.objects.filter(run=run).count() == 2


def test_waits_between_attempts_grow(settings: Settings) -> None:
    settings.CANDOR_RETRY_S = 100
    run = a_run()
    waits = []
    for _ in range(2):
        leases.fail(a_lease(run), "It stumbled.", permanent=False)
        ring = OutboxRow.objects.filter(run=run).latest("id")
        waits.append(round((ring.due_at - timezone.now()).total_seconds(), -1))
    assert waits == [100, 400]


def test_the_third_failure_asks_for_a_person() -> None:
    run = a_run()
    for _ in range(3):
        assert leases.fail(a_lease(run), "It stumbled.", permanent=False)
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.NEEDS_ATTENTION, 3)
    assert run.sentence == (
        "The inspection was begun 3 times and never finished. The last one ended so: It stumbled."
    )
    assert leases.take(run.pk) is None
