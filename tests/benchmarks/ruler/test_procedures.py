"""Procedures whose truth is what is drawn."""

from pathlib import Path

import av
import pytest

from benchmarks.ruler.procedures import STEPS, Course, Procedure, plan_procedure, write_procedure
from workers.brief import parse_brief
from workers.report import StepOutcome

SEEDS = range(40)


def of(course: Course) -> list[Procedure]:
    return [one for one in map(plan_procedure, SEEDS) if one.course is course]


def states(procedure: Procedure, name: str) -> list[int]:
    """In which pictures a thing is to be seen."""
    return [
        state
        for thing in procedure.clip.things
        if thing.name == name
        for state in range(thing.first, thing.until)
    ]


@pytest.mark.parametrize("course", Course)
def test_a_step_is_followed_where_its_thing_stands_in_one_picture_by_itself(course) -> None:
    assert len(of(course)) == 10
    for procedure in of(course):
        for step, name in zip(STEPS, procedure.shown, strict=True):
            followed = procedure.truth[step] is StepOutcome.FOLLOWED
            assert len(states(procedure, name)) == followed


def test_all_followed_come_in_the_order_of_the_steps_and_swapped_ones_do_not() -> None:
    for course in (Course.FOLLOWED, Course.SWAPPED):
        for procedure in of(course):
            order = [states(procedure, name)[0] for name in procedure.shown]
            assert (order == sorted(order)) == (course is Course.FOLLOWED)


def test_what_is_hidden_may_be_behind_the_veil_and_what_is_missing_is_not() -> None:
    for procedure in of(Course.HIDDEN):
        assert procedure.clip.veil is not None
        assert list(procedure.truth.values()).count(StepOutcome.UNCLEAR) == 1
    for procedure in of(Course.MISSING):
        assert procedure.clip.veil is None
        assert list(procedure.truth.values()).count(StepOutcome.NOT_FOLLOWED) == 1


def test_no_step_asks_for_what_stands_there_all_the_time() -> None:
    for procedure in map(plan_procedure, SEEDS):
        assert procedure.clip.things[-1].name not in procedure.shown
        assert [f'"Show a {name}."' in procedure.brief for name in procedure.shown] == [True] * 3


def test_the_brief_is_one() -> None:
    brief = parse_brief(plan_procedure(1).brief)
    assert [step.id for step in brief.steps_without_ground] == list(STEPS)


def test_a_recording_lasts_as_long_as_its_pictures_stand(tmp_path: Path) -> None:
    procedure = plan_procedure(3)
    with av.open(str(write_procedure(procedure, tmp_path))) as file:
        frames = sum(1 for _ in file.decode(video=0))
    assert frames == round(sum(procedure.states_s) * 5)


def test_one_seed_gives_one_procedure() -> None:
    assert plan_procedure(7) == plan_procedure(7)
    assert plan_procedure(7) != plan_procedure(11)
