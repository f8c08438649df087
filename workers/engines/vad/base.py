"""What a voice activity detector owes."""

from typing import ClassVar, Protocol

from workers.media.pictures import Sound
from workers.report import EngineUsed
from workers.spans import Span


class VadEngine(Protocol):
    NAME: ClassVar[str]

    @property
    def used(self) -> EngineUsed: ...

    def speech_spans(self, sound: Sound) -> list[Span]:
        """Where a voice is heard, in order of time. Raises EngineFailed."""
        ...
