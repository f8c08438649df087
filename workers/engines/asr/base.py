"""What a speech recogniser owes."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from workers.media.pictures import Sound
from workers.report import EngineUsed
from workers.spans import Span
from workers.tracks.speech import PhraseTrial, Word


class AsrEngine(Protocol):
    NAME: ClassVar[str]
    #: The free transcript is too weak for an absent word to mean anything.
    ROUGH: ClassVar[bool]

    @property
    def used(self) -> EngineUsed: ...

    def speaks(self, language: str) -> bool:
        """Whether the loaded model knows this language (BCP 47)."""
        ...

    def learns(self, vocabulary: Sequence[str]) -> tuple[str, ...]:
        """What of a vocabulary changes how this engine hears, in the order in which it is told."""
        ...

    def transcribe(
        self, sound: Sound, *, language: str, speech: Sequence[Span], vocabulary: Sequence[str]
    ) -> list[Word]:
        """Words inside the given speech spans, in order of time. Raises EngineFailed."""
        ...

    def try_phrase(self, sound: Sound, *, phrase: str, language: str, speech: Sequence[Span]) -> PhraseTrial:
        """The phrase against decoys, over the given speech spans. Raises EngineFailed."""
        ...
