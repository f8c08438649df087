from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrity.inspections.domain import doorbell, leases, outbox, sweeper
from integrity.inspections.models import OutboxRow, Run, RunState
from tests.integrity.rows import a_lease, a_run
from workers.progress import Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Run ids for which the bell was rung."""
    rings: list[object] = []
    monkeypatch.setattr(doorbell, "ring", lambda run_id, _queue: rings.append(run_id))
    return rings


def pass_time(run: Run, *, seconds: float) -> None:
    """As if everything about a run had happened earlier."""
    for row in OutboxRow.objects.filter(run=run, published_at__isnull=False):
        row.published_at -= timedelta(seconds=seconds)
        row.save()
    if run.lease_until is not None:
        Run.objects.filter(pk=run.pk).update(lease_until=run.lease_until - timedelta(seconds=seconds))


def test_a_new_run_is_rung_for_once(rung: list[object]) -> None:
    run = a_run()
    assert (outbox.publish_due(), outbox.publish_due()) == (1, 0)
    assert rung == [run.pk]


def test_a_ring_that_is_not_due_yet_waits(rung: list[object]) -> None:
    run = a_run()
    OutboxRow.objects.filter(run=run).update(due_at=timezone.now() + timedelta(seconds=60))
    assert outbox.publish_due() == 0


def test_what_the_broker_refuses_stays_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_run_id: object, _queue: str) -> None:
        raise ConnectionRefusedError("nobody is there")

    monkeypatch.setattr(doorbell, "ring", refuse)
    run = a_run()
    assert outbox.publish_due() == 0
    assert OutboxRow.objects.get(run=run).published_at is None


def test_a_run_whose_worker_fell_silent_waits_again_and_is_rung_for(settings: Settings) -> None:
    settings.CANDOR_RETRY_S = 0
    run = a_run()
    a_lease(run)
    run.refresh_from_db()
    pass_time(run, seconds=60)
    assert sweeper.sweep() == 1
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.QUEUED, 1)
    assert OutboxRow.objects.filter(run=run).count() == 2


def test_a_worker_that_falls_silent_for_the_third_time_leaves_the_run_to_a_person() -> None:
    run = a_run()
    for _ in range(3):
        a_lease(run)
        Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        sweeper.sweep()
    run.refresh_from_db()
    assert run.state == RunState.NEEDS_ATTENTION
    assert run.sentence.endswith("The last one ended so: The worker stopped answering.")


def test_a_worker_that_speaks_up_in_time_keeps_its_run() -> None:
    run = a_run()
    lease = a_lease(run)
    silent = Run.objects.get(pk=run.pk)
    Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    leases.heartbeat(lease, Progress(stage="", fraction=0.1))
    assert not leases.expire(silent)
    assert sweeper.sweep() == 0


def test_a_run_nobody_took_up_is_rung_for_again_at_growing_intervals(
    rung: list[object], settings: Settings
) -> None:
    settings.CANDOR_RING_AGAIN_S = 20
    run = a_run()
    outbox.publish_due()
    assert sweeper.sweep() == 0
    pass_time(run, seconds=21)
    assert sweeper.sweep() == 1
    assert sweeper.sweep() == 0
    outbox.publish_due()
    pass_time(run, seconds=39)
    assert sweeper.sweep() == 0
    pass_time(run, seconds=2)
    assert sweeper.sweep() == 1
    assert len(rung) == 2


def test_however_long_the_queue_a_run_is_rung_for_every_two_minutes(rung: list[object]) -> None:
    run = a_run()
    OutboxRow.objects.bulk_create(OutboxRow(run=run, due_at=timezone.now()) for _ in range(50))
    outbox.publish_due()
    pass_time(run, seconds=121)
    assert sweeper.sweep() == 1


def test_a_run_to_which_no_ring_was_ever_owed_is_rung_for() -> None:
    run = a_run()
    OutboxRow.objects.all().delete()
    assert sweeper.sweep() == 1
    assert OutboxRow.objects.get().run == run


def test_runs_that_are_over_are_left_alone() -> None:
    run = a_run()
    leases.fail(a_lease(run), "It cannot be done.", permanent=True)
    OutboxRow.objects.all().delete()
    assert sweeper.sweep() == 0
