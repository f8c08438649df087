"""Sound behind pictures, for models that take it."""

import base64
import io
import wave

import numpy as np
import pytest

from tests.workers.engines.vlm.chat_server import NO, chat_server, says
from tests.workers.engines.vlm.test_transformers import unweighed
from tests.workers.engines.vlm.tiny_models import TINY
from workers.engines.settings import vlm_showing
from workers.engines.vlm.base import Frame
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.openai import OpenAiVlm
from workers.engines.vlm.prompts import closed
from workers.engines.vlm.transformers import TransformersVlm
from workers.errors import EngineUnavailable
from workers.media.pictures import SOUND_RATE_HZ
from workers.tracks.answers import Value

DONE, BEGUN = "Is it done?", "Is it begun?"
OMNI = "qwen3-omni"


@pytest.fixture(autouse=True)
def _heard(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKENS", "FRAMES", "TIMES", "FEED", "HOSTS"):
        monkeypatch.delenv(f"CANDOR_VLM_{name}", raising=False)
    monkeypatch.setenv("CANDOR_VLM_SOUND", "heard")
    monkeypatch.setenv("CANDOR_VLM_MODEL", "small-omni")


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray:
    at_s = np.arange(round(seconds * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    return (9_000 * np.sin(2 * np.pi * hertz * at_s)).astype(np.int16)


def frames(*sounds: np.ndarray | None) -> list[Frame]:
    return [
        Frame(time_s=2.0 * place, picture=np.full((90, 160, 3), 60, dtype=np.uint8), sound=sound)
        for place, sound in enumerate(sounds)
    ]


def test_each_picture_is_followed_by_its_sound(tiny) -> None:
    engine = TransformersVlm(tiny / OMNI)
    asked = closed(DONE, frames(tone(300), None, tone(500, 2.0)), TimeStyle.SECONDS)
    inputs = engine._opened.inputs(asked)
    told = engine._opened.tokenizer.decode(inputs["input_ids"][0])
    parts = [part.split("<|vision_end|>")[1] for part in told.split("<|vision_start|>")[1:]]
    assert ["<|audio_pad|>" in part for part in parts] == [True, False, True]
    assert parts[2].count("<|audio_pad|>") > parts[0].count("<|audio_pad|>") > 5
    assert "Behind a picture you hear what is heard while it stands" in told


def test_what_is_heard_changes_what_the_model_says_and_is_read_once(tiny) -> None:
    engine = TransformersVlm(tiny / OMNI)
    high, low = (unweighed(engine, DONE, frames(tone(hertz), tone(200)))[Value.NO] for hertz in (3_000, 300))
    assert high != low
    assert engine.answer(DONE, frames=frames(tone(300), tone(200))).tokens > 100
    again = engine.answer(BEGUN, frames=frames(tone(300), tone(200)))
    assert again.abstained is None
    assert again.tokens < 100


def test_a_likelihood_is_that_of_the_whole_text(tiny) -> None:
    engine, shown = TransformersVlm(tiny / OMNI), frames(tone(300), tone(900))
    expected = unweighed(engine, DONE, shown)
    answer = engine.answer(DONE, frames=shown)
    assert answer.abstained is None
    assert answer.confidence == pytest.approx(expected[answer.value], abs=1e-4)


@pytest.mark.parametrize("family", [family for family in TINY if family != OMNI])
def test_a_model_without_ears_is_refused_in_a_sentence(tiny, family) -> None:
    with pytest.raises(EngineUnavailable, match="takes no audio: set CANDOR_VLM_SOUND to none or transcript"):
        TransformersVlm(tiny / family)


def test_sound_does_not_go_with_a_video(monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_FEED", "native")
    with pytest.raises(EngineUnavailable, match="Sound is heard behind single pictures"):
        vlm_showing()


def test_a_server_gets_it_as_a_wave_behind_its_picture(monkeypatch) -> None:
    with chat_server(says(NO)) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        OpenAiVlm().answer(DONE, frames=frames(tone(300), None))
    content = server.asked[0]["messages"][1]["content"]
    assert [part["type"] for part in content] == [
        *("text", "image_url", "input_audio"),
        *("text", "image_url"),
        "text",
    ]
    sent = content[2]["input_audio"]
    with wave.open(io.BytesIO(base64.b64decode(sent["data"]))) as file:
        assert (file.getframerate(), file.getnchannels(), sent["format"]) == (SOUND_RATE_HZ, 1, "wav")
        assert np.array_equal(np.frombuffer(file.readframes(SOUND_RATE_HZ), dtype="<i2"), tone(300))
