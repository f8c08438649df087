"""Numbers are given once; on SQLite and PostgreSQL, however many come at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from integrity.courses.domain.issuers import issuer_of
from integrity.courses.domain.issuing import variant_for
from integrity.courses.models import Assignment, Course, IssuedVariant
from integrity.people.models import User
from tests.integrity.rows import a_user
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
