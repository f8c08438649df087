import functools
import itertools
from random import Random

import pytest

from benchmarks.studio.briefs import brief_toml
from benchmarks.studio.events import EXPECTED_CODE, NEEDS_CAMERA, PLANTED, Event, Twist
from benchmarks.studio.planning.frame import choose_format
from benchmarks.studio.scenario import Scenario, Wish, plan
from benchmarks.studio.truth import truth_of
from variants import codes
from workers.brief import parse_brief
from workers.codes import SEVERITIES

SEEDS = range(10)
EVERY = list(itertools.product(Event, SEEDS))


@functools.cache
def planned(seed, event):
    return plan(seed, event)


@functools.cache
def truth(seed, event):
    return truth_of(planned(seed, event), ())


def _shown_lines(scenario: Scenario) -> list[str]:
    return [line.text for show in scenario.screen.shows for line in show.window.lines]


@pytest.mark.parametrize("event", list(Event))
def test_a_seed_always_gives_the_same_scenario(event):
    assert plan(5, event) == plan(5, event)


def test_seeds_differ():
    assert plan(1) != plan(2)


def test_fourteen_kinds_are_planted_each_with_a_code_of_the_contract():
    assert len(PLANTED) == 14
    assert {EXPECTED_CODE[event] for event in PLANTED} <= SEVERITIES.keys()
    assert len({EXPECTED_CODE[event] for event in PLANTED}) == 14


@pytest.mark.parametrize(("event", "seed"), EVERY)
def test_every_scenario_is_as_long_as_promised_and_its_truth_lies_inside(event, seed):
    known = truth(seed, event)
    assert 15.9 <= known.duration_s <= 28.0
    assert known.expected_outcome == ("clear" if event is Event.NONE else "needs_review")
    assert known.code == EXPECTED_CODE.get(event)
    if event is not Event.NONE:
        assert 0 <= known.start_s <= known.end_s <= known.duration_s + 0.001


@pytest.mark.parametrize(("event", "seed"), EVERY)
def test_only_a_missing_step_is_missing(event, seed):
    missing = [step.id for step in truth(seed, event).steps if not step.followed]
    if event is Event.TASK_PAGE_ONLY:
        assert len(missing) >= 2
    else:
        assert len(missing) == (1 if event is Event.STEP_MISSING else 0)


@pytest.mark.parametrize(("event", "seed"), EVERY)
def test_steps_are_in_order_unless_disorder_is_planted(event, seed):
    steps = truth(seed, event).steps
    starts = [step.start_s for step in steps if step.start_s is not None]
    assert (starts == sorted(starts)) == (event is not Event.STEPS_OUT_OF_ORDER)


@pytest.mark.parametrize(("event", "seed"), EVERY)
def test_the_first_sight_of_what_a_step_expects_lasts_a_second(event, seed):
    known = truth(seed, event)
    expected = {text for stage in planned(seed, event).task.stages for text in stage.expect}
    for step in known.steps:
        firsts = [one for one in known.texts if one.text in expected and one.start_s == step.start_s]
        assert all(one.end_s - one.start_s >= 0.9 for one in firsts)


@pytest.mark.parametrize("event", list(Event))
def test_every_brief_is_a_valid_brief_with_the_statement_of_the_task_page(event):
    scenario = plan(3, event)
    brief = parse_brief(brief_toml(scenario))
    assert brief.statement == scenario.task.statement
    assert brief.variant.code == scenario.asked.code
    assert (brief.identity is not None) == (scenario.camera is not None)
    page = [line.text.removeprefix("# ") for line in scenario.screen.shows[0].window.lines]
    assert set(brief.statement.split("\n")) <= set(page)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_missing_code_is_nowhere_on_the_screen(seed):
    scenario = plan(seed, Event.CODE_MISSING)
    assert not any(codes.find_codes(line) for line in _shown_lines(scenario))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_recording_shows_its_own_code_and_no_other(seed):
    scenario = plan(seed)
    found = {code for line in _shown_lines(scenario) for code in codes.find_codes(line.replace("|", " "))}
    assert found == {scenario.asked.code}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_foreign_code_is_well_formed_and_shown_for_two_to_four_seconds(seed):
    scenario = plan(seed, Event.FOREIGN_CODE)
    (window,) = [show.window for show in scenario.screen.shows if show.window.id == "foreign"]
    (code,) = window.key_texts
    assert codes.is_well_formed(code)
    assert code != scenario.asked.code
    assert 2.0 <= scenario.event_span.duration_s <= 4.0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_forbidden_window_shows_a_forbidden_name_for_two_to_three_seconds(seed):
    scenario = plan(seed, Event.FORBIDDEN_WINDOW)
    (window,) = [show.window for show in scenario.screen.shows if show.window.id == "forbidden"]
    assert set(window.key_texts) <= set(scenario.asked.forbidden)
    assert 2.0 <= scenario.event_span.duration_s <= 3.0


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_leaves_is_away_for_longer_than_allowed(seed):
    scenario = plan(seed, Event.PERSON_LEAVES)
    assert scenario.event_span.duration_s > scenario.asked.max_absence_s + 1.0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lean_out_of_the_picture_is_shorter_than_allowed(seed):
    scenario = plan(seed, wish=Wish(twist=Twist.LEANS_OUT))
    (shift,) = scenario.camera.shifts
    assert shift.back_s + shift.over_s - shift.at_s < scenario.asked.max_absence_s


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cut_leaves_out_seconds_and_everything_jumps(seed):
    scenario = plan(seed, Event.CUT)
    first, second = scenario.timeline.pieces
    assert second.start_s - first.end_s >= 4.0
    assert len(scenario.sound.beds) == 2
    assert first.end_s < scenario.sound.beds[1].from_s < second.start_s
    shift = scenario.camera.shifts[-1]
    assert first.end_s < shift.at_s
    assert shift.at_s + shift.over_s < second.start_s


@pytest.mark.parametrize("seed", SEEDS)
def test_a_repeated_segment_was_shown_before(seed):
    before, again, _after = plan(seed, Event.REPEATED_SEGMENT).timeline.pieces
    assert 4.0 <= again.duration_s <= 5.0
    assert again.end_s <= before.end_s


@pytest.mark.parametrize("seed", SEEDS)
def test_the_phrase_is_spoken_unless_that_is_the_event(seed):
    spoken, silent = plan(seed), plan(seed, Event.PHRASE_NOT_SPOKEN)
    assert sum(spoken.asked.phrase in one.text for one in spoken.sound.utterances) == 1
    assert not any(silent.asked.phrase in one.text for one in silent.sound.utterances)
    assert len(silent.sound.utterances) >= 2


@pytest.mark.parametrize("event", sorted(NEEDS_CAMERA))
def test_events_of_the_camera_have_a_camera(event):
    assert all(plan(seed, event).camera is not None for seed in SEEDS)


def test_about_seven_in_ten_have_a_camera_a_third_is_full_hd_and_a_fifth_is_russian():
    scenarios = [
        plan(seed, event) for seed in range(100) for event in (Event.CODE_MISSING, Event.GRADER_TEXT)
    ]
    assert 0.6 < sum(one.camera is not None for one in scenarios) / 200 < 0.8
    assert 0.1 < sum(one.task.language == "ru" for one in scenarios) / 200 < 0.3
    heights = [choose_format(Random(seed)).height for seed in range(600)]
    assert 0.28 < heights.count(1080) / 600 < 0.39


def test_every_twist_comes_up():
    assert {plan(seed).twist for seed in range(150)} == set(Twist)
