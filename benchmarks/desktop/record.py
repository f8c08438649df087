"""A plan as files: recording.mp4 and brief.toml."""

import json
import tempfile
import wave
from pathlib import Path

import numpy as np

from benchmarks.desktop.acting import Actor, browser
from benchmarks.desktop.pages import FORBIDDEN_TEXT, pages
from benchmarks.desktop.plans import DURATION_S, Plan
from benchmarks.desktop.screen import recorder, screen
from benchmarks.desktop.site import serve
from benchmarks.studio.voice import RATE_HZ, Bed, SoundPlan, Speaker, Utterance, Wave, make_soundtrack

RECORDING, BRIEF = "recording.mp4", "brief.toml"
WRITE, RUN = "write", "run"


def record(plan: Plan, folder: Path) -> None:
    """Takes as long as the capture lasts. Writes nothing outside the folder that stays."""
    (folder / BRIEF).write_text(brief_toml(plan), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="candor-desktop-", ignore_cleanup_errors=True) as scratch:
        sound = Path(scratch) / "sound.wav"
        _write_sound(sound, make_soundtrack(_sound(plan), DURATION_S).samples)
        with (
            serve(pages(plan)) as site,
            screen() as display,
            browser(display, Path(scratch)) as context,
        ):
            actor = Actor(context, site, plan)
            with recorder(display, sound, folder / RECORDING, duration_s=DURATION_S):
                actor.perform()


def _sound(plan: Plan) -> SoundPlan:
    """The phrase over a quiet room: no check is then without what it needs."""
    return SoundPlan(
        speaker=Speaker(name="en-us", words_a_minute=140, pitch=50),
        utterances=(Utterance(text=f"My code phrase is, {plan.phrase}.", start_s=3.0),),
        beds=(Bed(from_s=0.0, below_voice_db=35.0, colour=1.0, hum_hz=50.0, hum_part=0.1),),
        clicks=(),
        seed=plan.seed,
    )


def _write_sound(path: Path, samples: Wave) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32767).astype(np.int16).tobytes())


def brief_toml(plan: Plan) -> str:
    """As a teacher would have written it. JSON's strings and lists are TOML's too."""
    work = plan.work
    return "\n".join(
        [
            'schema = "candor.brief/1"',
            f"title = {json.dumps(work.title)}",
            f"statement = {json.dumps(work.statement)}",
            "[variant]",
            f"code = {json.dumps(plan.code)}",
            f"phrase = {json.dumps(plan.phrase)}",
            "[text]",
            f"forbidden = {json.dumps([FORBIDDEN_TEXT, 'Copilot'])}",
            "[instructions]",
            "ordered = true",
            *_step(WRITE, "Write your solution on the work sheet", work.expect_typed),
            *_step(RUN, "Run it and show what comes out", work.expect_output),
            "",
        ]
    )


def _step(step_id: str, instruction: str, expect: str) -> list[str]:
    return [
        "[[instructions.steps]]",
        f"id = {json.dumps(step_id)}",
        f"instruction = {json.dumps(instruction)}",
        f"expect_text = {json.dumps([expect])}",
    ]
