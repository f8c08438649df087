from datetime import UTC, datetime, timedelta

import pytest

from integrity.courses.domain.deadlines import (
    Terms,
    TermsRefused,
    extend,
    set_terms,
    terms_by_person,
    terms_for,
)
from integrity.courses.models import Assignment
from tests.integrity.rows import a_user, an_assignment

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def an_assignment_due(**terms: object) -> Assignment:
    assignment = an_assignment()
    set_terms(assignment, a_user("ines"), Terms(**terms), late_policy=" Say why. ")
    return Assignment.objects.get(pk=assignment.pk)


def given(assignment: Assignment, student: str = "sam", **more: object) -> Terms:
    values = {"due_at": None, "closes_at": None, "more_attempts": 0} | more
    extend(assignment, a_user(student), a_user("ines"), **values)
    return terms_for(assignment, a_user(student))


def test_what_is_set_counts_for_everybody() -> None:
    assignment = an_assignment_due(opens_at=NOON, due_at=NOON + HOUR, closes_at=NOON + 2 * HOUR, attempts=2)
    expected = Terms(opens_at=NOON, due_at=NOON + HOUR, closes_at=NOON + 2 * HOUR, attempts=2)
    assert terms_for(assignment, a_user("sam")) == expected
    assert assignment.late_policy == "Say why."


def test_without_limits_there_are_none() -> None:
    assert terms_for(an_assignment(), a_user("sam")) == Terms()


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms(opens_at=NOON, due_at=NOON - HOUR), "order"),
        (Terms(opens_at=NOON, closes_at=NOON - HOUR), "order"),
        (Terms(due_at=NOON, closes_at=NOON - HOUR), "order"),
        (Terms(attempts=0), "attempts"),
        (Terms(attempts=101), "attempts"),
    ],
)
def test_terms_that_make_no_sense_are_refused(terms: Terms, code: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        set_terms(an_assignment(), a_user("ines"), terms, late_policy="")
    assert refused.value.code == code


def test_an_extension_moves_what_closes_with_what_is_due_and_only_for_its_person() -> None:
    assignment = an_assignment_due(due_at=NOON, closes_at=NOON + HOUR, attempts=1)
    terms = given(assignment, due_at=NOON + 5 * HOUR, more_attempts=2)
    assert terms == Terms(due_at=NOON + 5 * HOUR, closes_at=NOON + 5 * HOUR, attempts=3)
    assert terms_by_person(assignment) == {a_user("sam").pk: terms}
    assert terms_for(assignment, a_user("rosa")).attempts == 1


def test_an_extension_takes_nothing_away() -> None:
    assignment = an_assignment_due(due_at=NOON, attempts=1)
    assert given(assignment, due_at=NOON - HOUR, closes_at=NOON - HOUR) == Terms(due_at=NOON, attempts=1)


def test_the_newest_extension_stands_instead_of_earlier_ones() -> None:
    assignment = an_assignment_due(due_at=NOON)
    given(assignment, due_at=NOON + 9 * HOUR)
    assert given(assignment, due_at=NOON + HOUR).due_at == NOON + HOUR


def test_only_students_of_the_course_are_given_more() -> None:
    with pytest.raises(TermsRefused):
        given(an_assignment(), "rosa", more_attempts=1)


def test_late_is_what_is_after_the_time() -> None:
    terms = Terms(due_at=NOON)
    assert terms.late_by(NOON) is None
    assert terms.late_by(NOON + HOUR) == HOUR
    assert Terms().late_by(NOON) is None
