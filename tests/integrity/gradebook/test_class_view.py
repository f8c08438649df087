from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from integrity.courses.models import Assignment
from integrity.gradebook.class_view import ClassView, class_view
from integrity.gradebook.models import Tally
from integrity.submissions.models import Submission
from tests.factories.reports import a_finding, a_step
from tests.integrity.gradebook.classes import inspected_as
from tests.integrity.rows import a_reported_submission, an_assignment
from workers.report import Outcome, StepOutcome

pytestmark = pytest.mark.django_db


def seen(assignment: Assignment) -> ClassView:
    return class_view(Submission.objects.filter(assignment=assignment))


def test_steps_are_counted_over_people_and_the_most_missed_stands_first() -> None:
    assignment = an_assignment()
    for number in range(6):
        missed = StepOutcome.NOT_FOLLOWED if number < 3 else StepOutcome.FOLLOWED
        steps = [a_step(id="editor", outcome=StepOutcome.FOLLOWED), a_step(id="run", outcome=missed)]
        inspected_as(assignment, f"p{number}", Outcome.NEEDS_REVIEW, steps=steps)
    lines = seen(assignment).steps
    assert [(line.name, line.missed, line.people) for line in lines] == [("run", 3, 6), ("editor", 0, 6)]
    assert [line.half_missed for line in lines] == [True, False]


def test_of_few_people_nothing_is_said_about_the_brief() -> None:
    assignment = an_assignment()
    for number in range(4):
        steps = [a_step(id="run", outcome=StepOutcome.NOT_FOLLOWED)]
        inspected_as(assignment, f"p{number}", Outcome.NEEDS_REVIEW, steps=steps)
    assert not seen(assignment).steps[0].half_missed


def test_of_each_person_the_newest_recording_counts() -> None:
    assignment = an_assignment()
    findings = [a_finding("text.forbidden_shown"), a_finding("text.forbidden_shown", start_s=60.0)]
    inspected_as(assignment, "ann", Outcome.NEEDS_REVIEW, findings=findings)
    inspected_as(assignment, "ann", Outcome.CLEAR)
    inspected_as(assignment, "ben", Outcome.NEEDS_REVIEW, findings=findings)
    view = seen(assignment)
    assert view.people == 2
    assert view.codes == (("text.forbidden_shown", 1),)


def test_a_report_is_counted_when_it_is_stored() -> None:
    submission = a_reported_submission()
    tally = Tally.objects.get(report__run__submission=submission)
    assert tally.codes
    assert "skipped" not in tally.checks.values()


def test_of_faces_no_count_tells_who_went_without() -> None:
    assignment = an_assignment()
    a_reported_submission(assignment)
    assert "identity" in Tally.objects.get().checks
    assert "identity" not in [line.name for line in seen(assignment).checks]


def test_reports_that_are_older_than_tallies_are_counted_when_the_database_is_migrated() -> None:
    a_reported_submission()
    before = Tally.objects.values().get()
    Tally.objects.all().delete()
    migration = import_module("integrity.gradebook.migrations.0002_tallies_of_earlier_reports")
    migration.count(apps, connection.schema_editor())
    assert Tally.objects.values().get() == before
