"""Queues by age, and what stopped is tried again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrity.audit.models import AuditEntry
from integrity.inspections.domain import leases
from integrity.inspections.domain.requests import request_again
from integrity.inspections.models import OutboxRow, Run, RunState
from integrity.stewardship.domain.retrying import retry
from integrity.stewardship.queues import failed_runs, queues
from tests.integrity.rows import a_lease, a_run, a_run_that_names_its_text, a_submission
from tests.integrity.stewardship.administrators import an_administrator

pytestmark = pytest.mark.django_db


def a_failed_run(sentence: str = "It cannot be decoded.") -> Run:
    run = a_run()
    leases.fail(a_lease(run), sentence, permanent=True)
    return Run.objects.get(pk=run.pk)


def test_every_queue_is_there_with_its_number_and_the_age_of_its_oldest(settings: Settings) -> None:
    settings.CANDOR_VLM = "openai"
    old, _new, running = a_run(), a_run(), a_run_that_names_its_text()
    a_lease(running)
    since = timezone.now() - timedelta(hours=2)
    Run.objects.filter(pk=old.pk).update(created_at=since)
    plain, model = queues()
    assert (plain.name, plain.waiting, plain.running, plain.oldest_at) == ("inspect", 0, 1, None)
    assert plain.unheard_since is not None
    assert (model.name, model.waiting, model.running, model.oldest_at) == ("inspect-gpu", 2, 0, since)
    assert model.unheard_since is None


def test_what_was_tried_again_since_is_no_longer_among_those_that_stopped() -> None:
    failed, other = a_failed_run(), a_failed_run()
    assert list(failed_runs()) == [other, failed]
    request_again(failed.submission)
    assert list(failed_runs()) == [other]


def test_trying_again_is_a_new_run_that_is_owed_a_ring_and_a_line_of_the_log() -> None:
    failed = a_failed_run()
    ada = an_administrator()
    (run,) = retry([failed.pk], by=ada)
    assert (run.submission, run.state) == (failed.submission, RunState.QUEUED)
    assert OutboxRow.objects.filter(run=run, published_at=None).count() == 1
    last = AuditEntry.objects.latest("number")
    assert (last.action, last.subject, last.by) == ("run.retried", f"run:{failed.pk}", ada.pk)


def test_what_runs_or_is_done_is_not_tried_again() -> None:
    running = a_submission().runs.get()
    a_lease(running)
    assert retry([running.pk], by=an_administrator()) == []
    assert Run.objects.count() == 1


def test_trying_again_twice_makes_one_run() -> None:
    failed, ada = a_failed_run(), an_administrator()
    assert len(retry([failed.pk, failed.pk], by=ada)) == 1
    assert retry([failed.pk], by=ada) == []
    assert Run.objects.count() == 2
