"""Numbers are given once; on SQLite and PostgreSQL, however many come at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from integrity.courses.domain.issuers import issuer_of
from integrity.courses.domain.issuing import variant_for
from integrity.courses.models import Assignment, Course, IssuedVariant
from integrity.lib.environment import env_database
from integrity.people.models import User
from tests.integrity.houses import a_house
from tests.integrity.postgres import a_database, require_postgres, url_of
from tests.integrity.rows import a_user
from tests.integrity.tables import migrate
from tests.integrity.variant_rows import A_TEMPLATE, a_class, a_templated_assignment, a_variant


@pytest.mark.django_db
def test_variants_of_all_templates_of_a_course_are_counted_together() -> None:
    course = a_class()
    square = a_templated_assignment(course=course)
    other = a_templated_assignment(A_TEMPLATE.replace('"square"', '"other"'), course)
    made = [a_variant(square, "sam"), a_variant(other, "sam"), a_variant(square, "kim")]
    assert [variant.number for variant in made] == [0, 1, 2]
    assert len({variant.code for variant in made}) == len({variant.phrase for variant in made}) == 3


@pytest.mark.django_db
def test_each_course_counts_for_itself() -> None:
    a_variant(a_templated_assignment(course=a_class()))
    assert a_variant(a_templated_assignment(course=a_class())).number == 0


@pytest.mark.django_db
def test_a_code_that_somebody_has_from_before_is_left_out() -> None:
    assignment = a_templated_assignment()
    sam = a_variant(assignment, "sam")
    code = issuer_of(assignment).challenges.code(1)
    IssuedVariant.objects.filter(pk=sam.pk).update(code=code)
    assert a_variant(assignment, "kim").number == 2


@pytest.fixture
def in_a_file(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    database = env_database("NOT_SET", home=home)
    with django_db_blocker.unblock(), a_house(home, database=database, urls={}):
        yield


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    require_postgres()
    with a_database() as name, django_db_blocker.unblock():
        monkeypatch.setenv("CANDOR_DATABASE_URL", url_of(name))
        database = env_database("CANDOR_DATABASE_URL", home=home)
        migrate(database)
        with a_house(home, database=database, urls={}):
            yield


@pytest.fixture(params=["in_a_file", "served"])
def database(request: pytest.FixtureRequest) -> None:
    """One that many threads reach."""
    request.getfixturevalue(request.param)


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_of_many_who_open_an_assignment_at_once_each_gets_one_variant() -> None:
    assignment = a_templated_assignment()
    people = [a_user(f"p{number}") for number in range(12)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda user: _open(assignment, user), people * 3))
    variants = IssuedVariant.objects.order_by("number")
    assert [variant.number for variant in variants] == list(range(12))
    assert len({variant.code for variant in variants}) == 12
    assert Course.objects.get().variants_issued == 12


def _open(assignment: Assignment, user: User) -> None:
    try:
        variant_for(assignment, user, language="en")
    finally:
        connection.close()
