"""Training: what is learned is what Candor asks, and a little of it is learned in a few seconds."""

from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
import torch

from tests.workers.command import Said
from workers.cli import main
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.opened import OpenedModel
from workers.engines.vlm.pooling import Pooler
from workers.engines.vlm.showing import Feed
from workers.engines.vlm.transformers import TransformersVlm
from workers.train import training
from workers.train.batches import Batch
from workers.train.exam import Mark, ask, examine, is_right
from workers.train.lessons import Kind, Lesson, make_lesson
from workers.train.ruler import CONTEXT, new_ruler, save_ruler, trained_ruler
from workers.train.school import course_of
from workers.train.training import BATCH, FEEDS, Course, Learned, next_batch, train


@pytest.fixture(scope="module")
def ruler():
    torch.manual_seed(1)
    return new_ruler(1)


@pytest.mark.parametrize("feed", [feed for feed in Feed if not feed.captions])
@pytest.mark.parametrize("kind", Kind)
def test_what_is_trained_on_is_to_the_token_what_the_engine_asks(ruler, kind, feed) -> None:
    _, processor = ruler
    lesson = make_lesson(Random(3), kind, pictures=4, style=TimeStyle.CLOCK)
    batch = Batch.of(processor, [lesson], feed)

    prompt = _engine_asks(ruler, lesson, feed)["input_ids"][0].tolist()
    ids, labels = batch.tokens[0].tolist(), batch.labels[0].tolist()
    assert ids[: len(prompt)] == prompt
    assert set(labels[: len(prompt)]) == {-100}
    assert labels[len(prompt) :] == ids[len(prompt) :]
    assert processor.tokenizer.decode(ids[len(prompt) :]) == f"{lesson.reply}<|end|>"


@pytest.mark.parametrize("feed", [Feed.POOLED, Feed.EACH, Feed.MEAN, Feed.VIDEO])
def test_pictures_are_fed_in_training_as_the_engine_feeds_them(ruler, feed, monkeypatch) -> None:
    model, processor = ruler
    lessons = [make_lesson(Random(seed), Kind.WHEN, pictures=4) for seed in (3, 4)]
    given = []
    monkeypatch.setattr(type(model), "forward", lambda _, **fed: given.append(fed) or SimpleNamespace(loss=0))
    Batch.of(processor, lessons, feed).loss(model)

    for row, lesson in zip(given[0]["inputs_embeds"], lessons, strict=True):
        asked = _engine_asks(ruler, lesson, feed)["inputs_embeds"][0]
        assert torch.allclose(row[: len(asked)], asked, atol=1e-5)


def _engine_asks(ruler, lesson: Lesson, feed: Feed):
    model, processor = ruler
    pooler = Pooler(model, processor.image_token_id, feed) if feed.averages else None
    opened = OpenedModel(model=model, processor=processor, pictures={}, context=CONTEXT, pooler=pooler)
    return opened.inputs(lesson.request)


def test_the_eye_gets_what_the_engine_shows(ruler) -> None:
    lesson = make_lesson(Random(3), Kind.SEEN, pictures=4)
    shown = _engine_asks(ruler, lesson, Feed.FRAMES)["pixel_values"]
    assert torch.equal(Batch.of(ruler[1], [lesson]).sight["pixel_values"], shown)


def test_pictures_told_in_words_are_not_shown(ruler) -> None:
    lesson = make_lesson(Random(3), Kind.SEEN, pictures=4, worded=True)
    batch = Batch.of(ruler[1], [lesson], Feed.CAPTIONS)
    prompt = _engine_asks(ruler, lesson, Feed.CAPTIONS)["input_ids"][0].tolist()
    assert batch.sight == {}
    assert batch.tokens[0].tolist()[: len(prompt)] == prompt


def test_lessons_of_one_batch_are_filled_up_and_what_fills_them_is_not_learned(ruler) -> None:
    _, processor = ruler
    lessons = [make_lesson(Random(3), kind, pictures=4) for kind in (Kind.TEXT, Kind.SEEN)]
    batch = Batch.of(processor, lessons)
    filled = batch.filled == 0
    assert filled.any()
    assert set(batch.labels[filled].tolist()) == {-100}
    assert batch.sight["batch_num_images"].tolist() == [4, 4]


def test_a_course_has_lessons_of_every_kind_fed_in_every_way(ruler) -> None:
    rng, fed, learned = Random(1), set(), ""
    for _ in range(60):
        batch = next_batch(rng, ruler[1], 0.9, 2)
        fed.add(batch.feed if batch.sight else Feed.CAPTIONS)
        learned += ruler[1].tokenizer.decode(batch.labels[batch.labels >= 0])
    assert fed == set(FEEDS)
    assert all(word in learned for word in ('"yes"', '"no"', '"cannot_tell"', '"first"', '"text"', '"shows"'))


def test_what_every_lesson_says_takes_no_more_than_a_token_a_sentence(ruler) -> None:
    question = make_lesson(Random(3), Kind.SEEN, pictures=4).request.question
    assert len(ruler[1].tokenizer(question)["input_ids"]) < 16


def test_letters_of_a_sign_and_digits_are_tokens_of_their_own(ruler) -> None:
    _, processor = ruler
    assert processor.tokenizer.tokenize("HEX 12.5") == ["H", "E", "X", "Ġ", "1", "2", ".", "5"]


def test_the_loss_falls(ruler, monkeypatch) -> None:
    model, processor = ruler
    monkeypatch.setattr(training, "SAID_EVERY", 2)
    said: list[Learned] = []
    train(model, processor, Course(lessons=64, seed=2, batch=4), said.append)
    assert [learned.lessons for learned in said] == [8, 16, 24, 32, 40, 48, 56, 64]
    assert said[-1].loss < said[0].loss - 0.5


def test_who_goes_on_begins_with_what_was_learned_and_with_late_lessons(ruler, tmp_path, monkeypatch) -> None:
    save_ruler(*ruler, tmp_path)
    model, processor = trained_ruler(tmp_path)
    same = zip(ruler[0].state_dict().values(), model.state_dict().values(), strict=True)
    assert all(torch.allclose(one, other, atol=1e-2) for one, other in same)
    assert {value.dtype for value in model.state_dict().values()} == {torch.float32}
    parts: list[float] = []

    def noted(rng: Random, processor, part: float, count: int) -> Batch:
        parts.append(part)
        return next_batch(rng, processor, 0.9, count)

    monkeypatch.setattr(training, "next_batch", noted)
    train(model, processor, course_of(lessons=2 * BATCH, seed=5, goes_on=True), lambda _: None)
    assert parts == [0.5, 0.75]


class TestExam:
    @pytest.fixture
    def engine(self, ruler, tmp_path: Path) -> TransformersVlm:
        save_ruler(*ruler, tmp_path)
        return TransformersVlm(tmp_path)

    def test_a_model_that_has_learned_nothing_is_asked_and_often_wrong(self, engine) -> None:
        marks = examine(engine, each=2, seed=5)
        assert set(marks) == set(Kind)
        assert all(mark.asked == 2 for mark in marks.values())
        assert sum(mark.right for mark in marks.values()) < 10

    @pytest.mark.parametrize("kind", Kind)
    def test_who_says_what_is_right_is_right(self, engine, kind, monkeypatch) -> None:
        lesson = make_lesson(Random(9), kind, pictures=5)

        def weigh(said: str, options):
            return torch.tensor([float(lesson.reply.startswith(said + option)) for option in options]).numpy()

        def write(said: str, *, until: str, most: int) -> str:
            assert lesson.reply.startswith(said)
            return lesson.reply[len(said) :].split(until)[0]

        monkeypatch.setattr(engine._weigher, "weigh", weigh)
        monkeypatch.setattr(engine._weigher, "write", write)
        assert is_right(ask(engine, lesson), lesson)

    def test_a_moment_beside_the_right_one_is_wrong(self, engine, monkeypatch) -> None:
        lesson = make_lesson(Random(9), Kind.WHEN, pictures=5)
        wrong = f"{next(time_s for time_s in lesson.clip.times_s if time_s != lesson.time_s):.1f},"

        def weigh(said: str, options):
            wanted = ('yes"', wrong)
            return torch.tensor([float(option in wanted) for option in options]).numpy()

        monkeypatch.setattr(engine._weigher, "weigh", weigh)
        assert not is_right(ask(engine, lesson), lesson)


def test_a_mark_is_a_share() -> None:
    assert str(Mark(right=19, asked=20)) == "19/20 = 95.0%"


@pytest.mark.slow
def test_the_command_trains_lays_the_model_out_and_says_how_good_it_is(candor, tmp_path, capsys) -> None:
    out = tmp_path / "ruler"
    assert main(["train", "ruler", "--out", str(out), "--lessons", "24", "--each", "1"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said[-len(Kind) :]] == list(Kind)
    assert TransformersVlm(out).used.name == "transformers"
    assert sum(path.stat().st_size for path in out.iterdir()) < 20_000_000


@pytest.mark.parametrize("wrong", [["--lessons", "0"], ["--lessons", "-1"], ["--each", "0"]])
def test_a_course_that_is_none_is_refused(candor, tmp_path, wrong) -> None:
    said: Said = candor("train", "ruler", "--out", tmp_path / "ruler", *wrong)
    assert said.status == 2
    assert said.complaint == "candor: There must be at least one lesson, and one question of each kind."


def test_a_model_to_go_on_with_that_is_not_there_is_said(candor, tmp_path) -> None:
    said: Said = candor("train", "ruler", "--out", tmp_path / "ruler", "--from", tmp_path)
    assert (said.status, said.complaint) == (2, f"candor: There is no model in {tmp_path}.")
