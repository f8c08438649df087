"""A video-language model behind OpenAI's chat interface: vLLM, SGLang, `transformers serve`, or hosted."""

import base64
import io
import wave
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from workers.engines.settings import VlmSettings, vlm_settings, vlm_showing
from workers.engines.vlm.base import Answer, Filled, Frame, abstain, all_spent
from workers.engines.vlm.destinations import destination_of, read_hosts
from workers.engines.vlm.forms import Form, checked
from workers.engines.vlm.moments import NotFilled
from workers.engines.vlm.prompts import Request, closed, picture_of, to_fill
from workers.engines.vlm.replies import parsed, read_reply
from workers.engines.vlm.server import Refused, Server
from workers.engines.vlm.showing import Showing
from workers.engines.vlm.video import for_server, videos_of
from workers.errors import EngineFailed, EngineUnavailable
from workers.media.pictures import SOUND_RATE_HZ
from workers.report import EngineUsed

QUALITY = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    text: str = ""
    tokens: int = 0
    abstained: str | None = None


class OpenAiVlm:
    """The pictures come before the question, so that a server keeps them for the next one."""

    NAME: ClassVar[str] = "openai"

    def __init__(self) -> None:
        self._settings: VlmSettings = vlm_settings()
        self._showing = _without_averages(vlm_showing())
        destination = destination_of(self._settings.url, read_hosts(self._settings.hosts))
        self._server = Server(destination, key=self._settings.key)
        self._shown = destination.shown
        self._has_schema = True
        self._spent = 0

    @property
    def used(self) -> EngineUsed:
        return EngineUsed(kind="vlm", name=self.NAME, model=self._settings.model, version=self._shown)

    @property
    def showing(self) -> Showing:
        return self._showing

    def answer(self, question: str, *, frames: Sequence[Frame]) -> Answer:
        asked = closed(question, frames, self._showing.times, as_video=self._showing.as_video)
        said = self._say(asked)
        if said.abstained is not None:
            return abstain(said.abstained, prompt=asked.prompt, tokens=said.tokens)
        try:
            return replace(read_reply(said.text, asked.moments), prompt=asked.prompt, tokens=said.tokens)
        except NotFilled as error:
            return abstain(str(error), prompt=asked.prompt, tokens=said.tokens)

    def fill(self, request: str, *, form: Form, frames: Sequence[Frame]) -> Filled:
        asked = to_fill(request, form, frames, self._showing.times, as_video=self._showing.as_video)
        said = self._say(asked)
        values, abstained = None, said.abstained
        if abstained is None:
            try:
                values = checked(parsed(said.text), form, asked.moments)
            except NotFilled as error:
                abstained = str(error)
        return Filled(values=values, prompt=asked.prompt, tokens=said.tokens, abstained=abstained)

    def _say(self, asked: Request) -> _Said:
        """What the server's model says to that, or why nothing came."""
        if self._spent >= self._settings.tokens:
            return _Said(abstained=all_spent(self._settings.tokens))
        tokens = 0
        try:
            reply = self._ask(self._body(asked), asked.schema)
            tokens = _tokens_of(reply)
            self._spent += tokens
            return _Said(text=_text_of(reply), tokens=tokens)
        except (EngineFailed, NotFilled) as error:
            return _Said(tokens=tokens, abstained=str(error))

    def _ask(self, body: dict[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
        if not self._has_schema:
            return self._server.ask(body)
        form = {"name": "answer", "schema": schema, "strict": True}
        try:
            return self._server.ask(body | {"response_format": {"type": "json_schema", "json_schema": form}})
        except Refused as error:
            if error.status not in {400, 422}:
                raise
            # Servers without schemas refuse the field; the form is asked for in words as well.
            reply = self._server.ask(body)
            self._has_schema = False
            return reply

    def _body(self, asked: Request) -> dict[str, Any]:
        return {
            "model": self._settings.model,
            "messages": [
                {"role": "system", "content": asked.system},
                {"role": "user", "content": [*_shown(asked), {"type": "text", "text": asked.question}]},
            ],
            "temperature": 0,
            "seed": 0,
            "max_tokens": asked.most,
        }


def _without_averages(showing: Showing) -> Showing:
    if showing.feed.averages:
        raise EngineUnavailable(
            f"A server takes pictures whole: CANDOR_VLM_FEED={showing.feed} needs --vlm transformers."
        )
    return showing


def _shown(asked: Request) -> list[dict[str, Any]]:
    if asked.as_video:
        return [
            {"type": "video_url", "video_url": {"url": for_server(frames)}}
            for frames in videos_of(asked.frames)
        ]
    return [
        part for frame, label in zip(asked.frames, asked.labels, strict=True) for part in _parts(frame, label)
    ]


def _parts(frame: Frame, label: str) -> list[dict[str, Any]]:
    return [
        {"type": "text", "text": label},
        {"type": "image_url", "image_url": {"url": _data_url(frame)}},
        *_heard(frame),
    ]


def _heard(frame: Frame) -> Iterator[dict[str, Any]]:
    if frame.sound is not None:
        yield {"type": "input_audio", "input_audio": {"data": _wave(frame.sound), "format": "wav"}}


def _wave(sound: NDArray[np.int16]) -> str:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(SOUND_RATE_HZ)
        written.writeframes(sound.astype("<i2").tobytes())
    return base64.b64encode(file.getvalue()).decode()


def _data_url(frame: Frame) -> str:
    file = io.BytesIO()
    picture_of(frame).save(file, "JPEG", quality=QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"


def _text_of(reply: dict[str, Any]) -> str:
    try:
        choice = reply["choices"][0]
        text = choice["message"]["content"]
    except (KeyError, IndexError, TypeError) as error:
        raise NotFilled("The server's reply holds no answer.") from error
    if choice.get("finish_reason") == "length":
        raise NotFilled("The model's answer was cut off.")
    if not isinstance(text, str):
        raise NotFilled("The model declined to answer.")
    return text


def _tokens_of(reply: dict[str, Any]) -> int:
    """What the answer cost: what the server had kept of the prompt, where it says so, cost nothing."""
    usage = reply.get("usage")
    if not isinstance(usage, dict):
        return 0
    details = usage.get("prompt_tokens_details")
    kept = _count(details.get("cached_tokens")) if isinstance(details, dict) else 0
    return max(0, _count(usage.get("total_tokens")) - kept)


def _count(stated: object) -> int:
    return stated if isinstance(stated, int) and stated >= 0 else 0
