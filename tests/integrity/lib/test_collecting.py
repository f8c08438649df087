"""What is loaded at the start is no more looked at by the collector; what is made later is."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from integrity.lib.collecting import set_aside_what_is_loaded


@pytest.fixture
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


class Ring:
    """Refers to itself: only the collector finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("_as_before")
def test_what_is_loaded_is_set_aside_and_what_comes_later_is_collected() -> None:
    set_aside_what_is_loaded()
    assert gc.get_freeze_count() > 10_000
    later = ref(Ring())
    gc.collect()
    assert later() is None
