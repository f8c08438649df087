"""Lessons as a model takes them, several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

import torch
from PIL import Image

from workers.engines.vlm.pooling import averaged
from workers.engines.vlm.showing import Feed
from workers.train.lessons import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`tokens` [lessons, length], filled up on the right; `labels`: the same where a reply stands, else -100.
    `sight`: what the eye takes of all pictures; nothing where they are told in words.
    """

    tokens: torch.Tensor
    labels: torch.Tensor
    filled: torch.Tensor
    sight: dict[str, Any]
    feed: Feed

    @staticmethod
    def of(processor: Any, lessons: Sequence[Lesson], feed: Feed = Feed.FRAMES) -> "Batch":
        """Clips of one length."""
        rows = [_row(processor, lesson, feed) for lesson in lessons]
        longest = max(len(ids) for ids, _ in rows)
        pad = processor.tokenizer.pad_token_id
        return Batch(
            tokens=torch.tensor([ids + [pad] * (longest - len(ids)) for ids, _ in rows]),
            labels=torch.tensor([told + [-100] * (longest - len(told)) for _, told in rows]),
            filled=torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in rows]),
            sight=_sight(processor, lessons),
            feed=feed,
        )

    def loss(self, model: Any) -> torch.Tensor:
        """Of the replies, with pictures fed as `pooling.py` feeds them."""
        given = {"attention_mask": self.filled, "labels": self.labels}
        if not self.sight or not self.feed.averages:
            return self._loss(model(input_ids=self.tokens, **self.sight, **given))
        embedded = model.get_input_embeddings()(self.tokens)
        places = (self.tokens == model.config.image_token_id)[..., None]
        embedded = embedded.masked_scatter(places, self._pictures(model))
        return self._loss(model(inputs_embeds=embedded, **given))

    @staticmethod
    def _loss(output: Any) -> torch.Tensor:
        loss: torch.Tensor = output.loss
        return loss

    def _pictures(self, model: Any) -> torch.Tensor:
        """[tokens, width] of all clips, one after another."""
        seen = iter(model.get_image_features(**self.sight, return_dict=True).pooler_output)
        clips = [[next(seen) for _ in range(count)] for count in self.sight["batch_num_images"].tolist()]
        return torch.cat([part for clip in clips for part in averaged(clip, self.feed)])


def _sight(processor: Any, lessons: Sequence[Lesson]) -> dict[str, Any]:
    clips = [[Image.fromarray(frame.picture) for frame in lesson.request.frames] for lesson in lessons]
    if not clips[0]:
        return {}
    seen = processor.image_processor(clips, return_tensors="pt")
    return {
        "pixel_values": seen["pixel_values"],
        "image_sizes": seen["image_sizes"],
        "batch_num_images": torch.tensor([len(clip) for clip in clips]),
    }


def _row(processor: Any, lesson: Lesson, feed: Feed) -> tuple[list[int], list[int]]:
    """The tokens of a lesson, and which of them are to be learned."""
    tokenizer = processor.tokenizer
    before = tokenizer(_prompt(processor, lesson, feed), add_special_tokens=False)["input_ids"]
    reply = tokenizer(lesson.reply, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
    return before + reply, [-100] * len(before) + reply


def _prompt(processor: Any, lesson: Lesson, feed: Feed) -> str:
    """What the processor's chat template makes of a request."""
    labels = lesson.request.labels
    counts = picture_tokens(processor, len(labels), feed)
    shown = "".join(f"{label}{'<image>' * count}" for label, count in zip(labels, counts, strict=True))
    return f"{shown}{lesson.request.question}<|ask|>"


def picture_tokens(processor: Any, pictures: int, feed: Feed) -> list[int]:
    """How many tokens stand at the place of each of so many pictures."""
    # A picture among several is followed by a mark for its end. One alone is shown twice, as a whole and as
    # tiles, of which each row is followed by a mark (LLaVA-OneVision, Li et al. 2024).
    patches = processor.num_image_tokens
    length = 2 * patches + isqrt(patches) if pictures == 1 else patches + 1
    whole = [torch.zeros(length, 1)] * pictures
    return [len(part) for part in (averaged(whole, feed) if feed.averages and whole else whole)]
