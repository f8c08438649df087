"""Two ways are run in turns, and a ratio is no better than what was seen in the same run."""

import subprocess
import sys

import pytest

from benchmarks.peers.protocol import Cost, compare, run

COSTS = {"a": Cost(cpu_s=2.0, wall_s=1.0), "b": Cost(cpu_s=10.0, wall_s=8.0)}


def test_a_ratio_is_of_runs_in_turns(monkeypatch):
    turns: list[str] = []

    def take(command) -> Cost:
        turns.append(command[0])
        return COSTS[command[0]]

    monkeypatch.setattr("benchmarks.peers.protocol.run", take)

    found = compare([(["a"], ["b"])] * 2)

    assert "".join(turns) == "ab" + "abba" * 2
    assert (found.cpu.middle, found.cpu.low, found.cpu.high) == (5.0, 5.0, 5.0)
    assert (found.wall.middle, found.same.middle) == (8.0, 1.0)
    assert (found.a_cpu_s, found.b_cpu_s) == (2.0, 10.0)


def test_a_program_that_fails_measures_nothing():
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit(3)"])


def test_what_a_program_says_is_kept_where_it_is_wanted(tmp_path):
    cost = run([sys.executable, "-c", "print('seen')"], output=tmp_path / "said")

    assert (tmp_path / "said").read_text() == "seen\n"
    assert cost.cpu_s > 0
