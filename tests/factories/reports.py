"""Reports, briefs and tracks to test with: small, plain, and with no surprises."""

import hashlib
from dataclasses import replace
from typing import Any

from workers.brief import SCHEMA as BRIEF_SCHEMA
from workers.brief import Brief, Identity, Instructions, Step, Variant, Wording
from workers.codes import SEVERITIES
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
    Gap,
    MadeBy,
    Outcome,
    RecordingFacts,
    Report,
    StepOutcome,
    StepResult,
)
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still
from workers.tracks.faces import FacesTrack, FaceTrack, Place
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack
from workers.tracks.speech import SpeechTrack, Word
from workers.tracks.text import TextLine, TextTrack

DURATION_S = 120.0
OCR = EngineUsed(kind="ocr", name="rapidocr", model="PP-OCRv6 small", version="3.5.0")
ASR = EngineUsed(kind="asr", name="pocketsphinx", model="en-us", version="5.1.1")
VAD = EngineUsed(kind="vad", name="silero", model="silero-vad", version="6")
FACE = EngineUsed(kind="face", name="dlib", model="resnet v1", version="20.0.0")


def a_brief(**overrides: Any) -> Brief:
    values: dict[str, Any] = {
        "schema": BRIEF_SCHEMA,
        "title": "Moving average",
        "variant": Variant(code="K7QX-204M", phrase="amber river seven"),
        "identity": Identity(),
        "text": Wording(required=("def moving_average",), forbidden=("ChatGPT",)),
        "instructions": Instructions(
            steps=(
                Step(id="editor", instruction="Write the function in the editor"),
                Step(id="run", instruction="Run the program and show its output", after=("editor",)),
                Step(id="explain", instruction="Explain the result in your own words"),
            ),
            ordered=True,
        ),
    }
    return Brief(**(values | overrides))


def a_finding(code: str = "text.forbidden_shown", **overrides: Any) -> Finding:
    start_s = overrides.get("start_s", 42.0)
    params = {"wanted": "ChatGPT"} if code == "text.forbidden_shown" else {}
    values: dict[str, Any] = {
        "id": hashlib.sha256(f"{code}{start_s}".encode()).hexdigest()[:16],
        "check": CheckName(code.split(".", maxsplit=1)[0]),
        "code": code,
        "severity": SEVERITIES[code],
        "confidence": 0.93,
        "start_s": start_s,
        "end_s": None if start_s is None else start_s + 6.5,
        "message": f"message of {code}",
        "params": params,
        "evidence": () if start_s is None else (some_text(start_s),),
    }
    return Finding(**(values | overrides))


def some_text(at_s: float = 42.0, **overrides: Any) -> Evidence:
    """Evidence of kind text."""
    values: dict[str, Any] = {
        "kind": EvidenceKind.TEXT,
        "start_s": at_s,
        "end_s": at_s + 0.5,
        "box": (0.3, 0.2, 0.25, 0.05),
        "text": "Ask ChatGPT anything",
        "image": "evidence/text.jpg",
    }
    return Evidence(**(values | overrides))


def a_check(name: str = "text", **overrides: Any) -> CheckResult:
    values: dict[str, Any] = {
        "check": CheckName(name),
        "status": CheckStatus.COMPLETED,
        "optional": False,
        "message": "",
        "engines": {"text": (OCR,), "speech": (ASR, VAD), "identity": (FACE,)}.get(name, ()),
        "coverage": Coverage(examined_s=DURATION_S),
        "seconds": 1.5,
    }
    return CheckResult(**(values | overrides))


def some_checks() -> tuple[CheckResult, ...]:
    """Every check, one of them without a conclusion and with a gap."""
    return tuple(a_check(name) if name != "speech" else _unsure_speech() for name in CheckName)


def _unsure_speech() -> CheckResult:
    gap = Gap(start_s=80.0, end_s=95.0, why="there is no sound in this part")
    return a_check(
        "speech",
        status=CheckStatus.INCONCLUSIVE,
        message="The phrase could be neither made out nor ruled out.",
        coverage=Coverage(examined_s=DURATION_S - 15, gaps=(gap,)),
    )


def a_step(step_id: str = "editor", **overrides: Any) -> StepResult:
    values: dict[str, Any] = {
        "id": step_id,
        "outcome": StepOutcome.FOLLOWED,
        "confidence": 0.9,
        "start_s": 10.0,
        "end_s": 30.0,
    }
    return StepResult(**(values | overrides))


def a_report(**overrides: Any) -> Report:
    """A report of two minutes with one finding, three steps and a check without a conclusion."""
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "recording": some_facts(),
        "brief": BriefFacts(sha256="b" * 64, profile="education"),
        "outcome": Outcome.INCOMPLETE,
        "checks": some_checks(),
        "findings": (a_finding(),),
        "steps": (
            a_step("editor"),
            a_step("run", start_s=50.0, end_s=70.0),
            a_step("explain", outcome=StepOutcome.UNCLEAR, start_s=None, end_s=None, message="Not clear."),
        ),
        "made_by": MadeBy(candor="0.1.0", tracks=1, settings_sha256="c" * 64),
    }
    return Report(**(values | overrides))


def some_facts(**overrides: Any) -> RecordingFacts:
    values: dict[str, Any] = {
        "sha256": "0123456789abcdef" * 4,
        "duration_s": DURATION_S,
        "width": 1280,
        "height": 720,
        "video_codec": "h264",
        "audio_codec": "aac",
        "rotation": 0,
    }
    return RecordingFacts(**(values | overrides))


def an_unreadable_report() -> Report:
    """A file that is no recording: no length, no picture, nothing examined."""
    facts = some_facts(duration_s=None, width=None, height=None, video_codec=None, audio_codec=None)
    failed = a_check(
        "recording",
        status=CheckStatus.FAILED,
        message="The file holds text, not a recording.",
        coverage=Coverage(examined_s=0.0),
    )
    finding = a_finding(
        "recording.unreadable",
        start_s=None,
        evidence=(Evidence(kind=EvidenceKind.CONTAINER, start_s=None, end_s=None, text="plain text"),),
    )
    return a_report(recording=facts, checks=(failed,), findings=(finding,), steps=())


def some_tracks(**overrides: Any) -> RecordingTracks:
    """Tracks of two minutes: speech in two stretches, three states of the screen, one person."""
    values: dict[str, Any] = {
        "source": some_source(),
        "activity": some_activity(),
        "text": TextTrack(engine=OCR, lines=some_lines()),
        "speech": some_speech(),
        "faces": some_faces(),
    }
    return RecordingTracks(**(values | overrides))


def some_source(**overrides: Any) -> SourceTrack:
    values: dict[str, Any] = {
        "facts": some_facts(),
        "container": "mp4",
        "stated_s": DURATION_S,
        "read_s": DURATION_S,
        "truncated": False,
        "video": True,
        "audio": True,
    }
    return SourceTrack(**(values | overrides))


def some_activity() -> ActivityTrack:
    stills = [(0.0, 40.0), (40.0, 75.0), (75.0, DURATION_S)]
    return ActivityTrack(
        camera=Box(x=0.78, y=0.72, width=0.2, height=0.25),
        jumps=(),
        freezes=(),
        black=(),
        repeats=(),
        gaps=(),
        stills=tuple(
            Still(span=Span(start_s=start, end_s=end), image=f"still-{number}.jpg")
            for number, (start, end) in enumerate(stills)
        ),
        motion_step_s=0.5,
        motion=tuple(0.05 + 0.04 * (index % 7) for index in range(240)),
    )


def some_lines() -> tuple[TextLine, ...]:
    spans = (Span(start_s=12.0, end_s=40.0),)
    box = Box(x=0.1, y=0.2, width=0.3, height=0.04)
    line = TextLine(text="def moving_average(values, window):", confidence=0.97, box=box, spans=spans)
    return (line, replace(line, text="Ask ChatGPT anything", spans=(Span(start_s=42.0, end_s=48.5),)))


def some_speech(words: int = 120) -> SpeechTrack:
    spoken = ["so", "the", "running", "total", "is", "divided", "by", "the", "size", "of", "the", "window"]
    return SpeechTrack(
        engine=ASR,
        vad=VAD,
        language="en",
        rough=True,
        speech=(Span(start_s=5.0, end_s=60.0), Span(start_s=96.0, end_s=115.0)),
        words=tuple(
            Word(
                text=spoken[index % len(spoken)],
                start_s=5 + index * 0.45,
                end_s=5.4 + index * 0.45,
                confidence=0.7,
            )
            for index in range(words)
        ),
    )


def some_faces() -> FacesTrack:
    track = FaceTrack(
        id=0,
        person=0,
        place=Place.CAMERA,
        spans=(Span(start_s=0.0, end_s=70.0), Span(start_s=78.0, end_s=DURATION_S)),
        box=Box(x=0.83, y=0.76, width=0.08, height=0.12),
        observations=220,
        confidence=0.98,
    )
    return FacesTrack(
        engine=FACE,
        camera=Box(x=0.78, y=0.72, width=0.2, height=0.25),
        tracks=(track,),
        distances=((0.0,),),
        looked_s=tuple(index / 2 for index in range(240)),
    )
