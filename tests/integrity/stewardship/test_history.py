"""The log by who, what and when."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from integrity.audit.domain import audit
from integrity.stewardship.history import THE_SITE, Asked, actions, entries, lines_of
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def three_entries() -> None:
    for hours, (action, subject, name) in enumerate(
        [("case.opened", "case:1", None), ("case.taken", "case:1", "rosa"), ("case.taken", "case:2", "rob")]
    ):
        with patch("django.utils.timezone.now", return_value=NOON + timedelta(hours=hours)):
            audit.append(action, subject=subject, by=a_user(name) if name else None, note=hours)


def numbers(**asked: object) -> list[int]:
    return [entry.number for entry in entries(Asked(**asked))]


def test_the_newest_is_first_and_each_filter_narrows() -> None:
    assert numbers() == [3, 2, 1]
    assert numbers(by=a_user("rosa").pk) == [2]
    assert numbers(by=THE_SITE) == [1]
    assert numbers(action="case.taken") == [3, 2]
    assert numbers(subject="case:1", action="case.taken") == [2]
    assert numbers(since=NOON + timedelta(hours=1)) == [3, 2]
    assert numbers(until=NOON + timedelta(hours=1)) == [1]


def test_lines_say_who_and_what_in_one_query_more(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):
        lines = lines_of(entries(Asked()))
    assert [(line.by and line.by.username, line.data) for line in lines] == [
        ("rob", '{"note": 2}'),
        ("rosa", '{"note": 1}'),
        (None, '{"note": 0}'),
    ]


def test_what_can_be_asked_for_is_what_was_ever_logged() -> None:
    assert actions() == ["case.opened", "case.taken"]
