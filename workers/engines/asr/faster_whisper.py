"""Speech recognition by faster-whisper (MIT): Whisper on CTranslate2, from a folder on this machine."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from workers.engines.asr.reading import trial_from_words
from workers.engines.settings import threads, whisper_folder
from workers.engines.weights import name_weights, package_version
from workers.errors import EngineFailed, EngineUnavailable
from workers.media.pictures import Sound, as_floats
from workers.report import EngineUsed
from workers.spans import Span, merge_spans
from workers.tracks.speech import PhraseTrial, Word

#: Whisper hears 30 s at a time; stretches of speech are put together up to this.
_STRETCH_S = 28.0
#: Files without which faster-whisper would ask a hub, or fail.
_NEEDED_FILES = ("model.bin", "config.json", "tokenizer.json")


class FasterWhisperAsr:
    """Hears only the speech spans, each stretch by itself: what is heard in one place does not
    depend on what was heard before (`condition_on_previous_text` is off, the temperature 0).
    """

    NAME: ClassVar[str] = "faster-whisper"
    ROUGH: ClassVar[bool] = False

    def __init__(self, folder: Path | None = None) -> None:
        folder = ready_folder(folder or whisper_folder())
        self._model = _open_model(folder)
        #: The last sound, language and spans that were heard without a vocabulary, and the words: a brief
        #: tries several phrases on one sound.
        self._plain: tuple[NDArray[np.int16], tuple[str, tuple[Span, ...]], list[Word]] | None = None
        self._used = EngineUsed(
            kind="asr",
            name=self.NAME,
            model=f"{folder.name}/{name_weights(folder / 'model.bin')}",
            version=package_version("faster-whisper"),
        )

    @property
    def used(self) -> EngineUsed:
        return self._used

    def speaks(self, language: str) -> bool:
        """Whether the loaded model knows this language (BCP 47)."""
        return _primary(language) in self._model.supported_languages

    def transcribe(
        self, sound: Sound, *, language: str, speech: Sequence[Span], vocabulary: Sequence[str]
    ) -> list[Word]:
        """Words inside the given speech spans, in order of time. Raises EngineFailed.

        `vocabulary` makes its words likelier wherever something like them is said: give it names
        and terms, never a text whose being said is in question.
        """
        spans = merge_spans(list(speech))
        found: list[Word] = []
        for stretch in _stretches(spans):
            found += self._words_of(sound, stretch, language=language, vocabulary=vocabulary)
        return [word for word in found if _is_within(word, spans)]

    def learns(self, vocabulary: Sequence[str]) -> tuple[str, ...]:
        """All of it: its words become likelier wherever something similar is said."""
        return tuple(vocabulary)

    def try_phrase(self, sound: Sound, *, phrase: str, language: str, speech: Sequence[Span]) -> PhraseTrial:
        """The phrase against decoys in what was heard without knowing either. Raises EngineFailed."""
        words = self._plain_words(sound, language, tuple(speech))
        return trial_from_words(words, phrase=phrase, language=_primary(language))

    def _plain_words(self, sound: Sound, language: str, speech: tuple[Span, ...]) -> list[Word]:
        """Words heard without any vocabulary; the last ones are remembered for the next phrase."""
        known = self._plain
        if known is None or known[0] is not sound.samples or known[1] != (language, speech):
            words = self.transcribe(sound, language=language, speech=speech, vocabulary=())
            self._plain = known = (sound.samples, (language, speech), words)
        return known[2]

    def _words_of(
        self, sound: Sound, stretch: Span, *, language: str, vocabulary: Sequence[str]
    ) -> Iterator[Word]:
        samples = as_floats(sound.cut(stretch))
        try:
            segments, _ = self._model.transcribe(
                samples,
                language=_primary(language),
                task="transcribe",
                temperature=0.0,
                word_timestamps=True,
                condition_on_previous_text=False,
                vad_filter=False,
                hotwords=", ".join(vocabulary) or None,
            )
            heard = [word for segment in segments for word in segment.words or ()]
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"faster-whisper failed to hear: {error}") from error
        return _words(heard, stretch)


def _words(heard: Sequence[Any], stretch: Span) -> Iterator[Word]:
    """Words in recording time, in order and inside the stretch."""
    earliest_s = stretch.start_s
    for word in heard:
        start_s = min(max(earliest_s, stretch.start_s + float(word.start)), stretch.end_s)
        end_s = min(max(start_s, stretch.start_s + float(word.end)), stretch.end_s)
        earliest_s = start_s
        text = word.word.strip()
        if text:
            confidence = round(float(word.probability), 4)
            yield Word(text=text, start_s=start_s, end_s=end_s, confidence=confidence)


def _is_within(word: Word, spans: Sequence[Span]) -> bool:
    """Whisper fills silence with likely sentences: a word counts where a voice was heard."""
    middle_s = (word.start_s + word.end_s) / 2
    return any(span.start_s <= middle_s <= span.end_s for span in spans)


def _stretches(spans: Sequence[Span]) -> list[Span]:
    """Neighbouring spans put together, with the pauses between them, up to what Whisper hears at once."""
    found: list[Span] = []
    for span in spans:
        if found and span.end_s - found[-1].start_s <= _STRETCH_S:
            found[-1] = Span(start_s=found[-1].start_s, end_s=span.end_s)
        else:
            found.append(span)
    return found


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def ready_folder(folder: Path | None) -> Path:
    """The folder, if it holds a whole model. Raises EngineUnavailable."""
    if folder is None:
        raise EngineUnavailable(
            "faster-whisper has no weights on this machine; fetch them with "
            "`candor engines get asr/small`, or name their folder in CANDOR_WHISPER_MODEL."
        )
    missing = [name for name in _NEEDED_FILES if not (folder / name).is_file()]
    if missing:
        raise EngineUnavailable(
            f"The Whisper folder {folder} lacks {', '.join(missing)}; a whole one is fetched with "
            "`candor engines get asr/small`."
        )
    return folder


def _open_model(folder: Path) -> Any:
    try:
        import ctranslate2  # noqa: PLC0415 - loaded on use
        from faster_whisper import WhisperModel  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise EngineUnavailable(
            f"faster-whisper cannot be loaded ({error}); install it with: pip install faster-whisper."
        ) from error
    on_gpu = ctranslate2.get_cuda_device_count() > 0
    try:
        return WhisperModel(
            str(folder),
            device="cuda" if on_gpu else "cpu",
            compute_type="float16" if on_gpu else "int8",
            cpu_threads=threads(),
            local_files_only=True,
        )
    except (RuntimeError, ValueError) as error:
        raise EngineUnavailable(f"The Whisper folder {folder} cannot be loaded: {error}.") from error
