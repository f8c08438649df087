"""Pictures as one video: in the form of every family that takes one, and as a file for servers."""

import base64
import io
import re
import shutil
from pathlib import Path

import av
import numpy as np
import pytest

from tests.workers.engines.vlm.chat_server import NO, chat_server, says
from tests.workers.engines.vlm.test_transformers import unweighed
from tests.workers.engines.vlm.tiny_models import TINY
from workers.engines.vlm.base import Frame
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.openai import OpenAiVlm
from workers.engines.vlm.prompts import closed
from workers.engines.vlm.transformers import TransformersVlm
from workers.engines.vlm.video import for_server
from workers.errors import EngineUnavailable

DONE, BEGUN = "Is it done?", "Is it begun?"
TAKE_VIDEOS = [family for family in TINY if family != "video-chatgpt"]


@pytest.fixture(autouse=True)
def _native(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CANDOR_VLM_TOKENS", "CANDOR_VLM_FRAMES", "CANDOR_VLM_TIMES", "CANDOR_VLM_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CANDOR_VLM_FEED", "native")
    monkeypatch.setenv("CANDOR_VLM_MODEL", "small-vl")


def frames(*levels: int, of: str = "") -> list[Frame]:
    """Pictures of one level each, at 0, 4.5, 9 … seconds."""
    return [
        Frame(time_s=4.5 * place, picture=np.full((90, 160, 3), level, dtype=np.uint8), of=of)
        for place, level in enumerate(levels)
    ]


def told(engine: TransformersVlm, shown: list[Frame]) -> str:
    asked = closed(DONE, shown, TimeStyle.SECONDS, as_video=True)
    return engine._opened.tokenizer.decode(engine._opened.inputs(asked)["input_ids"][0])


@pytest.mark.parametrize("family", TAKE_VIDEOS)
class TestEveryFamily:
    def test_a_video_is_read_once_for_all_questions_about_it(self, tiny, family) -> None:
        engine, shown = TransformersVlm(tiny / family), frames(0, 90, 255)
        first, second = (engine.answer(question, frames=shown) for question in (DONE, BEGUN))
        alone = TransformersVlm(tiny / family).answer(BEGUN, frames=shown)
        assert (first.abstained, second.abstained) == (None, None)
        assert second.confidence == pytest.approx(alone.confidence, abs=1e-3)
        assert second.tokens < 100 < first.tokens

    def test_the_pictures_and_their_order_arrive(self, tiny, family) -> None:
        engine = TransformersVlm(tiny / family)
        given = [
            engine._opened.inputs(closed(DONE, shown, TimeStyle.SECONDS, as_video=True))
            for shown in (frames(0, 90), frames(0, 255), frames(90, 0))
        ]
        (name,) = {name for name in given[0] if name.startswith("pixel_values")}
        assert len({one[name].float().cpu().numpy().tobytes() for one in given}) == 3

    def test_the_times_of_the_pictures_are_told_before_the_question(self, tiny, family) -> None:
        text = told(TransformersVlm(tiny / family), frames(0, 90, 255))
        assert f"The pictures of the video, in order: 0.0 s, 4.5 s, 9.0 s.\n{DONE}" in text


def test_a_model_with_times_of_its_own_gets_those_of_the_recording(tiny) -> None:
    text = told(TransformersVlm(tiny / "qwen3-vl"), frames(0, 90, 255))
    assert re.findall(r"<([\d.]+) seconds>", text) == ["0.0", "4.5", "9.0"]


def test_two_recordings_are_two_videos(tiny) -> None:
    shown = [*frames(0, 90, of="A"), *frames(30, of="B")]
    text = told(TransformersVlm(tiny / "qwen3-vl"), shown)
    assert re.findall(r"<([\d.]+) seconds>", text) == ["0.0", "4.5", "0.0"]
    assert "in order: A 0.0 s, A 4.5 s, B 0.0 s.\n" in text


def test_a_template_that_shows_no_videos_is_refused_in_a_sentence(tiny, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny / "qwen3-vl", tmp_path / "model"))
    template = folder / "chat_template.jinja"
    template.write_text(template.read_text().replace("video_pad", "image_pad"))
    with pytest.raises(EngineUnavailable, match="takes no video: set CANDOR_VLM_FEED to another way"):
        TransformersVlm(folder)


def test_a_model_that_averages_by_itself_takes_no_video(tiny) -> None:
    with pytest.raises(EngineUnavailable, match="averages pictures in its own way"):
        TransformersVlm(tiny / "video-chatgpt")


def test_a_likelihood_is_that_of_the_whole_text(tiny, monkeypatch) -> None:
    """As in one run without anything kept; the family that gives pictures places of their own is the hardest."""
    engine, shown = TransformersVlm(tiny / "qwen3-vl"), frames(0, 90, 255)
    expected = unweighed(engine, DONE, shown, as_video=True)
    answer = engine.answer(DONE, frames=shown)
    assert answer.confidence == pytest.approx(expected[answer.value], abs=1e-4)


def read(url: str) -> list[tuple[float, int, tuple[int, int]]]:
    """Time, level and size of each picture of a video."""
    data = base64.b64decode(url.removeprefix("data:video/mp4;base64,"))
    with av.open(io.BytesIO(data)) as container:
        return [
            (
                float(frame.time or 0.0),
                round(frame.to_ndarray(format="rgb24").mean()),
                (frame.width, frame.height),
            )
            for frame in container.decode(video=0)
        ]


def test_a_file_for_a_server_has_each_picture_once_at_its_time() -> None:
    pictures = read(for_server(frames(40, 90, 200)))
    assert [time_s for time_s, _, _ in pictures] == pytest.approx([0.0, 4.5, 9.0])
    assert [level for _, level, _ in pictures] == pytest.approx([40, 90, 200], abs=3)


def test_a_video_of_odd_sides_loses_a_line() -> None:
    frame = Frame(time_s=3.0, picture=np.full((91, 161, 3), 80, dtype=np.uint8))
    ((time_s, level, size),) = read(for_server([frame]))
    assert (time_s, size) == (0.0, (160, 90))
    assert level == pytest.approx(80, abs=3)


def test_a_server_gets_a_video_before_the_question(monkeypatch) -> None:
    with chat_server(says(NO)) as server:
        monkeypatch.setenv("CANDOR_VLM_URL", server.url)
        OpenAiVlm().answer(DONE, frames=frames(40, 90))
    video, question = server.asked[0]["messages"][1]["content"]
    assert video["type"] == "video_url"
    assert len(read(video["video_url"]["url"])) == 2
    assert question["text"] == f"The pictures of the video, in order: 0.0 s, 4.5 s.\n{DONE}"
