"""Pictures as fewer tokens: what the model's eye makes of them is averaged before its language part reads it.

Averages over time, over a picture, and over its neighbouring places: Maaz et al., Video-ChatGPT (2023);
Zhang et al., LLaVA-NeXT: a strong zero-shot video understanding model (2024).
"""

from collections.abc import Mapping, Sequence
from math import isqrt
from typing import Any

import torch

from workers.engines.vlm.showing import Feed

#: What of a processor's inputs the eye takes.
_SIGHT = ("pixel_values", "image_sizes", "batch_num_images")
#: Places averaged into one, along either side.
_SIDE = 2


class Pooler:
    """Makes a prompt of a processor's inputs in which the pictures take fewer tokens, as embeddings."""

    def __init__(self, model: Any, picture_token: int, feed: Feed) -> None:
        self._model = model
        self._picture_token = picture_token
        self._feed = feed
        #: The last pictures and what the eye made of them: the next question is often about the same.
        self._seen: tuple[torch.Tensor, list[torch.Tensor]] | None = None

    def shorten(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """`input_ids` [1, tokens], as short as the prompt becomes, and its `inputs_embeds`."""
        ids = inputs["input_ids"]
        if "pixel_values" not in inputs:
            return {"input_ids": ids}
        whole = self._look(inputs)
        fewer = averaged(whole, self._feed)
        ids = ids[:, _kept(ids[0] == self._picture_token, whole, fewer)]
        with torch.inference_mode():
            embedded = self._model.get_input_embeddings()(ids)
            embedded[ids == self._picture_token] = torch.cat(fewer).to(embedded.dtype)
        return {"input_ids": ids, "inputs_embeds": embedded}

    def _look(self, inputs: Mapping[str, Any]) -> list[torch.Tensor]:
        """[tokens, width] of each picture."""
        pixels = inputs["pixel_values"]
        if self._seen is None or not _same(self._seen[0], pixels):
            shown = {name: inputs[name] for name in _SIGHT if name in inputs}
            with torch.inference_mode():
                made = self._model.get_image_features(**shown, return_dict=True).pooler_output
            self._seen = pixels, [part.flatten(0, -2) for part in made]
        return self._seen[1]


def averaged(pictures: Sequence[torch.Tensor], feed: Feed) -> list[torch.Tensor]:
    """What stands at the place of each picture [tokens, width]; nothing where another stands for it."""
    match feed:
        case Feed.POOLED:
            return [_coarser(picture) for picture in pictures]
        case Feed.EACH:
            return [picture.mean(dim=0, keepdim=True) for picture in pictures]
        case Feed.MEAN:
            alike = min(len(picture) for picture in pictures)
            mean = torch.stack([picture[:alike] for picture in pictures]).mean(dim=0)
            return [mean, *_nothing(pictures)]
        case Feed.VIDEO:
            return [torch.cat(list(pictures)).mean(dim=0, keepdim=True), *_nothing(pictures)]
        case _:
            raise ValueError(f"{feed=} averages nothing")


def _nothing(pictures: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    return [picture[:0] for picture in pictures[1:]]


def _coarser(picture: torch.Tensor) -> torch.Tensor:
    """Squares of neighbours become one; a mark behind a square picture stays. Of other layouts, runs do."""
    side = isqrt(len(picture))
    if side < _SIDE or len(picture) - side * side > 1:
        return torch.stack([run.mean(dim=0) for run in torch.split(picture, _SIDE * _SIDE)])
    square = picture[: side * side].T.reshape(1, -1, side, side)
    pooled = torch.nn.functional.avg_pool2d(square, _SIDE, ceil_mode=True)
    return torch.cat([pooled.flatten(2)[0].T, picture[side * side :]])


def _kept(places: torch.Tensor, whole: Sequence[torch.Tensor], fewer: Sequence[torch.Tensor]) -> torch.Tensor:
    """Which tokens stay: of each picture's places as many as it has left."""
    kept = torch.ones_like(places)
    runs = torch.split(places.nonzero()[:, 0], [len(picture) for picture in whole])
    for run, left in zip(runs, fewer, strict=True):
        kept[run[len(left) :]] = False
    return kept


def _same(one: torch.Tensor, other: torch.Tensor) -> bool:
    return one.shape == other.shape and torch.equal(one, other)
