"""Tracks to judge: a recording of one minute with picture and sound, and what a test puts into it."""

from collections.abc import Sequence
from typing import Any

from tests.factories.reports import ASR, FACE, OCR, VAD
from workers.brief import SCHEMA, Brief, Instructions, LoadedBrief, Step
from workers.report import Gap, RecordingFacts
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still
from workers.tracks.faces import FacesTrack
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack
from workers.tracks.speech import Heard, PhraseTrack, PhraseTrial, SpeechTrack, Word
from workers.tracks.text import TextLine, TextTrack

LENGTH_S = 60.0
LINE_HEIGHT = 0.03
LINE_STEP = 0.04


def a_span(start_s: float = 0.0, end_s: float = LENGTH_S) -> Span:
    return Span(start_s=start_s, end_s=end_s)


def a_line(
    text: str,
    *spans: tuple[float, float],
    x: float = 0.1,
    row: float = 0.0,
    confidence: float = 0.95,
    contrast: float = 0.9,
    height: float = LINE_HEIGHT,
) -> TextLine:
    """A line at a row (0 is the uppermost), standing all the time where no spans are given."""
    return TextLine(
        text=text,
        confidence=confidence,
        box=Box(x=x, y=0.05 + row * LINE_STEP, width=0.008 * len(text), height=height),
        spans=tuple(a_span(*span) for span in spans or [(0.0, LENGTH_S)]),
        contrast=contrast,
    )


def paragraph(
    *texts: str, span: tuple[float, float] = (0.0, LENGTH_S), x: float = 0.1, row: float = 0.0
) -> list[TextLine]:
    """Lines under each other."""
    return [a_line(text, span, x=x, row=row + place) for place, text in enumerate(texts)]


def a_text_track(
    lines: Sequence[TextLine], *, gaps: Sequence[tuple[float, float]] = (), **overrides: Any
) -> TextTrack:
    unread = tuple(Gap(start_s=start_s, end_s=end_s, why="unread") for start_s, end_s in gaps)
    return TextTrack(engine=OCR, lines=tuple(lines), gaps=unread, **overrides)


def a_speech_track(words: Sequence[Word] = (), **overrides: Any) -> SpeechTrack:
    values: dict[str, Any] = {
        "engine": ASR,
        "vad": VAD,
        "language": "en",
        "rough": False,
        "speech": (),
        "words": tuple(words),
    }
    return SpeechTrack(**(values | overrides))


def words(text: str, *, start_s: float = 10.0) -> list[Word]:
    """One word each half second."""
    return [
        Word(text=word, start_s=start_s + place / 2, end_s=start_s + place / 2 + 0.4, confidence=0.8)
        for place, word in enumerate(text.split())
    ]


def a_trial(phrase: str, heard: Heard, *, span: Span | None = None) -> PhraseTrial:
    return PhraseTrial(
        phrase=phrase,
        heard=heard,
        margin=0.0,
        spoken_from=1.0,
        missing_below=-1.0,
        span=span,
        best_decoy="",
        confidence=0.8,
    )


def phrases(*trials: PhraseTrial) -> PhraseTrack:
    return PhraseTrack(engine=ASR, trials=trials)


def a_source(**overrides: Any) -> SourceTrack:
    facts = RecordingFacts(
        sha256="0" * 64,
        duration_s=LENGTH_S,
        width=1280,
        height=720,
        video_codec="h264",
        audio_codec="aac",
        rotation=0,
    )
    values: dict[str, Any] = {
        "facts": facts,
        "container": "mp4",
        "stated_s": LENGTH_S,
        "read_s": LENGTH_S,
        "truncated": False,
        "video": True,
        "audio": True,
    }
    return SourceTrack(**(values | overrides))


def an_activity(**overrides: Any) -> ActivityTrack:
    values: dict[str, Any] = {
        "camera": None,
        "jumps": (),
        "freezes": (),
        "black": (),
        "repeats": (),
        "gaps": (),
        "stills": (
            Still(span=a_span(0.0, 20.0), image="still-1.png"),
            Still(span=a_span(20.0, LENGTH_S), image="still-2.png"),
        ),
        "motion_step_s": 1.0,
        "motion": (),
    }
    return ActivityTrack(**(values | overrides))


def a_recording(lines: Sequence[TextLine] = (), **overrides: Any) -> RecordingTracks:
    """A whole recording with these lines on the screen, and nothing said."""
    values: dict[str, Any] = {
        "source": a_source(),
        "activity": an_activity(),
        "text": a_text_track(lines),
        "speech": a_speech_track(),
        "phrases": phrases(),
        "faces": FacesTrack(engine=FACE, camera=None, tracks=(), distances=(), looked_s=()),
    }
    return RecordingTracks(**(values | overrides))


def a_task(**overrides: Any) -> Brief:
    """A brief that asks for nothing but what is given."""
    return Brief(schema=SCHEMA, **overrides)


def steps(*given: Step, ordered: bool = False) -> Instructions:
    return Instructions(steps=given, ordered=ordered)


def a_step(step_id: str, *expect_text: str, **overrides: Any) -> Step:
    values: dict[str, Any] = {"id": step_id, "instruction": f"Show {step_id}", "expect_text": expect_text}
    return Step(**(values | overrides))


def loaded(brief: Brief) -> LoadedBrief:
    return LoadedBrief(brief=brief, sha256="b" * 64)
