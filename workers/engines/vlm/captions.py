"""Pictures told in words: a model says what each shows, and is then asked about what it said."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from workers.engines.vlm.base import Answer, Filled, Frame, VlmEngine, abstain
from workers.engines.vlm.forms import Form, Words
from workers.engines.vlm.showing import Feed, Showing
from workers.report import EngineUsed

CAPTION_CHARS = 240
REQUEST = (
    "What does this picture show? Say what is done in it and what can be seen, what changes soonest first."
)
FORM: Form = {"shows": Words(says="what the picture shows, in one sentence", most=CAPTION_CHARS)}


class Captioned:
    """An engine whose pictures are told in words: all of them (`captions`), or those that a caller wants
    worded (`both`). No picture is put into words twice.
    """

    NAME: ClassVar[str] = "captioned"

    def __init__(self, engine: VlmEngine) -> None:
        self._engine = engine
        self._known: dict[bytes, Filled] = {}

    @property
    def used(self) -> EngineUsed:
        return self._engine.used

    @property
    def showing(self) -> Showing:
        return self._engine.showing

    def answer(self, question: str, *, frames: Sequence[Frame]) -> Answer:
        told, cost, why_not = self._told(frames)
        if why_not is not None:
            return abstain(why_not, prompt=question, tokens=cost)
        answer = self._engine.answer(question, frames=told)
        return replace(answer, tokens=answer.tokens + cost)

    def fill(self, request: str, *, form: Form, frames: Sequence[Frame]) -> Filled:
        told, cost, why_not = self._told(frames)
        if why_not is not None:
            return Filled(values=None, prompt=request, tokens=cost, abstained=why_not)
        filled = self._engine.fill(request, form=form, frames=told)
        return replace(filled, tokens=filled.tokens + cost)

    def _told(self, frames: Sequence[Frame]) -> tuple[list[Frame], int, str | None]:
        """The frames as the model gets them, what wording them cost now, and why they cannot be, if so."""
        told, cost = [], 0
        for frame in frames:
            if not frame.worded and self.showing.feed is not Feed.CAPTIONS:
                told.append(frame)
                continue
            filled, spent = self._caption(frame)
            cost += spent
            if filled.values is None:
                return [], cost, filled.abstained
            told.append(replace(frame, worded=True, caption=filled.values["shows"]))
        return told, cost, None

    def _caption(self, frame: Frame) -> tuple[Filled, int]:
        key = hashlib.blake2b(f"{frame.picture.shape}".encode() + frame.picture.tobytes()).digest()
        if key in self._known:
            return self._known[key], 0
        filled = self._engine.fill(REQUEST, form=FORM, frames=[replace(frame, worded=False)])
        if filled.values is not None:
            self._known[key] = filled
        return filled, filled.tokens
