"""What is trained on is, to the token and to the number, what the engine asks."""

from random import Random

import pytest
import torch

from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.opened import OpenedModel
from workers.engines.vlm.pooling import Pooler
from workers.engines.vlm.showing import Feed
from workers.train.aim import ANSWERED, NAMED
from workers.train.asking import Kind, Lesson
from workers.train.batches import NOTHING, Desk, Said, read
from workers.train.gist import KNOWN, PLACED
from workers.train.lessons import Sitting, make_lesson, make_sitting
from workers.train.ruler import CONTEXT


@pytest.fixture
def desk(ruler) -> Desk:
    return Desk(*ruler)


def alone(lesson: Lesson) -> Sitting:
    return Sitting(lessons=[lesson])


def a_sitting(seed: int = 3, **given) -> Sitting:
    asked = {"pictures": 4, "questions": 6, "style": TimeStyle.SECONDS} | given
    return make_sitting(Random(seed), **asked)


def engine_asks(ruler, lesson: Lesson, feed: Feed):
    model, processor = ruler
    pooler = Pooler(model, processor.image_token_id, feed) if feed.averages else None
    opened = OpenedModel(model=model, processor=processor, pictures={}, context=CONTEXT, pooler=pooler)
    return opened.inputs(lesson.request)


@pytest.mark.parametrize("feed", [feed for feed in Feed if not feed.captions])
@pytest.mark.parametrize("kind", Kind)
def test_what_is_trained_on_is_to_the_token_what_the_engine_asks(ruler, desk, kind, feed) -> None:
    lesson = make_lesson(Random(3), kind, pictures=4, style=TimeStyle.CLOCK)
    row = desk.row(alone(lesson), feed)

    prompt = engine_asks(ruler, lesson, feed)["input_ids"][0].tolist()
    assert row.tokens[: len(prompt)] == prompt
    assert set(row.labels[: len(prompt) - 1]) == {NOTHING}
    assert row.labels[len(prompt) - 1 : -1] == row.tokens[len(prompt) :]
    assert row.places == list(range(len(row.tokens)))
    assert ruler[1].tokenizer.decode(row.tokens[len(prompt) :]) == f"{lesson.reply}<|end|>"


def test_pictures_told_in_words_are_not_shown(ruler, desk) -> None:
    lesson = make_lesson(Random(3), Kind.SEEN, pictures=4, worded=True)
    batch = desk.batch([alone(lesson)], Feed.CAPTIONS)
    prompt = engine_asks(ruler, lesson, Feed.CAPTIONS)["input_ids"][0].tolist()
    assert len(batch.sight) == 0
    assert batch.tokens[0].tolist()[: len(prompt)] == prompt


@pytest.mark.parametrize("feed", [feed for feed in Feed if not feed.captions])
@pytest.mark.parametrize("pictures", [1, 4])
def test_the_eye_sees_what_the_engine_shows(ruler, desk, feed, pictures) -> None:
    model, _ = ruler
    sittings = [a_sitting(seed, pictures=pictures) for seed in (3, 4)]
    lessons = [sitting.lessons[0] for sitting in sittings]
    with torch.inference_mode():
        shown = [
            asked["inputs_embeds"][asked["input_ids"] == model.config.image_token_id]
            if feed.averages
            else torch.cat(
                model.get_image_features(
                    pixel_values=asked["pixel_values"],
                    image_sizes=asked["image_sizes"],
                    batch_num_images=torch.tensor([pictures]),
                    return_dict=True,
                ).pooler_output
            )
            for asked in (engine_asks(ruler, lesson, feed) for lesson in lessons)
        ]
    sight = desk.batch(sittings, feed).sight
    assert torch.allclose(sight, torch.cat(shown), atol=1e-4)


@pytest.mark.parametrize("feed", [Feed.FRAMES, Feed.MEAN, Feed.CAPTIONS])
def test_many_questions_at_once_are_answered_as_each_alone(ruler, desk, feed) -> None:
    model, _ = ruler
    sittings = [a_sitting(seed, worded=feed is Feed.CAPTIONS) for seed in (5, 6)]
    lessons = [lesson for sitting in sittings for lesson in sitting.lessons]
    assert len(lessons) > 4
    with torch.inference_mode():
        together = read(model, desk.batch(sittings, feed))
        one_by_one = [read(model, desk.batch([alone(lesson)], feed)) for lesson in lessons]
    assert torch.equal(together.right, torch.cat([one.right for one in one_by_one]))
    assert torch.allclose(together.told, torch.cat([one.told for one in one_by_one]), atol=1e-3)


def test_what_the_model_is_trained_to_say_is_what_it_says_to_the_engine(ruler, desk) -> None:
    model, _ = ruler
    lesson = make_lesson(Random(7), Kind.ORDER, pictures=4)
    asked = engine_asks(ruler, lesson, Feed.FRAMES)
    with torch.inference_mode():
        said = read(model, desk.batch([alone(lesson)])).told
        first = model(**asked, logits_to_keep=1).logits[0, -1]
    assert torch.allclose(said[0], first, atol=1e-3)


def test_shorter_rows_are_filled_up_and_what_fills_them_is_neither_learned_nor_seen(desk) -> None:
    sittings = [a_sitting(seed, questions=questions) for seed, questions in ((3, 1), (4, 6))]
    batch = desk.batch(sittings)
    filled = batch.parts == -1
    assert filled.any()
    assert set(batch.labels[filled].tolist()) == {NOTHING}
    assert not (batch.seen[:, 0] & ~filled[:, :, None] & filled[:, None, :]).any()


@pytest.mark.parametrize(("feed", "tokens"), [(Feed.FRAMES, 17), (Feed.POOLED, 5), (Feed.EACH, 1)])
def test_the_end_of_each_picture_is_its_last_token_and_has_what_there_is_to_know(
    ruler, desk, feed, tokens
) -> None:
    _, processor = ruler
    sittings = [a_sitting(seed) for seed in (3, 4)]
    batch = desk.batch(sittings, feed)
    assert batch.gist is not None
    assert len(batch.ends) == len(batch.gist.there) == 8
    for sitting, end in batch.ends.tolist():
        run = batch.tokens[sitting, end - tokens + 1 : end + 2].tolist()
        assert run[:tokens] == [processor.image_token_id] * tokens
        assert run[tokens] != processor.image_token_id


def test_the_end_of_each_question_is_its_last_token_and_has_what_it_asks_about(ruler, desk) -> None:
    _, processor = ruler
    sittings = [a_sitting(seed) for seed in (3, 4)]
    batch, lessons = desk.batch(sittings), [lesson for sitting in sittings for lesson in sitting.lessons]
    assert len(batch.asks) == len(lessons) == len(batch.aim.names) > 4
    for (sitting, ask), lesson in zip(batch.asks.tolist(), lessons, strict=True):
        asked = processor.tokenizer(f"{lesson.request.question}<|ask|>")["input_ids"][-2:]
        assert batch.tokens[sitting, ask - 1 : ask + 1].tolist() == asked
        assert batch.labels[sitting, ask] != NOTHING
    numbers = [number for sitting in sittings for number, _ in enumerate(sitting.lessons, 1)]
    assert batch.parts[tuple(batch.asks.T)].tolist() == numbers


@pytest.mark.parametrize("layer", [PLACED, KNOWN, NAMED, ANSWERED])
def test_what_is_known_behind_a_layer_no_later_layer_changes(ruler, desk, layer) -> None:
    model, _ = ruler
    batch = desk.batch([a_sitting(3)])
    layers = model.model.language_model.layers
    with torch.inference_mode():
        known = read(model, batch).at(layer, batch.ends)
        for changed, same in ((layer - 1, False), (layer, True)):
            whole = layers[changed].mlp.down_proj.weight
            kept = whole.clone()
            whole.zero_()
            without = read(model, batch).at(layer, batch.ends)
            whole.copy_(kept)
            assert torch.equal(without, known) == same


@pytest.mark.parametrize("feed", [Feed.MEAN, Feed.VIDEO, Feed.CAPTIONS])
def test_where_pictures_have_no_tokens_of_their_own_nothing_is_known_of_each(desk, feed) -> None:
    batch = desk.batch([a_sitting(3, worded=feed is Feed.CAPTIONS)], feed)
    assert batch.gist is None
    assert batch.ends.shape == (0, 2)


def test_each_reply_counts_alike_however_long_it_is() -> None:
    end, right = 3, torch.tensor([1, 3, 1, 2, 2, 3])
    told = torch.zeros(6, 5)
    told[0] = torch.nn.functional.one_hot(torch.tensor(0), 5) * 8.0
    said = Said(told=told, right=right, behind={})
    each = torch.nn.functional.cross_entropy(told, right, reduction="none")
    assert float(said.loss(end)) == pytest.approx(float((each[:2].mean() + each[2:].mean()) / 2))
