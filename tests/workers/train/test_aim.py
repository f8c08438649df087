"""What the end of a question is taught is what its clip says of the thing that is asked about."""

from random import Random

import pytest
import torch

from workers.train.aim import Aim, Aimer
from workers.train.asking import Kind, Lesson, direction_of
from workers.train.clips import NAMES
from workers.train.gist import IGNORED, TIME_SLOTS
from workers.train.lessons import make_lesson

WIDTH, WORDS = 8, 40
SEEDS = range(40)


def lessons(kind: Kind) -> list[Lesson]:
    return [make_lesson(Random(seed), kind, pictures=5) for seed in SEEDS]


def aim_of(asked: list[Lesson], times=None) -> Aim:
    return Aim.of(asked, times or [[1, 2]] * len(asked))


@pytest.mark.parametrize("kind", [Kind.SEEN, Kind.WHEN, Kind.MOVES, Kind.UNSURE])
def test_the_thing_is_the_one_that_the_question_names(kind) -> None:
    asked = lessons(kind)
    for lesson, name in zip(asked, aim_of(asked).names.tolist(), strict=True):
        assert NAMES[name] in lesson.request.question
        assert NAMES[name] == lesson.about


@pytest.mark.parametrize("kind", [Kind.ORDER, Kind.TEXT, Kind.CAPTION, Kind.TOLD])
def test_what_asks_about_no_one_thing_teaches_none(kind) -> None:
    aim = aim_of(lessons(kind))
    assert set(aim.names.tolist()) == set(aim.ways.tolist()) == {IGNORED}


def test_the_moment_is_the_one_of_the_reply_and_none_where_it_has_none() -> None:
    for lesson in (*lessons(Kind.SEEN), *lessons(Kind.WHEN)):
        assert (lesson.moment is not None) == ('"yes"' in lesson.reply)
        assert f'"time_s": {lesson.moment},' in lesson.reply or lesson.moment is None
    aim = aim_of(lessons(Kind.WHEN)[:3], [[7, 8], [], [1] * 5])
    assert aim.times.tolist() == [[7, 8, IGNORED, IGNORED], [IGNORED] * TIME_SLOTS, [IGNORED] * TIME_SLOTS]


def test_the_way_is_the_true_one_whatever_is_asked() -> None:
    asked = lessons(Kind.MOVES)
    assert {'"yes"' in lesson.reply for lesson in asked} == {True, False}
    for lesson, way in zip(asked, aim_of(asked).ways.tolist(), strict=True):
        assert way == direction_of(lesson.clip.things[0]) + 1


def test_what_stands_goes_nowhere_and_what_is_not_there_is_not_told() -> None:
    asked = lessons(Kind.SEEN)
    for lesson, way in zip(asked, aim_of(asked).ways.tolist(), strict=True):
        assert way == (0 if '"yes"' in lesson.reply else IGNORED)


def test_an_aimer_learns_it_and_is_at_no_loss_where_nothing_is_asked() -> None:
    torch.manual_seed(1)
    aim, aimer = aim_of(lessons(Kind.MOVES)[:4]), Aimer(WIDTH, WORDS)
    named, answered = torch.randn(4, WIDTH), torch.randn(4, WIDTH)
    optimizer = torch.optim.Adam(aimer.parameters(), lr=0.1)
    losses = []
    for _ in range(60):
        loss = aimer.loss(named, answered, aim)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0] / 10
    assert aimer.loss(named, answered, aim_of(lessons(Kind.TEXT)[:4], [[]] * 4)) == 0
