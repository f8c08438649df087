from datetime import timedelta

import pytest

from tests.integrity.rows import a_submission

pytestmark = pytest.mark.django_db


def test_what_counts_is_when_it_was_recorded_where_that_is_known() -> None:
    submission = a_submission()
    assert submission.counts_at == submission.created_at
    submission.recorded_at = submission.created_at - timedelta(hours=1)
    assert submission.counts_at == submission.recorded_at
