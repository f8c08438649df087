"""A working folder for decoding that must be empty afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("work")
    yield folder
    assert list(folder.iterdir()) == []
