"""What holds for every test."""

from pathlib import Path

import pytest

from workers.engines.waiting import let_threads_sleep

# Before anything imports torch: several processes may run tests at once.
let_threads_sleep()

_ROOT = Path(__file__).parent
#: What shares a broker runs by itself, and first: it waits more than it works.
_ONE_BROKER = _ROOT / "integrity" / "queue"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay together where several processes run (`--dist loadgroup`); those of the queue, too."""
    items.sort(key=lambda item: _ONE_BROKER not in item.path.parents)
    for item in items:
        group = _ONE_BROKER if _ONE_BROKER in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(group.relative_to(_ROOT))))
