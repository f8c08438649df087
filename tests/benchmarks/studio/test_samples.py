import json
from pathlib import Path

import pytest

from benchmarks.studio.briefs import brief_toml
from benchmarks.studio.samples import SAMPLES, sample_scenario
from benchmarks.studio.truth import truth_of
from workers.brief import load_brief

FOLDER = Path(__file__).resolve().parents[3] / "samples"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_committed_sample_is_what_its_seed_gives(name):
    scenario = sample_scenario(name)
    assert (FOLDER / name / "brief.toml").read_text() == brief_toml(scenario)
    stored = json.loads((FOLDER / name / "truth.json").read_text())
    truth = truth_of(scenario, ())
    for key in ("code", "start_s", "end_s", "expected_outcome", "duration_s"):
        assert stored[key] == getattr(truth, key)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_committed_sample_is_small_and_its_brief_loads(name):
    assert (FOLDER / name / "recording.mp4").stat().st_size < 700_000
    assert load_brief(FOLDER / name / "brief.toml").brief.title


def test_there_are_eight_and_two_of_them_are_clean():
    outcomes = [
        json.loads((FOLDER / name / "truth.json").read_text())["expected_outcome"] for name in SAMPLES
    ]
    assert sorted(outcomes) == ["clear"] * 2 + ["needs_review"] * 6
