"""Variants that are older than the course's numbers are counted in the order in which they were issued."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_BEFORE = [
    ("people", "0001_initial"),
    ("courses", "0004_check_taken"),
    ("submissions", "0002_issued_variant"),
]
_AFTER = [("courses", "0007_a_number_is_one_variant_s")]


@pytest.fixture
def before(transactional_db: None) -> Iterator[MigrationExecutor]:
    """The tables as they were; afterwards as they are."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate(_BEFORE)
    yield executor
    MigrationExecutor(connection).migrate(latest)


def test_variants_of_before_are_counted_and_keep_their_codes(before: MigrationExecutor) -> None:
    models = before.loader.project_state(_BEFORE).apps.get_model
    college = models("people", "Institution").objects.create(name="North College")
    for title in ("One", "Two"):
        course = models("courses", "Course").objects.create(institution=college, title=title)
        author = models("people", "User").objects.create(username=title)
        task = models("courses", "TaskTemplate").objects.create(course=course, name="t")
        version = models("courses", "TemplateVersion").objects.create(
            template=task, number=1, toml="", sha256="", created_by=author
        )
        assignment = models("courses", "Assignment").objects.create(course=course, title="t")
        for attempt in (1, 2):
            models("courses", "IssuedVariant").objects.create(
                assignment=assignment, user=author, version=version, attempt=attempt, place=0, language="en",
                data={}, answers={}, traits={}, brief_toml="", code=f"{title} {attempt}",
                superseded_at="2026-11-01T00:00:00Z" if attempt == 1 else None,
            )  # fmt: skip
    after = MigrationExecutor(connection)
    after.migrate(_AFTER)
    models = after.loader.project_state(_AFTER).apps.get_model
    variants = models("courses", "IssuedVariant").objects.order_by("course__title", "number")
    assert [(one.course.title, one.number, one.code) for one in variants] == [
        ("One", 0, "One 1"),
        ("One", 1, "One 2"),
        ("Two", 0, "Two 1"),
        ("Two", 1, "Two 2"),
    ]
    assert list(models("courses", "Course").objects.values_list("variants_issued", flat=True)) == [2, 2]
