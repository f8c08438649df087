"""Threads that wait."""

import os

import pytest

from workers.engines.waiting import let_threads_sleep


@pytest.mark.parametrize(("stated", "kept"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_threads_that_wait_sleep_unless_something_else_is_stated(monkeypatch, stated, kept) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    if stated:
        monkeypatch.setenv("OMP_WAIT_POLICY", stated)
    let_threads_sleep()
    assert os.environ["OMP_WAIT_POLICY"] == kept
