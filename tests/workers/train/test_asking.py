"""Questions whose answers are true of their clips."""

import json
from collections import Counter
from random import Random

import pytest

from workers.engines.vlm.replies import read_reply
from workers.tracks.answers import Value
from workers.train.asking import EXAMINED, Kind, Lesson, Subject, caption_of, kinds_of
from workers.train.clips import Clip, Shape, Sign, Thing, Veil
from workers.train.lessons import make_lesson

SEEDS = range(60)


def lessons(kind: Kind) -> list[Lesson]:
    return [make_lesson(Random(seed), kind, pictures=3 + seed % 6) for seed in SEEDS]


def told(lesson: Lesson) -> str:
    """The instruction that is asked about."""
    return lesson.request.question.split("<step>")[1].split("</step>")[0].strip('"')


def value(lesson: Lesson) -> Value:
    return Value(lesson.reply.split('"')[3])


def named(clip: Clip, instruction: str) -> list:
    return [thing for thing in clip.things if thing.name in instruction]


def test_half_of_what_is_asked_for_is_seen_and_the_rest_is_not_there() -> None:
    counts = Counter(value(lesson) for lesson in lessons(Kind.SEEN))
    assert set(counts) == {Value.YES, Value.NO}
    assert 18 <= counts[Value.YES] <= 42
    for lesson in lessons(Kind.SEEN):
        assert bool(named(lesson.clip, told(lesson))) == (value(lesson) is Value.YES)


def test_the_moment_is_that_of_the_first_picture_that_shows_it() -> None:
    for lesson in lessons(Kind.WHEN):
        (thing,) = named(lesson.clip, told(lesson))
        assert lesson.time_s == lesson.clip.times_s[thing.first]
        reply = json.loads(lesson.reply)
        assert (reply["answer"], reply["time_s"], reply["seen"]) == ("yes", lesson.time_s, thing.name)


def test_of_two_things_the_one_that_comes_first_is_first() -> None:
    for lesson in lessons(Kind.ORDER):
        firsts = {thing.name: thing.first for thing in lesson.clip.things}
        first = json.loads(lesson.reply)["first"]
        assert lesson.form is not None
        assert firsts[first] == min(firsts[name] for name in lesson.form["first"].options)
    assert (
        15
        <= sum(json.loads(one.reply)["first"] == one.form["first"].options[0] for one in lessons(Kind.ORDER))
        <= 45
    )


@pytest.mark.parametrize(
    ("words", "across", "down"),
    [("to the right", 1, 0), ("to the left", -1, 0), ("down", 0, 1), ("up", 0, -1)],
)
def test_a_way_is_the_one_that_a_thing_goes(words, across, down) -> None:
    asked = [lesson for lesson in lessons(Kind.MOVES) if told(lesson).endswith(f" {words}.")]
    assert asked
    for lesson in asked:
        (thing,) = lesson.clip.things
        goes = (thing.across * across + thing.down * down) > 0
        assert (value(lesson) is Value.YES) == goes


def test_the_text_is_that_of_the_sign() -> None:
    for lesson in lessons(Kind.TEXT):
        assert lesson.clip.sign is not None
        assert json.loads(lesson.reply) == {"text": lesson.clip.sign.letters}


def test_what_may_be_behind_a_veil_cannot_be_told() -> None:
    for lesson in lessons(Kind.UNSURE):
        assert lesson.clip.veil is not None
        assert named(lesson.clip, told(lesson)) == []
        assert value(lesson) is Value.CANNOT_TELL


def test_beside_a_veil_some_things_are_plainly_seen() -> None:
    veiled = [lesson for lesson in lessons(Kind.SEEN) if lesson.clip.veil is not None]
    assert veiled
    for lesson in veiled:
        (thing,) = named(lesson.clip, told(lesson))
        assert lesson.clip.veil is not None
        assert lesson.clip.veil.clear_of(thing)


@pytest.mark.parametrize("kind", [Kind.WHEN, Kind.MOVES, Kind.SEEN])
def test_a_yes_is_read_by_candor_as_it_is_taught(kind) -> None:
    for lesson in lessons(kind):
        if value(lesson) is Value.YES:
            whole = lesson.reply.removesuffix("}") + ', "confidence": 1.0}'
            answer = read_reply(whole, lesson.request.moments)
            assert (answer.value, answer.time_s) == (Value.YES, lesson.time_s)


@pytest.mark.parametrize("kind", Kind)
def test_one_seed_gives_one_lesson(kind) -> None:
    one, same = (make_lesson(Random(5), kind, pictures=6) for _ in range(2))
    assert (one.clip, one.reply, one.request.prompt) == (same.clip, same.reply, same.request.prompt)


def a_thing(**overrides) -> Thing:
    values = {"shape": Shape.SQUARE, "colour": "red", "first": 0, "until": 2, "x": 0.2, "y": 0.2}
    return Thing(**(values | overrides))


def a_clip(*things: Thing, **more) -> Clip:
    return Clip(times_s=(0.0, 1.5), things=things, **more)


def test_a_caption_names_things_by_the_alphabet_and_leaves_out_what_a_veil_hides() -> None:
    clip = a_clip(
        a_thing(colour="blue", x=0.8, y=0.76),
        a_thing(colour="green", x=0.2, y=0.84),
        a_thing(colour="yellow", x=0.5, y=0.5, first=1),
        a_thing(x=0.2, y=0.2),
        veil=Veil(x=0.35, y=0.35),
        sign=Sign(letters="HE", first=1, x=0.1, y=0.4),
    )
    assert caption_of(clip, 0) == "blue square, green square, red square, veil"
    assert caption_of(clip, 1) == "blue square, green square, red square, veil, plate HE"
    assert caption_of(a_clip(), 1) == "nothing"


def test_what_each_picture_shows_is_told_with_its_time() -> None:
    subject = Subject.of(a_clip(a_thing(first=1)))
    assert json.loads(subject.ask(Random(1), Kind.TOLD).reply) == {
        "rows": [{"time_s": 0.0, "shows": "nothing"}, {"time_s": 1.5, "shows": "red square"}]
    }


def test_a_clip_is_asked_only_what_it_can_tell() -> None:
    red, late = a_thing(), a_thing(colour="blue", first=1, x=0.8)
    usual = {Kind.SEEN, Kind.WHEN, Kind.TOLD}
    assert set(kinds_of(a_clip(red))) == usual
    assert set(kinds_of(a_clip(red, late))) == {*usual, Kind.ORDER}
    assert set(kinds_of(a_clip(a_thing(across=0.5)))) == {*usual, Kind.MOVES}
    assert set(kinds_of(a_clip(a_thing(x=0.5, y=0.5), veil=Veil(x=0.35, y=0.35)))) == {Kind.UNSURE, Kind.TOLD}
    assert set(kinds_of(a_clip(red, sign=Sign(letters="A", first=0, x=0.4, y=0.6)))) == {*usual, Kind.TEXT}
    assert kinds_of(a_clip(red).at(0)) == [Kind.CAPTION]


def test_all_but_what_is_only_practised_is_examined() -> None:
    assert set(Kind) - set(EXAMINED) == {Kind.TOLD}
