"""What is taught on the way reaches the layers before it, and none behind."""

from random import Random

import pytest
import torch

from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Feed
from workers.train.batches import Desk, read
from workers.train.coach import Coach
from workers.train.lessons import make_sitting
from workers.train.ruler import new_ruler


@pytest.mark.parametrize(("feed", "pictures_count"), [(Feed.FRAMES, True), (Feed.MEAN, False)])
def test_pictures_are_taught_where_each_has_its_tokens_and_questions_always(feed, pictures_count) -> None:
    torch.manual_seed(1)
    model, processor = new_ruler(1)
    coach = Coach(model.config.text_config.hidden_size, len(processor.tokenizer))
    sitting = make_sitting(Random(3), pictures=4, questions=6, style=TimeStyle.SECONDS)
    batch = Desk(model, processor).batch([sitting], feed)
    coach.loss(read(model, batch), batch).backward()

    layers = model.model.language_model.layers
    assert [layer.mlp.down_proj.weight.grad is not None for layer in layers] == [True] * 5 + [False]
    assert (coach.reader.there.weight.grad is not None) == pictures_count
    assert coach.aimer.names.weight.grad is not None
