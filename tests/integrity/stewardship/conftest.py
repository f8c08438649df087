"""What these tests share: nobody is drawn, and a test's own transaction is not rewritten."""

import pytest
from pytest_django import Settings

from integrity.stewardship.domain import erasing


@pytest.fixture(autouse=True)
def nobody_is_drawn(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 0.0


@pytest.fixture
def unscrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database can't be rewritten inside the transaction of a test; test_nothing_left does that."""
    monkeypatch.setattr(erasing, "scrub", lambda: None)
