"""A video-language model in this process, from a folder on this machine, opened with transformers."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from workers.engines.settings import vlm_folder, vlm_frames, vlm_tokens
from workers.engines.vlm.base import Answer, Frame, abstain
from workers.engines.vlm.folders import ready_folder, weights_hash
from workers.engines.vlm.prompts import whole_prompt, written_time
from workers.engines.weights import package_version
from workers.report import EngineUsed
from workers.tracks.answers import Value

#: What a model may say of the picture that shows it.
SEEN_TOKENS = 40
#: No answer takes more tokens than that after its prompt.
REPLY_TOKENS = 200


class TransformersVlm:
    """The pictures come before the question; what a model has read of them serves the next question.

    Answers are not drawn but weighed (`weighing.py`): the confidence is the model's own probability.
    """

    NAME: ClassVar[str] = "transformers"

    def __init__(self, folder: Path | None = None) -> None:
        folder = ready_folder(folder or vlm_folder())
        # Here, because torch is no part of an installation without such a model.
        from workers.engines.vlm.opened import open_model  # noqa: PLC0415
        from workers.engines.vlm.weighing import Weigher  # noqa: PLC0415

        self._opened = open_model(folder)
        self._weigher = Weigher(self._opened.model, self._opened.tokenizer)
        self._frames, self._tokens = vlm_frames(), vlm_tokens()
        #: What was shown last: the same need not be read again.
        self._shown = ""
        self._used = EngineUsed(
            kind="vlm",
            name=self.NAME,
            model=f"{folder.name} {weights_hash(folder)}",
            version=package_version("transformers"),
        )

    @property
    def used(self) -> EngineUsed:
        return self._used

    @property
    def frames_at_once(self) -> int:
        return self._frames

    def answer(self, question: str, *, frames: Sequence[Frame]) -> Answer:
        prompt, before = whole_prompt(question), self._weigher.fed
        if before >= self._tokens:
            why = f"The {self._tokens} tokens that one recording may cost were spent."
            return abstain(why, prompt=prompt)
        try:
            answer = self._answer(question, frames)
        except RuntimeError as error:
            # Torch raises it for memory that runs out, and for whatever else goes wrong in a model.
            self._weigher.forget()
            self._shown = ""
            answer = abstain(self._opened.why_failed(error))
        return replace(answer, prompt=prompt, tokens=self._weigher.fed - before)

    def _answer(self, question: str, frames: Sequence[Frame]) -> Answer:
        inputs = self._opened.inputs(question, frames)
        length = inputs["input_ids"].shape[1]
        if length + REPLY_TOKENS > self._opened.context:
            return abstain(
                f"The question and its {len(frames)} pictures take {length} tokens, and the model reads "
                f"{self._opened.context} at most: show fewer at once with CANDOR_VLM_FRAMES."
            )
        self._read(inputs, _hash_of(frames))
        value, confidence = self._chosen('{"answer": "', {f'{value}"': value for value in Value})
        if value is not Value.YES:
            return Answer(value=value, confidence=confidence)
        said = f'{{"answer": "{value}", "time_s": '
        moment, _ = self._chosen(said, {f"{written_time(frame.time_s)},": frame.time_s for frame in frames})
        said += f'{written_time(moment)}, "seen": "'
        seen = self._weigher.write(said, until='"', most=SEEN_TOKENS)
        return Answer(value=value, confidence=confidence, time_s=moment, seen=seen)

    def _read(self, inputs: Any, shown: str) -> None:
        ids = inputs["input_ids"][0].tolist()
        shared = self._weigher.shared_with(ids) if shown == self._shown else 0
        if self._opened.has_pictures(ids[shared:]):
            shared = 0
        self._weigher.read(inputs, shared=shared)
        self._shown = shown

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
    return digest.hexdigest()
