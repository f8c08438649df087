"""How likely a model is to go on in one way or another, after a prompt that is kept.

A closed question has few answers, so none is drawn: each is weighed. What is said is in the form that was
asked for by construction, and the model's certainty is its own probability, not a number that it writes.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from workers.engines.vlm.marks import marks_of, without_marks

#: Stands for bytes at the end that are no whole letter yet.
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Weigher:
    """Keeps one prompt and the reply so far. `fed`: how many tokens the model has read for all prompts."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._marks = marks_of(tokenizer)
        self._cache: Any = None
        #: The tokens in the cache, those of the prompt first; and what the model would say after the last.
        self._read: list[int] = []
        self._prompt: list[int] = []
        self._next: torch.Tensor | None = None
        self.fed = 0

    def read(self, inputs: Mapping[str, Any], *, shared: int) -> None:
        """Takes a prompt, as a processor makes it, or as embeddings with the tokens that they stand for.
        `shared`: how many tokens at its start, pictures among them, are those of the prompt before, and
        need not be read again.
        """
        prompt = inputs["input_ids"][0].tolist()
        if shared:
            self._rewind(shared)
            self._feed(prompt[shared:])
        else:
            self.forget()
            # Only what follows the last token is wanted: of a long prompt the rest would take gigabytes.
            self._take(self._run(**_read_once(inputs), logits_to_keep=1), prompt)
        self._prompt = prompt

    def forget(self) -> None:
        """Lets the prompt go, and the memory that it takes."""
        self._cache, self._next, self._read, self._prompt = None, None, [], []

    def shared_with(self, prompt: Sequence[int]) -> int:
        """How many tokens at its start a prompt shares with the last, at least one being left."""
        pairs = zip(self._prompt[:-1], prompt[:-1], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    def weigh(self, said: str, options: Sequence[str]) -> NDArray[np.float64]:
        """The probability of each way to go on after `said`, of these alone; they add up to 1."""
        rows = [self._tokens(said + option) for option in options]
        common = _common(rows)
        self._go_to([*self._prompt, *rows[0][:common]])
        sums = np.array([self._log_likelihood(row[common:]) for row in rows])
        weights = np.exp(sums - sums.max())
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    def write(self, said: str, *, until: str, most: int) -> str:
        """What the model says next, likeliest tokens first, up to a character or so many tokens."""
        self._go_to([*self._prompt, *self._tokens(said)])
        written: list[int] = []
        for _ in range(most):
            written.append(self._likeliest())
            text = str(self._tokenizer.decode(written, skip_special_tokens=True))
            end = unescaped(text, until)
            if end is not None or written[-1] == self._tokenizer.eos_token_id:
                return text[:end]
            self._feed(written[-1:])
        return text.rstrip(_REPLACEMENT)

    def _likeliest(self) -> int:
        assert self._next is not None
        return int(self._next.argmax())

    def _tokens(self, text: str) -> list[int]:
        """What a model has written may look like a mark of its own: then it is broken."""
        text = without_marks(text, self._marks)
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _log_likelihood(self, row: Sequence[int]) -> float:
        """Of all tokens of a row after what was read, which is left as it was."""
        assert self._next is not None
        before, kept = self._next, len(self._read)
        rows = [before[None], self._logits(row[:-1])] if len(row) > 1 else [before[None]]
        logits = torch.cat(rows).log_softmax(dim=-1)
        self._rewind(kept)
        self._next = before
        return float(logits.gather(1, torch.tensor(row, device=logits.device)[:, None]).sum())

    def _go_to(self, tokens: Sequence[int]) -> None:
        """Makes these the tokens that were read: what differs is taken back, what is missing is fed."""
        same = _common([self._read, tokens])
        if same == len(self._read) == len(tokens):
            return
        if same == len(tokens):
            # What follows the last of them has been forgotten.
            same -= 1
        self._rewind(same)
        self._feed(tokens[same:])

    def _rewind(self, kept: int) -> None:
        if len(self._read) > kept:
            self._cache.crop(kept - len(self._read))
            del self._read[kept:]

    def _feed(self, tokens: Sequence[int]) -> None:
        if tokens:
            self._next = self._logits(tokens)[-1]

    def _logits(self, tokens: Sequence[int]) -> torch.Tensor:
        """[tokens, vocabulary], after each of them."""
        ids = torch.tensor([list(tokens)], device=self._model.device)
        return self._take(self._run(input_ids=ids, cache=self._cache), tokens)

    def _run(self, **inputs: Any) -> Any:
        with torch.inference_mode():
            return self._model(**inputs, use_cache=True)

    def _take(self, output: Any, tokens: Sequence[int]) -> torch.Tensor:
        self._cache = output.cache
        self._read += tokens
        self.fed += len(tokens)
        logits: torch.Tensor = output.logits[0].float()
        self._next = logits[-1]
        return logits


def unescaped(text: str, mark: str) -> int | None:
    """Where a mark stands first without a backslash before it that counts; null where it does not."""
    for found in re.finditer(re.escape(mark), text):
        before = text[: found.start()]
        if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            return found.start()
    return None


def _read_once(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Without the tokens, where their embeddings are given."""
    return {
        name: value for name, value in inputs.items() if name != "input_ids" or "inputs_embeds" not in inputs
    }


def _common(rows: Sequence[Sequence[int]]) -> int:
    """How many tokens all rows begin with."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False)))
