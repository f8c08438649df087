"""Courses that are older than secrets get one each."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_BEFORE = [
    ("people", "0001_initial"),
    ("courses", "0001_initial"),
    ("submissions", "0001_initial"),
    ("inspections", "0001_initial"),
]


@pytest.fixture
def before(transactional_db: None) -> Iterator[MigrationExecutor]:
    """The tables as they were; afterwards as they are."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate(_BEFORE)
    yield executor
    MigrationExecutor(connection).migrate(latest)


def test_each_course_of_before_gets_a_secret_of_its_own(before: MigrationExecutor) -> None:
    apps = before.loader.project_state(_BEFORE).apps
    college = apps.get_model("people", "Institution").objects.create(name="North College")
    for title in ("One", "Two"):
        apps.get_model("courses", "Course").objects.create(institution=college, title=title)
    after = MigrationExecutor(connection)
    after.migrate([("courses", "0003_templates")])
    courses = after.loader.project_state([("courses", "0003_templates")]).apps.get_model("courses", "Course")
    secrets = [bytes(course.secret) for course in courses.objects.all()]
    assert [len(secret) for secret in secrets] == [32, 32]
    assert secrets[0] != secrets[1]
