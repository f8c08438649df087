"""Which clips are drawn, and that each is asked about more than once."""

from collections import Counter
from random import Random

import pytest

from workers.engines.vlm.moments import TimeStyle
from workers.train.asking import Kind, kinds_of
from workers.train.lessons import clip_for, make_sitting


def sittings(count: int, **given):
    rng = Random(5)
    asked = {"pictures": 5, "questions": 8, "style": TimeStyle.SECONDS} | given
    return [make_sitting(rng, **asked) for _ in range(count)]


@pytest.mark.parametrize("kind", Kind)
def test_a_clip_is_one_that_its_question_can_be_about(kind) -> None:
    rng = Random(3)
    clips = [clip_for(rng, kind, 4) for _ in range(20)]
    assert all(kind in kinds_of(clip) for clip in clips)
    assert {len(clip.times_s) for clip in clips} == {1 if kind is Kind.CAPTION else 4}


def test_all_questions_of_a_sitting_are_about_the_same_pictures_and_none_is_asked_twice() -> None:
    for sitting in sittings(40):
        assert len({id(lesson.clip) for lesson in sitting.lessons}) == 1
        questions = [lesson.request.question for lesson in sitting.lessons]
        assert 1 <= len(questions) <= 8
        assert len(questions) == len(set(questions))


def test_sittings_have_questions_of_every_kind_about_several_pictures() -> None:
    kinds = Counter(lesson.kind for sitting in sittings(100) for lesson in sitting.lessons)
    assert set(kinds) == set(Kind) - {Kind.CAPTION}
    assert min(kinds.values()) >= 20


def test_a_single_picture_is_asked_what_it_shows() -> None:
    assert {lesson.kind for one in sittings(9, pictures=1) for lesson in one.lessons} == {Kind.CAPTION}


def test_no_way_is_asked_of_pictures_that_are_told_in_words() -> None:
    worded = [lesson for sitting in sittings(60, worded=True) for lesson in sitting.lessons]
    assert Kind.MOVES not in {lesson.kind for lesson in worded}
    assert all(not lesson.request.frames for lesson in worded)
