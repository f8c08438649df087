"""What the reviews' tests share."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def nobody_is_drawn(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 0.0
