"""What the reviews' tests share."""

import pytest
from pytest_django import Settings

from tests.integrity.courses.test_numbers import database, in_a_file, served

__all__ = ["database", "in_a_file", "served"]


@pytest.fixture(autouse=True)
def nobody_is_drawn(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 0.0
