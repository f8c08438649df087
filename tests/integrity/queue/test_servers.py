"""The same promises with PostgreSQL, and with Redis or RabbitMQ for a doorbell."""

import pytest

from integrity.inspections.models import RunState, StoredReport
from tests.integrity.houses import House
from tests.integrity.rows import a_run

pytestmark = pytest.mark.slow


def test_a_run_survives_its_worker(served_house: House) -> None:
    run = a_run("work 2")
    served_house.start_worker()
    served_house.start_worker()
    (orphan,) = served_house.wait_for_starts(1)
    served_house.worker_of(orphan).kill()
    done = served_house.wait_for(run, RunState.DONE)
    assert (done.attempts, done.token) == (2, 2)
    assert StoredReport.objects.get().outcome == "needs_review"
