"""Pictures fed to a model in fewer tokens, or in its own words."""

import numpy as np
import pytest
import torch

from tests.workers.engines.vlm.tiny_models import TINY
from workers.engines.table import load_engine
from workers.engines.vlm.base import Frame
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.prompts import closed
from workers.engines.vlm.showing import Feed
from workers.engines.vlm.transformers import TransformersVlm
from workers.errors import EngineUnavailable

#: What the order of a sum changes.
SAME = 1e-6
DONE, BEGUN = "Is it done?", "Is it begun?"


def flat(*levels: int) -> list[Frame]:
    """Pictures of one level each, which no average makes alike."""
    return [
        Frame(time_s=2.0 * place, picture=np.full((96, 160, 3), level, dtype=np.uint8))
        for place, level in enumerate(levels)
    ]


@pytest.mark.parametrize("family", ["llava-onevision", "llava-next-video", "internvl"])
class TestFewerTokens:
    @pytest.mark.parametrize("feed", [feed for feed in Feed if feed.averages])
    def test_pictures_that_are_averaged_take_fewer_tokens(self, tiny, family, feed, monkeypatch) -> None:
        shown = flat(0, 90, 255)
        whole = TransformersVlm(tiny / family).answer(DONE, frames=shown)
        monkeypatch.setenv("CANDOR_VLM_FEED", feed)
        engine = TransformersVlm(tiny / family)
        answer = engine.answer(DONE, frames=shown)

        assert answer.abstained is None
        assert answer.tokens < whole.tokens
        assert engine.answer(BEGUN, frames=shown).tokens < 100

    def test_pictures_arrive_one_by_one_unless_they_are_averaged(self, tiny, family, monkeypatch) -> None:
        def fed(feed: Feed, *levels: int) -> torch.Tensor:
            monkeypatch.setenv("CANDOR_VLM_FEED", feed)
            asked = closed(DONE, flat(*levels), TimeStyle.SECONDS)
            return TransformersVlm(tiny / family)._opened.inputs(asked)["inputs_embeds"]

        for feed in (Feed.POOLED, Feed.EACH):
            assert not torch.allclose(fed(feed, 0, 90), fed(feed, 90, 0), rtol=0, atol=SAME)
        for feed in (Feed.MEAN, Feed.VIDEO):
            assert torch.allclose(fed(feed, 0, 90), fed(feed, 90, 0), rtol=0, atol=SAME)
            assert not torch.allclose(fed(feed, 0, 90), fed(feed, 0, 255), rtol=0, atol=SAME)


def test_a_model_that_is_told_places_in_its_pictures_takes_them_whole(tiny, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_FEED", "mean")
    with pytest.raises(
        EngineUnavailable, match="takes pictures whole: set CANDOR_VLM_FEED to frames, captions"
    ):
        TransformersVlm(tiny / "qwen3-vl")


@pytest.mark.parametrize("family", TINY)
def test_a_model_is_asked_in_words_about_what_it_said_itself(tiny, family, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_FEED", "captions")
    monkeypatch.setenv("CANDOR_VLM_FOLDER", str(tiny / family))
    answer = load_engine("vlm", "transformers").answer(DONE, frames=flat(0, 90))
    assert answer.abstained is None
    assert "2.0 s: " in answer.prompt
