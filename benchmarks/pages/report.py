"""An hour's report as long ones are: 500 findings with evidence, 20,000 words, 2,000 lines of the screen."""

import hashlib

from workers.report import (
    SCHEMA,
    BriefFacts,
    CheckName,
    CheckResult,
    CheckStatus,
    Coverage,
    EngineUsed,
    Evidence,
    EvidenceKind,
    Finding,
    MadeBy,
    Outcome,
    RecordingFacts,
    Report,
    Severity,
)
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack
from workers.tracks.speech import SpeechTrack, Word
from workers.tracks.text import TextLine, TextTrack

DURATION_S = 3600.0
WORDS = 20_000
LINES = 2_000
_ASR = EngineUsed(kind="asr", name="pocketsphinx", model="en-us", version="5.1.1")
_VAD = EngineUsed(kind="vad", name="silero", model="silero-vad", version="6")
_OCR = EngineUsed(kind="ocr", name="rapidocr", model="PP-OCRv6 small", version="3.5.0")
_SPOKEN = [
    "so",
    "the",
    "running",
    "total",
    "is",
    "divided",
    "by",
    "the",
    "size",
    "of",
    "the",
    "window",
    "and",
    "we",
    "print",
    "it",
]
_FACTS = RecordingFacts(
    sha256="0123456789abcdef" * 4,
    duration_s=DURATION_S,
    width=1920,
    height=1080,
    video_codec="h264",
    audio_codec="aac",
    rotation=0,
)


def a_long_report(findings: int) -> Report:
    return Report(
        schema=SCHEMA,
        recording=_FACTS,
        brief=BriefFacts(sha256="b" * 64, profile="education"),
        outcome=Outcome.NEEDS_REVIEW,
        checks=tuple(_check(name) for name in CheckName),
        findings=tuple(_finding(number, DURATION_S * number / findings) for number in range(findings)),
        steps=(),
        made_by=MadeBy(candor="0.1.0", tracks=1, settings_sha256="c" * 64),
    )


def long_tracks() -> RecordingTracks:
    return RecordingTracks(source=_source(), activity=_activity(), text=_text(), speech=_speech())


def _check(name: CheckName) -> CheckResult:
    return CheckResult(
        check=name,
        status=CheckStatus.COMPLETED,
        optional=False,
        message="",
        engines=(),
        coverage=Coverage(examined_s=DURATION_S),
        seconds=1.0,
    )


def _finding(number: int, start_s: float) -> Finding:
    return Finding(
        id=hashlib.sha256(f"{number}".encode()).hexdigest()[:16],
        check=CheckName.TEXT,
        code="text.forbidden_shown",
        severity=Severity.MAJOR,
        confidence=0.93,
        start_s=start_s,
        end_s=start_s + 5,
        message="A text that was not allowed was shown.",
        params={"wanted": "ChatGPT"},
        evidence=(_evidence(start_s), _evidence(start_s + 2)),
        counter_evidence=(_evidence(start_s + 4),),
    )


def _evidence(at_s: float) -> Evidence:
    return Evidence(
        kind=EvidenceKind.TEXT,
        start_s=at_s,
        end_s=at_s + 0.5,
        box=(0.3, 0.2, 0.25, 0.05),
        text="Ask ChatGPT anything",
        image=f"evidence/{at_s:.1f}.jpg",
    )


def _source() -> SourceTrack:
    return SourceTrack(
        facts=_FACTS,
        container="mp4",
        stated_s=DURATION_S,
        read_s=DURATION_S,
        truncated=False,
        video=True,
        audio=True,
    )


def _activity() -> ActivityTrack:
    spans = [Span(start_s=float(at), end_s=float(at + 10)) for at in range(0, 3600, 10)]
    return ActivityTrack(
        camera=None,
        jumps=(),
        freezes=(),
        black=(),
        repeats=(),
        gaps=(),
        stills=tuple(Still(span=span, image=f"still-{number}.jpg") for number, span in enumerate(spans)),
        motion_step_s=0.5,
        motion=tuple(0.05 + 0.04 * (index % 7) for index in range(7200)),
    )


def _text() -> TextTrack:
    step_s = DURATION_S / LINES
    lines = (
        TextLine(
            text=f"total_{number} = sum(values[{number}:]) / window",
            confidence=0.97,
            box=Box(x=0.1, y=0.2, width=0.3, height=0.04),
            spans=(Span(start_s=number * step_s, end_s=number * step_s + 30),),
        )
        for number in range(LINES)
    )
    return TextTrack(engine=_OCR, lines=tuple(lines))


def _speech() -> SpeechTrack:
    step_s = DURATION_S / WORDS
    words = (
        Word(
            text=_SPOKEN[number % len(_SPOKEN)],
            start_s=number * step_s,
            end_s=number * step_s + 0.1,
            confidence=0.7,
        )
        for number in range(WORDS)
    )
    speech = tuple(Span(start_s=float(at), end_s=at + 12.0) for at in range(0, 3600, 20))
    return SpeechTrack(engine=_ASR, vad=_VAD, language="en", rough=True, speech=speech, words=tuple(words))
