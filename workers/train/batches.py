"""Sittings as a model takes them, several at once: each clip once, and behind it every question about it, none of
which sees another.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from math import isqrt
from typing import Any

import torch
from torch.nn.functional import cross_entropy

from workers.engines.vlm.pooling import averaged
from workers.engines.vlm.showing import Feed
from workers.train.aim import ANSWERED, NAMED, Aim
from workers.train.asking import Lesson
from workers.train.gist import KNOWN, PLACED, Gist, joined
from workers.train.lessons import Sitting
from workers.train.sight import as_pixels, places_seen

#: Not to be learned.
NOTHING = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sitting. `parts`: of each token 0 if all questions see it, else the number of its question. `labels`: of
    each token the one that is to follow it, where a reply is. `ends` and `asks`: where the last token of each picture
    and of each question stands.
    """

    tokens: list[int]
    parts: list[int]
    places: list[int]
    labels: list[int]
    ends: list[int]
    asks: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All [sittings, length], filled up on the right with -1 as part. `sight` [tokens, width]: what stands at the
    places of pictures, one sitting after another. `ends` [pictures, 2]: sitting and place of the last token of each,
    and `gist` what there is to know of them; nothing where several share their tokens, or none has any. `asks`
    [questions, 2] and `aim`: the same of questions.
    """

    tokens: torch.Tensor
    parts: torch.Tensor
    places: torch.Tensor
    labels: torch.Tensor
    sight: torch.Tensor
    ends: torch.Tensor
    gist: Gist | None
    asks: torch.Tensor
    aim: Aim

    @property
    def seen(self) -> torch.Tensor:
        """[sittings, 1, length, length]: which tokens each token sees."""
        before = torch.ones(self.tokens.shape[1:] * 2, dtype=torch.bool).tril()
        same = self.parts[:, :, None] == self.parts[:, None, :]
        shared = self.parts[:, None, :] == 0
        return (before & (same | shared))[:, None]


class Desk:
    """Makes batches for one model, as the engine would ask it."""

    def __init__(self, model: Any, processor: Any) -> None:
        self._model = model
        self._tokenizer = processor.tokenizer
        self._picture = processor.image_token_id
        self._patches = processor.num_image_tokens

    def batch(self, sittings: Sequence[Sitting], feed: Feed = Feed.FRAMES) -> Batch:
        """Of clips of one length, all shown or all told in words."""
        rows = [self.row(sitting, feed) for sitting in sittings]
        longest = max(len(row.tokens) for row in rows)

        def filled(values: list[list[int]], fill: int) -> torch.Tensor:
            return torch.tensor([value + [fill] * (longest - len(value)) for value in values])

        return Batch(
            tokens=filled([row.tokens for row in rows], self._tokenizer.pad_token_id),
            parts=filled([row.parts for row in rows], -1),
            places=filled([row.places for row in rows], 0),
            labels=filled([row.labels for row in rows], NOTHING),
            sight=self._sight(sittings, feed),
            ends=_standing([row.ends for row in rows]),
            gist=self._gist(sittings) if rows[0].ends else None,
            asks=_standing([row.asks for row in rows]),
            aim=joined([self._aim(sitting.lessons) for sitting in sittings]),
        )

    def _aim(self, lessons: Sequence[Lesson]) -> Aim:
        return Aim.of(lessons, [self._ids(lesson.moment or "") for lesson in lessons])

    def _gist(self, sittings: Sequence[Sitting]) -> Gist:
        return joined([self._gist_of(sitting.lessons[0]) for sitting in sittings])

    def _gist_of(self, lesson: Lesson) -> Gist:
        moments = lesson.request.moments
        return Gist.of(lesson, [self._ids(moments.literal(place)) for place in range(len(moments.times_s))])

    def row(self, sitting: Sitting, feed: Feed) -> Row:
        pictures, ends = self._pictures(sitting.lessons[0].request.labels, feed)
        told = [self._told(lesson, pictures) for lesson in sitting.lessons]
        shared = _common([before for before, _ in told])
        row = Row(tokens=[], parts=[], places=[], labels=[], ends=ends, asks=[])
        for part, (before, reply) in enumerate(told, 1):
            start = shared if row.tokens else 0
            tokens = before + reply
            row.asks.append(len(row.tokens) - start + len(before) - 1)
            row.tokens.extend(tokens[start:])
            row.parts.extend([0] * (shared - start) + [part] * (len(tokens) - shared))
            row.places.extend(range(start, len(tokens)))
            labels = [NOTHING] * (len(before) - 1) + reply + [NOTHING]
            row.labels.extend(labels[start:])
        return row

    def _pictures(self, labels: Sequence[str], feed: Feed) -> tuple[list[int], list[int]]:
        """All pictures behind their labels, and where the last token of each stands, if each has one."""
        tokens: list[int] = []
        ends: list[int] = []
        counts = self._counts(len(labels), feed)
        for label, count in zip(labels, counts, strict=True):
            tokens += [*self._ids(label), *[self._picture] * count]
            ends.append(len(tokens) - 1)
        return tokens, ends if all(counts) else []

    def _told(self, lesson: Lesson, pictures: Sequence[int]) -> tuple[list[int], list[int]]:
        """What is read before the reply, and the reply."""
        before = [*pictures, *self._ids(f"{lesson.request.question}<|ask|>")]
        return before, [*self._ids(lesson.reply), self._tokenizer.eos_token_id]

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _counts(self, pictures: int, feed: Feed) -> list[int]:
        """How many tokens stand at the place of each of so many pictures."""
        length = 2 * self._patches + isqrt(self._patches) if pictures == 1 else self._patches + 1
        whole = [torch.zeros(length, 1)] * pictures
        return [len(part) for part in (averaged(whole, feed) if feed.averages and whole else whole)]

    def _sight(self, sittings: Sequence[Sitting], feed: Feed) -> torch.Tensor:
        clips = [sitting.lessons[0].request.frames for sitting in sittings]
        if not clips[0]:
            return torch.zeros(0, self._model.config.text_config.hidden_size)
        with torch.inference_mode():
            seen = places_seen(
                self._model, as_pixels([frame.picture for frames in clips for frame in frames])
            )
            marked = self._marked(seen, single=len(clips[0]) == 1)
            shown = torch.split(marked, [len(frames) for frames in clips])
            parts = [averaged(list(clip), feed) if feed.averages else list(clip) for clip in shown]
            return torch.cat([part for clip in parts for part in clip]).clone()

    def _marked(self, seen: torch.Tensor, *, single: bool) -> torch.Tensor:
        """A picture among several is followed by a mark for its end. One alone is shown twice, as a whole and as a
        tile, of which each row is followed by a mark (LLaVA-OneVision, Li et al. 2024).
        """
        end = self._model.model.image_newline.expand(len(seen), 1, -1)
        if not single:
            return torch.cat([seen, end], dim=1)
        side = isqrt(self._patches)
        rows = seen.reshape(len(seen), side, side, -1)
        marked = torch.cat([rows, end[:, None].expand(-1, side, -1, -1)], dim=2)
        return torch.cat([seen, marked.flatten(1, 2)], dim=1)


def _standing(places: Sequence[Sequence[int]]) -> torch.Tensor:
    """[any, 2]: sitting and place, of the places in each sitting."""
    both = [(number, place) for number, row in enumerate(places) for place in row]
    return torch.tensor(both, dtype=torch.long).view(-1, 2)


def _common(rows: Sequence[Sequence[int]]) -> int:
    """How many tokens all rows begin with."""
    if len(rows) == 1:
        return 0
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the model would say [tokens of replies, vocabulary], what is right, and what every token is `behind` some
    layers [sittings, length, width].
    """

    told: torch.Tensor
    right: torch.Tensor
    behind: Mapping[int, torch.Tensor]

    def loss(self, last: int) -> torch.Tensor:
        """Each reply counts alike, however long it is; with `last`, a token, it ends."""
        ends = self.right == last
        reply = ends.cumsum(0) - ends.long()
        each = cross_entropy(self.told, self.right, reduction="none")
        return (each / torch.bincount(reply)[reply]).sum() / ends.sum()

    def at(self, layer: int, standing: torch.Tensor) -> torch.Tensor:
        """[any, width], behind a layer, of tokens by sitting and place [any, 2]."""
        return self.behind[layer][standing[:, 0], standing[:, 1]]


def read(model: Any, batch: Batch) -> Said:
    """Lets the language part read a batch."""
    core = model.model.language_model
    embedded = core.embed_tokens(batch.tokens)
    if len(batch.sight):
        pictures = (batch.tokens == model.config.image_token_id)[..., None]
        embedded = embedded.masked_scatter(pictures, batch.sight.to(embedded.dtype))
    with _noting(core.layers) as behind:
        output = core(
            inputs_embeds=embedded, attention_mask=batch.seen, position_ids=batch.places, use_cache=False
        )
    asked = batch.labels != NOTHING
    return Said(told=model.lm_head(output.last_hidden_state[asked]), right=batch.labels[asked], behind=behind)


@contextmanager
def _noting(layers: Any) -> Iterator[Mapping[int, torch.Tensor]]:
    """What all tokens are behind the layers that something is taught at."""
    behind: dict[int, torch.Tensor] = {}
    hooks = [
        layers[layer - 1].register_forward_hook(
            lambda _, __, output, layer=layer: behind.update({layer: output})
        )
        for layer in {PLACED, KNOWN, NAMED, ANSWERED}
    ]
    try:
        yield behind
    finally:
        for hook in hooks:
            hook.remove()
