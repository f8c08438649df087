"""Two ways are run in turns, and a ratio is no better than what was seen in the same run."""

import json
import subprocess
import sys

import pytest

from benchmarks.peers.__main__ import assembly_lines, recall_of
from benchmarks.peers.protocol import Cost, compare, run
from tests.factories.clips import a_clip, a_line

COSTS = {"a": Cost(cpu_s=2.0, wall_s=1.0), "b": Cost(cpu_s=10.0, wall_s=8.0)}


def test_a_ratio_is_of_runs_in_turns(monkeypatch):
    turns: list[str] = []

    def take(command) -> Cost:
        turns.append(command[0])
        return COSTS[command[0]]

    monkeypatch.setattr("benchmarks.peers.protocol.run", take)

    found = compare(["a"], ["b"], rounds=2)

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


def test_lines_of_single_pictures_count_like_lines_with_a_span(tmp_path):
    answer = tmp_path / "answer.json"
    said = [{"time_s": 2.0, "text": "The river keeps the garden."}, {"time_s": 3.0, "text": "odd"}]
    answer.write_text(json.dumps({"lines": said}))
    clip = a_clip(
        a_line(text="The river keeps the garden.", start_s=1.5), a_line(text="Nobody read this one.")
    )

    assert recall_of(clip, assembly_lines(answer)) == (1, 2)
