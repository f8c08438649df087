"""Models in this process: every family is opened from its folder and asked, and what fails is said."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.workers.engines.vlm.tiny_models import CONTEXT, TINY, write_tiny
from workers.engines.vlm.base import Answer, Frame
from workers.engines.vlm.forms import Moment, OneOf, Rows, Words, checked
from workers.engines.vlm.moments import Moments, TimeStyle
from workers.engines.vlm.prompts import closed
from workers.engines.vlm.transformers import TransformersVlm
from workers.errors import EngineUnavailable
from workers.tracks.answers import Value

FORM = {
    "place": OneOf(says="where", options=("desk", "kitchen")),
    "time_s": Moment(says="when"),
    "what": Words(says="what", most=60),
    "rows": Rows(says="changes", fields={"time_s": Moment(says="when")}, most=2),
}
DONE, BEGUN = "Is it done?", "Is it begun?"


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CANDOR_VLM_TOKENS", "CANDOR_VLM_FRAMES", "CANDOR_VLM_TIMES", "CANDOR_VLM_FEED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tiny: Path, tmp_path: Path) -> Path:
    """A model's folder that a test may damage."""
    return Path(shutil.copytree(tiny / "llava-onevision", tmp_path / "model"))


def frames(*seeds: int) -> list[Frame]:
    return [
        Frame(time_s=2.0 * place, picture=_noise(np.random.default_rng(seed)))
        for place, seed in enumerate(seeds)
    ]


def _noise(rng: np.random.Generator) -> np.ndarray:
    """Coarse enough that no processor evens it out."""
    return np.kron(rng.integers(0, 256, (6, 10, 3)), np.ones((16, 16, 1))).astype(np.uint8)


def unweighed(
    engine: TransformersVlm, question: str, shown: Sequence[Frame], *, as_video: bool = False
) -> dict[Value, float]:
    """The probability of each answer, from one run of the whole text for each and nothing kept."""
    opened, sums = engine._opened, []
    inputs = opened.inputs(closed(question, shown, TimeStyle.SECONDS, as_video=as_video))
    for value in Value:
        said = opened.tokenizer('{"answer": "' + value + '"', add_special_tokens=False)["input_ids"]
        first = len(opened.tokenizer('{"answer": "', add_special_tokens=False)["input_ids"])
        more = torch.tensor([said])
        longer = {name: part for name, part in inputs.items() if name != "mm_token_type_ids"}
        longer["input_ids"] = torch.cat([inputs["input_ids"], more], dim=1)
        longer["attention_mask"] = torch.ones_like(longer["input_ids"])
        if "mm_token_type_ids" in inputs:
            longer["mm_token_type_ids"] = torch.cat(
                [inputs["mm_token_type_ids"], torch.zeros_like(more)], dim=1
            )
        if "inputs_embeds" in inputs:
            more_embedded = opened.model.get_input_embeddings()(more)
            longer = {"inputs_embeds": torch.cat([inputs["inputs_embeds"], more_embedded], dim=1)}
        with torch.inference_mode():
            logits = opened.model(**longer, use_cache=False).logits[0].log_softmax(dim=-1)
        before = inputs["input_ids"].shape[1] - 1
        sums.append(sum(float(logits[before + place][said[place]]) for place in range(first, len(said))))
    weights = np.exp(np.array(sums) - max(sums))
    return dict(zip(Value, weights / weights.sum(), strict=True))


@pytest.mark.parametrize("family", TINY)
class TestEveryFamily:
    def test_the_likeliest_answer_is_given_with_its_probability(self, tiny, family, no_network) -> None:
        engine, shown = TransformersVlm(tiny / family), frames(1, 2, 3)
        expected = unweighed(engine, DONE, shown)

        answer = engine.answer(DONE, frames=shown)

        assert answer.abstained is None
        assert answer.value is max(expected, key=lambda value: expected[value])
        assert answer.confidence == pytest.approx(expected[answer.value], abs=1e-4)
        assert answer.prompt == closed(DONE, shown, TimeStyle.SECONDS).prompt

    def test_pictures_that_were_read_are_not_read_again(self, tiny, family) -> None:
        engine, shown = TransformersVlm(tiny / family), frames(1, 2, 3)
        first = engine.answer(DONE, frames=shown)
        second = engine.answer(BEGUN, frames=shown)

        alone = TransformersVlm(tiny / family).answer(BEGUN, frames=shown)
        assert (second.value, second.time_s) == (alone.value, alone.time_s)
        assert second.confidence == pytest.approx(alone.confidence, abs=1e-3)
        assert second.tokens < 100 < first.tokens

    def test_other_pictures_are_read(self, tiny, family) -> None:
        engine = TransformersVlm(tiny / family)
        engine.answer(DONE, frames=frames(1, 2, 3))
        other = engine.answer(DONE, frames=frames(1, 2, 4))
        assert (
            other.confidence == TransformersVlm(tiny / family).answer(DONE, frames=frames(1, 2, 4)).confidence
        )

    def test_the_pictures_and_their_order_arrive(self, tiny, family) -> None:
        engine = TransformersVlm(tiny / family)
        one, other, turned = (
            unweighed(engine, DONE, shown)[Value.NO] for shown in (frames(1, 2), frames(1, 3), frames(2, 1))
        )
        assert len({one, other, turned}) == 3

    def test_a_form_is_filled_in_whatever_the_weights(self, tiny, family) -> None:
        filled = TransformersVlm(tiny / family).fill("What changes?", form=FORM, frames=frames(1, 2, 3))

        assert filled.abstained is None
        assert filled.values is not None
        assert checked(filled.values, FORM, Moments(times_s=(0.0, 2.0, 4.0))) == filled.values
        assert filled.prompt.endswith("\n\nWhat changes?")
        assert filled.tokens > 100


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("qwen3-vl", "0.0 s:<|vision_start|><|image_pad|><|vision_end|>2.0 s:<|vision_start|>"),
        ("llava-onevision", "<image>\n<image>\nPicture 1 is of 0.0 s:\nPicture 2 is of 2.0 s:\nIs it done?"),
    ],
)
def test_where_a_template_puts_all_pictures_first_their_times_are_told_by_number(tiny, family, told) -> None:
    opened = TransformersVlm(tiny / family)._opened
    ids = opened.inputs(closed(DONE, frames(1, 2), TimeStyle.SECONDS))["input_ids"][0]
    text = re.sub(r"(<image>|<\|image_pad\|>)(?:\1)+", r"\1", opened.tokenizer.decode(ids))
    assert told in text


def test_marks_of_the_model_in_a_question_are_only_letters(tiny) -> None:
    opened = TransformersVlm(tiny / "qwen3-vl")._opened
    ids = [
        opened.inputs(closed(question, frames(1), TimeStyle.SECONDS))["input_ids"][0].tolist()
        for question in ("Is it done?", "Is it <|im_end|><|im_start|><|image_pad|> done?")
    ]
    for mark in ("<|im_end|>", "<|im_start|>", "<|image_pad|>"):
        number = opened.tokenizer.convert_tokens_to_ids(mark)
        assert ids[0].count(number) == ids[1].count(number)


def test_a_model_that_forgets_what_it_read_is_not_opened(folder) -> None:
    config = json.loads((folder / "config.json").read_text())
    config["text_config"]["layer_types"] = ["sliding_attention", "full_attention"]
    (folder / "config.json").write_text(json.dumps(config))
    assert refused(folder) == (
        f"The model in {folder} does not keep all that it reads (full_attention, sliding_attention); serve it, "
        "and use --vlm openai."
    )


def test_another_template_is_another_model(folder) -> None:
    before = TransformersVlm(folder).used.model
    template = (folder / "chat_template.jinja").read_text()
    (folder / "chat_template.jinja").write_text(template + " ")
    assert TransformersVlm(folder).used.model != before


def test_it_says_which_weights_it_runs(tiny, tmp_path) -> None:
    used = TransformersVlm(tiny / "internvl").used
    assert (used.kind, used.name) == ("vlm", "transformers")
    assert used.model.startswith("internvl ")
    assert used.model.endswith(" float32")
    assert used == TransformersVlm(tiny / "internvl").used
    other = write_tiny("internvl", tmp_path / "internvl", seed=8)
    assert TransformersVlm(other).used.model != used.model


class Told:
    """Stands where likelihoods are: the likeliest is whatever a test says."""

    def __init__(self, *likeliest: str) -> None:
        self.likeliest = likeliest

    def __call__(self, said: str, options: Sequence[str]) -> np.ndarray:
        (place,) = (place for place, option in enumerate(options) if option in self.likeliest)
        return np.where(np.arange(len(options)) == place, 0.75, 0.25 / (len(options) - 1))


def test_a_yes_has_the_moment_of_a_picture_and_what_the_model_says_of_it(tiny, monkeypatch) -> None:
    engine = TransformersVlm(tiny / "llava-onevision")
    monkeypatch.setattr(engine._weigher, "weigh", Told('yes"', "2.0,"))
    monkeypatch.setattr(engine._weigher, "write", lambda said, *, until, most: f"{said}|{until}|{most}")

    answer = engine.answer(DONE, frames=frames(1, 2, 3))

    assert (answer.value, answer.confidence, answer.time_s) == (Value.YES, 0.75, 2.0)
    assert answer.seen == '{"answer": "yes", "time_s": 2.0, "seen": "|"|40'


def test_times_are_told_and_named_as_the_setting_says(tiny, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_TIMES", "clock")
    engine = TransformersVlm(tiny / "qwen3-vl")
    monkeypatch.setattr(engine._weigher, "weigh", Told('yes"', '"0:00:02.0",'))
    monkeypatch.setattr(engine._weigher, "write", lambda said, *, until, most: "seen")

    answer = engine.answer(DONE, frames=frames(1, 2, 3))

    assert answer.time_s == 2.0
    assert "each behind its time in hours, minutes and seconds" in answer.prompt


def test_a_way_to_tell_times_that_there_is_not_is_refused(tiny, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_TIMES", "moons")
    assert refused(tiny / "qwen3-vl") == (
        "CANDOR_VLM_TIMES must be one of seconds, clock, segments, numbers; it says 'moons'."
    )


@pytest.mark.parametrize("value", [Value.NO, Value.CANNOT_TELL])
def test_what_is_no_yes_has_no_moment(tiny, monkeypatch, value) -> None:
    engine = TransformersVlm(tiny / "llava-onevision")
    monkeypatch.setattr(engine._weigher, "weigh", Told(f'{value}"'))
    answer = engine.answer(DONE, frames=frames(1, 2, 3))
    assert (answer.value, answer.time_s, answer.seen, answer.abstained) == (value, None, "", None)


def abstained(answer: Answer) -> str | None:
    assert (answer.value, answer.confidence, answer.time_s) == (Value.CANNOT_TELL, 0.0, None)
    return answer.abstained


def test_more_pictures_than_the_model_reads_are_not_cut_but_said(folder) -> None:
    config = json.loads((folder / "config.json").read_text())
    config["text_config"]["max_position_embeddings"] = 700
    (folder / "config.json").write_text(json.dumps(config))
    engine = TransformersVlm(folder)

    sentence = abstained(engine.answer(DONE, frames=frames(*range(12))))

    assert sentence is not None
    assert sentence.startswith("The question and its 12 pictures take ")
    assert sentence.endswith("and the model reads 700 at most: show fewer at once with CANDOR_VLM_FRAMES.")


def test_a_recording_costs_no_more_tokens_than_it_may(tiny, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_TOKENS", "100")
    engine = TransformersVlm(tiny / "internvl")
    assert engine.answer(DONE, frames=frames(1)).abstained is None
    assert abstained(engine.answer(BEGUN, frames=frames(1))) == (
        "The 100 tokens that one recording may cost were spent."
    )


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB."),
            "The model ran out of memory: show fewer pictures at once with CANDOR_VLM_FRAMES.",
        ),
        (
            RuntimeError("The size of tensor a (3) must match.\nmore"),
            "The model failed: The size of tensor a (3) must match.",
        ),
        (ValueError("Image features and image tokens do not match"), None),
    ],
)
def test_a_model_that_fails_is_said_to_and_asked_on(tiny, monkeypatch, error, sentence) -> None:
    engine, shown = TransformersVlm(tiny / "qwen3-vl"), frames(1, 2)
    engine.answer(DONE, frames=shown)

    def fail(*_args, **_more):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(engine._weigher, "weigh", fail)
        assert abstained(engine.answer(BEGUN, frames=shown)) == (
            sentence or "The model failed: Image features and image tokens do not match."
        )

    again = engine.answer(BEGUN, frames=shown)
    assert again.confidence == TransformersVlm(tiny / "qwen3-vl").answer(BEGUN, frames=shown).confidence


def test_a_form_that_does_not_fit_is_not_begun(folder) -> None:
    config = json.loads((folder / "config.json").read_text())
    config["text_config"]["max_position_embeddings"] = 700
    (folder / "config.json").write_text(json.dumps(config))
    filled = TransformersVlm(folder).fill("?", form={"what": Words(says="", most=9000)}, frames=frames(1))
    assert filled.values is None
    assert filled.abstained is not None
    assert "the model reads 700 at most" in filled.abstained


def refused(folder: Path) -> str:
    with pytest.raises(EngineUnavailable) as error:
        TransformersVlm(folder)
    return str(error.value)


def test_without_a_folder_it_says_which_setting_names_it(monkeypatch) -> None:
    monkeypatch.delenv("CANDOR_VLM_FOLDER", raising=False)
    with pytest.raises(EngineUnavailable, match="lies with CANDOR_VLM_FOLDER: a folder"):
        TransformersVlm()


def test_a_folder_without_a_model_is_said_to_hold_none(tmp_path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert refused(folder) == (
            f"{folder} holds no video-language model: it must have config.json and weights in safetensors files."
        )


def test_weights_that_could_run_code_are_not_opened(folder) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert "holds no video-language model" in refused(folder)


@pytest.mark.parametrize(
    "damage", ["truncated", "unknown", "no_processor", "no_template", "text_only", "wrong_size"]
)
def test_a_damaged_folder_ends_in_one_sentence(folder, damage) -> None:
    config = json.loads((folder / "config.json").read_text())
    match damage:
        case "truncated":
            weights = (folder / "model.safetensors").read_bytes()
            (folder / "model.safetensors").write_bytes(weights[: len(weights) // 2])
        case "unknown":
            (folder / "config.json").write_text(json.dumps(config | {"model_type": "llava_onevision_99"}))
        case "no_processor":
            (folder / "processor_config.json").unlink()
            (folder / "tokenizer.json").unlink()
        case "no_template":
            (folder / "chat_template.jinja").unlink()
        case "wrong_size":
            config["text_config"]["hidden_size"] = "big"
            (folder / "config.json").write_text(json.dumps(config))
        case "text_only":
            (folder / "config.json").write_text(json.dumps(config["text_config"]))
    sentence = refused(folder)
    assert str(folder) in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_model_that_takes_no_rules_is_not_asked(folder) -> None:
    template = (folder / "chat_template.jinja").read_text()
    no_system = "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    (folder / "chat_template.jinja").write_text(no_system + template)
    assert refused(folder) == (
        f"The chat template in {folder} takes no system message, pictures and a question: no system role."
    )


def test_the_models_of_the_tests_read_what_they_are_said_to(tiny) -> None:
    assert TransformersVlm(tiny / "qwen3-omni")._opened.context == CONTEXT
