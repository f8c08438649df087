"""Training: what is learned is what Candor asks, and a little of it is learned in a few seconds."""

from pathlib import Path
from random import Random

import pytest
import torch

from tests.workers.command import Said
from workers.cli import main
from workers.engines.vlm.showing import Feed
from workers.engines.vlm.transformers import TransformersVlm
from workers.train import training
from workers.train.asking import EXAMINED, Kind
from workers.train.batches import NOTHING, Desk
from workers.train.exam import Mark, ask, examine, is_right
from workers.train.lessons import make_lesson
from workers.train.ruler import new_ruler, save_ruler, trained_ruler
from workers.train.training import FEEDS, Course, Learned, eye_weights, next_sittings, train


@pytest.fixture
def desk(ruler) -> Desk:
    return Desk(*ruler)


def a_course(**given) -> Course:
    return Course(**({"pictures": 0, "sittings": 16, "seed": 2, "batch": 2, "questions": 4} | given))


def test_a_course_has_questions_of_every_kind_fed_in_every_way(ruler, desk, monkeypatch) -> None:
    rng, fed, learned = Random(1), set(), ""
    batch = desk.batch
    monkeypatch.setattr(
        desk, "batch", lambda sittings, feed=Feed.FRAMES: fed.add(feed) or batch(sittings, feed)
    )
    for _ in range(60):
        labels = desk.batch(*next_sittings(rng, rng, 0.9, 2, 4)).labels
        learned += ruler[1].tokenizer.decode(labels[labels != NOTHING])
    assert fed == set(FEEDS)
    words = ('"yes"', '"no"', '"cannot_tell"', '"first"', '"text"', '"shows"', '"rows"')
    assert all(word in learned for word in words)


def test_a_course_begins_with_single_pictures_and_short_clips(desk) -> None:
    def lengths(part: float) -> list[int]:
        rng = Random(1)
        batches = [desk.batch(*next_sittings(rng, rng, part, 1, 1)) for _ in range(40)]
        return [len(batch.sight) for batch in batches]

    single, three = 3 * 36, 3 * 17
    assert set(lengths(0.0)) == {single, three}
    assert lengths(0.0).count(single) > lengths(0.7).count(single) + 10
    assert max(lengths(0.7)) == 8 * 17


def test_what_every_lesson_says_takes_no_more_than_a_token_a_sentence(ruler) -> None:
    question = make_lesson(Random(3), Kind.SEEN, pictures=4).request.question
    assert len(ruler[1].tokenizer(question)["input_ids"]) < 16


def test_letters_of_a_sign_and_digits_are_tokens_of_their_own(ruler) -> None:
    _, processor = ruler
    assert processor.tokenizer.tokenize("HEX 12.5") == ["H", "E", "X", "Ġ", "1", "2", ".", "5"]


def test_the_loss_falls_and_the_eye_stays_as_it_has_learned_to_see(monkeypatch) -> None:
    torch.manual_seed(1)
    model, processor = new_ruler(1)
    monkeypatch.setattr(training, "SAID_EVERY", 2)
    eyes, said = [], []

    def noted(learned: Learned) -> None:
        said.append(learned)
        eyes.append({name: value.clone() for name, value in eye_weights(model)})

    train(model, processor, a_course(pictures=512, sittings=32), noted)
    assert [(one.what, one.done, one.of) for one in said[:3]] == [
        ("pictures", 256, 512),
        ("pictures", 512, 512),
        ("sittings", 4, 32),
    ]
    assert said[1].loss < said[0].loss
    assert said[-1].loss < said[2].loss - 0.5
    assert any(not torch.equal(value, eyes[1][name]) for name, value in eyes[0].items())
    assert all(torch.equal(value, eyes[2][name]) for name, value in eyes[-1].items())


def test_two_learners_share_a_batch_and_learn_the_same(monkeypatch) -> None:
    """What the other process has learned cannot be asked; that it kept up shows in that all steps were taken."""
    torch.manual_seed(1)
    model, processor = new_ruler(1)
    monkeypatch.setattr(training, "SAID_EVERY", 1)
    said: list[Learned] = []
    train(model, processor, a_course(pictures=256, sittings=4, learners=2), said.append)
    assert [(one.what, one.done) for one in said] == [
        ("pictures", 128),
        ("pictures", 256),
        ("sittings", 2),
        ("sittings", 4),
    ]


def test_who_goes_on_begins_with_what_was_learned(ruler, tmp_path) -> None:
    save_ruler(*ruler, tmp_path)
    model, _ = trained_ruler(tmp_path)
    same = zip(ruler[0].state_dict().values(), model.state_dict().values(), strict=True)
    assert all(torch.allclose(one, other, atol=1e-2) for one, other in same)
    assert {value.dtype for value in model.state_dict().values()} == {torch.float32}


def test_who_goes_on_begins_with_late_lessons(monkeypatch) -> None:
    torch.manual_seed(1)
    model, processor = new_ruler(1)
    parts: list[float] = []

    def noted(shape: Random, rng: Random, part: float, count: int, questions: int):
        parts.append(part)
        return next_sittings(shape, rng, 0.9, count, questions)

    monkeypatch.setattr(training, "next_sittings", noted)
    train(model, processor, a_course(sittings=4, begun=0.5), lambda _: None)
    assert parts == [0.5, 0.75]


class TestExam:
    @pytest.fixture
    def engine(self, ruler, tmp_path: Path) -> TransformersVlm:
        save_ruler(*ruler, tmp_path)
        return TransformersVlm(tmp_path)

    def test_a_model_that_has_learned_nothing_is_asked_and_often_wrong(self, engine) -> None:
        marks = examine(engine, each=2, seed=5)
        assert set(marks) == set(EXAMINED)
        assert all(mark.asked == 2 for mark in marks.values())
        assert sum(mark.right for mark in marks.values()) < 10

    @pytest.mark.parametrize("kind", EXAMINED)
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
    assert (
        main(["train", "ruler", "--out", str(out), "--pictures", "128", "--sittings", "8", "--each", "1"])
        == 0
    )
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said[-len(EXAMINED) :]] == list(EXAMINED)
    assert TransformersVlm(out).used.name == "transformers"
    assert sum(path.stat().st_size for path in out.iterdir()) < 20_000_000


@pytest.mark.parametrize(
    "wrong", [["--sittings", "0"], ["--sittings", "-1"], ["--each", "0"], ["--pictures", "-1"]]
)
def test_a_course_that_is_none_is_refused(candor, tmp_path, wrong) -> None:
    said: Said = candor("train", "ruler", "--out", tmp_path / "ruler", *wrong)
    assert said.status == 2
    assert said.complaint == "candor: There must be at least one sitting, and one question of each kind."


def test_a_model_to_go_on_with_that_is_not_there_is_said(candor, tmp_path) -> None:
    said: Said = candor("train", "ruler", "--out", tmp_path / "ruler", "--from", tmp_path)
    assert (said.status, said.complaint) == (2, f"candor: There is no model in {tmp_path}.")
