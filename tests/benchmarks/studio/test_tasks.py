from random import Random

import pytest

from benchmarks.studio.tasks import ENGLISH
from benchmarks.studio.tasks_ru import RUSSIAN
from benchmarks.studio.wording import PHRASE_WORDS, SMALL_TALK
from workers.matching import find, wording


@pytest.mark.parametrize("make", [*ENGLISH, *RUSSIAN])
def test_what_a_step_is_known_by_stands_in_no_other_stage_and_not_in_the_statement(make):
    task = make(Random(1))
    for stage in task.stages:
        assert all(any(text in line for line in stage.lines) for text in stage.expect)
        elsewhere = [
            line for other in task.stages if other is not stage for line in (other.title, *other.lines)
        ]
        for text in stage.expect:
            assert not any(find(wording(text), other) for other in (*elsewhere, task.statement))


def test_no_word_of_a_phrase_is_in_the_small_talk():
    said = {word.strip(",.").lower() for text in SMALL_TALK for word in text.split()}
    assert not said & set(PHRASE_WORDS)
    assert len(set(PHRASE_WORDS)) == len(PHRASE_WORDS)
