"""Models of every family, for tests that open them."""

from pathlib import Path

import pytest

from tests.workers.engines.vlm.tiny_models import TINY, write_tiny


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of folders, one a family."""
    root = tmp_path_factory.mktemp("tiny")
    for family in TINY:
        write_tiny(family, root / family)
    return root
