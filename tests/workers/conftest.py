"""The command line, called in this process."""

from collections.abc import Callable

import pytest

from tests.workers.command import Said, caller


@pytest.fixture
def candor(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Said]:
    return caller(monkeypatch, capsys, tmp_path_factory.mktemp("temporary"))
