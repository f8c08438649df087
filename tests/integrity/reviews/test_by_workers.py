"""A worker's process opens the case, too: it is there with the report."""

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from integrity.audit.domain.audit import first_broken
from integrity.audit.models import AuditEntry
from integrity.lib.environment import env_database
from integrity.reviews.models import Case, CaseState
from tests.integrity.houses import a_house
from tests.integrity.rows import a_run

pytestmark = pytest.mark.slow


def test_a_report_that_a_worker_stored_has_its_case(home: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        database = env_database("NOT_SET", home=home)
        with a_house(home, database=database, urls={}) as house:
            run = a_run("work 0")
            house.start_worker()
            house.wait_for(run, "done")
            case = Case.objects.get()
            assert (case.run, case.state) == (run, CaseState.WAITING)
            assert AuditEntry.objects.get().subject == f"case:{case.pk}"
            assert first_broken() is None
