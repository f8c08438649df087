"""Reports that are older than cases get theirs when the database is migrated."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from integrity.audit.models import AuditEntry
from integrity.inspections.domain.requests import request_again
from integrity.reviews.models import Case
from tests.integrity.reviews.cases import SHOWN, a_reviewed_course, handed_in, store_report
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def test_each_submission_whose_newest_report_asks_for_a_person_gets_one() -> None:
    course = a_reviewed_course()
    asked, settled = handed_in(course, "sam"), handed_in(course, "kim")
    store_report(asked.runs.get(), outcome=Outcome.CLEAR)
    newest = store_report(request_again(asked), SHOWN)
    store_report(settled.runs.get(), SHOWN)
    store_report(request_again(settled), outcome=Outcome.CLEAR)
    Case.objects.all().delete()
    AuditEntry.objects.all().delete()
    migration = import_module("integrity.reviews.migrations.0002_cases_of_earlier_reports")
    migration.open_cases(apps, connection.schema_editor())
    case = Case.objects.get()
    assert (case.submission, case.run_id, case.course) == (asked, newest.pk, course)
