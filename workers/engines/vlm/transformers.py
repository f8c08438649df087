"""A video-language model in this process, from a folder on this machine, opened with transformers."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from workers.engines.settings import vlm_folder, vlm_showing, vlm_tokens
from workers.engines.vlm.base import Answer, Filled, Frame, abstain, all_spent
from workers.engines.vlm.filling import Filler, plain
from workers.engines.vlm.folders import folder_hash, ready_folder
from workers.engines.vlm.forms import Form
from workers.engines.vlm.moments import Moments, NotFilled
from workers.engines.vlm.prompts import Request, closed, to_fill
from workers.engines.vlm.showing import Showing
from workers.engines.waiting import let_threads_sleep
from workers.engines.weights import package_version
from workers.report import EngineUsed
from workers.tracks.answers import Value

T = TypeVar("T")

#: What a model may say of the picture that shows it.
SEEN_TOKENS = 40


class TransformersVlm:
    """The pictures come before the question; what a model has read of them serves the next question.

    Answers are not drawn but weighed (`weighing.py`): the confidence is the model's own probability.
    """

    NAME: ClassVar[str] = "transformers"

    def __init__(self, folder: Path | None = None) -> None:
        folder = ready_folder(folder or vlm_folder())
        let_threads_sleep()
        # Here, because torch is no part of an installation without such a model.
        from workers.engines.vlm.opened import open_model, why_failed  # noqa: PLC0415
        from workers.engines.vlm.weighing import Weigher  # noqa: PLC0415

        self._showing, self._tokens = vlm_showing(), vlm_tokens()
        self._why_failed = why_failed
        self._opened = open_model(folder, self._showing)
        self._weigher = Weigher(self._opened.model, self._opened.tokenizer)
        #: What was shown last: the same need not be read again.
        self._shown = ""
        self._fed_before = 0
        self._used = EngineUsed(
            kind="vlm",
            name=self.NAME,
            model=f"{folder.name} {folder_hash(folder)} {self._opened.precision}",
            version=package_version("transformers"),
        )

    @property
    def used(self) -> EngineUsed:
        return self._used

    @property
    def showing(self) -> Showing:
        return self._showing

    def answer(self, question: str, *, frames: Sequence[Frame]) -> Answer:
        asked = closed(question, frames, self._showing.times, as_video=self._showing.as_video)
        answer = self._about(asked, lambda: self._answer(asked.moments))
        if isinstance(answer, str):
            answer = abstain(answer)
        return replace(answer, prompt=asked.prompt, tokens=self._cost)

    def fill(self, request: str, *, form: Form, frames: Sequence[Frame]) -> Filled:
        asked = to_fill(request, form, frames, self._showing.times, as_video=self._showing.as_video)
        filler = Filler(self._weigher, asked.moments)
        values = self._about(asked, lambda: filler.fill(form))
        why_not = values if isinstance(values, str) else None
        return Filled(
            values=None if isinstance(values, str) else values,
            prompt=asked.prompt,
            tokens=self._cost,
            abstained=why_not,
        )

    @property
    def _cost(self) -> int:
        return self._weigher.fed - self._fed_before

    def _about(self, asked: Request, then: Callable[[], T]) -> T | str:
        """What comes of a question once the model has read it, or the sentence why nothing does."""
        self._fed_before = self._weigher.fed
        if self._fed_before >= self._tokens:
            return all_spent(self._tokens)
        try:
            return self._read(asked) or then()
        except NotFilled as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a model, the rest of a report stands
            self._weigher.forget()
            self._shown = ""
            return self._why_failed(error)

    def _answer(self, moments: Moments) -> Answer:
        value, confidence = self._chosen('{"answer": "', {f'{value}"': value for value in Value})
        if value is not Value.YES:
            return Answer(value=value, confidence=confidence)
        said = f'{{"answer": "{value}", "time_s": '
        name, _ = self._chosen(said, {f"{name},": name for name in moments.named})
        said += f'{name}, "seen": "'
        seen = plain(self._weigher.write(said, until='"', most=SEEN_TOKENS))
        return Answer(value=value, confidence=confidence, time_s=moments.named[name], seen=seen)

    def _read(self, asked: Request) -> str | None:
        """Lets the model read a question and its pictures; the sentence why it cannot, if so."""
        inputs = self._opened.inputs(asked)
        length = inputs["input_ids"].shape[1]
        if length + asked.most > self._opened.context:
            return (
                f"The question and its {len(asked.frames)} pictures take {length} tokens, and the model reads "
                f"{self._opened.context} at most: show fewer at once with CANDOR_VLM_FRAMES."
            )
        ids, shown = inputs["input_ids"][0].tolist(), _hash_of(asked.frames)
        shared = self._weigher.shared_with(ids) if shown == self._shown else 0
        if self._opened.has_pictures(ids[shared:]):
            shared = 0
        self._weigher.read(inputs, shared=shared)
        self._shown = shown
        return None

    def _chosen(self, said: str, options: dict[str, Any]) -> tuple[Any, float]:
        """What the likeliest option stands for, and its probability among them."""
        weights = self._weigher.weigh(said, list(options))
        likeliest = int(weights.argmax())
        return list(options.values())[likeliest], round(float(weights[likeliest]), 4)


def _hash_of(frames: Sequence[Frame]) -> str:
    digest = hashlib.sha256()
    for frame in frames:
        digest.update(f"{frame.time_s} {frame.picture.shape}".encode())
        digest.update(frame.picture.tobytes())
        digest.update(b"" if frame.sound is None else frame.sound.tobytes())
    return digest.hexdigest()
