"""What the browser's camera and microphone give: a person of the studio, and their voice in a room."""

import subprocess
import wave
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.studio.camera.picture import Camera
from benchmarks.studio.camera.plan import CameraPlan, Presence, Turn
from benchmarks.studio.portraits import PEOPLE
from benchmarks.studio.voice import RATE_HZ, Bed, SoundPlan, Speaker, Utterance, make_soundtrack

DURATION_S = 90
_FPS = 10
_WIDTH_PX, _HEIGHT_PX = 320, 240
_SENTENCES = (
    "I begin with the first line of the notes.",
    "Now I write down what follows from it.",
    "This is the second part, and it is longer.",
    "I read it again from the start.",
    "One more line, and then it is done.",
)
_EVERY_S = 12.0


def write_camera(path: Path, seed: int) -> None:
    """Uncompressed, for that states its pace; longer than any recording, so that it never starts again."""
    camera = Camera(_plan(seed), lambda _time_s: 0.3, fps=_FPS)
    command = [
        *("ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"),
        *("-video_size", f"{_WIDTH_PX}x{_HEIGHT_PX}", "-framerate", str(_FPS), "-i", "-"),
        *("-pix_fmt", "yuv420p", str(path)),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for number in range(DURATION_S * _FPS):
            encoder.stdin.write(camera.at(number / _FPS).tobytes())


def _plan(seed: int) -> CameraPlan:
    rng = Random(seed)
    sitter = Presence(
        person=rng.choice(PEOPLE), start_s=-1.0, end_s=1e9, side=1, seat=(0.5, 0.5), motion=seed
    )
    return CameraPlan(
        rect=(0, 0, _WIDTH_PX, _HEIGHT_PX),
        room=rng.randrange(10_000),
        mirrored=False,
        noise=2.0,
        presences=(sitter,),
        turns=tuple(
            Turn(at_s=at_s, hold_s=1.5, yaw=rng.uniform(-0.3, 0.3), pitch=0.05)
            for at_s in range(4, DURATION_S, 9)
        ),
        blinks=tuple(3.1 * blink for blink in range(DURATION_S // 3)),
    )


def write_sound(path: Path, seed: int) -> None:
    spoken = range(int(DURATION_S / _EVERY_S))
    plan = SoundPlan(
        speaker=Speaker(name="en-us", words_a_minute=140, pitch=50),
        utterances=tuple(
            Utterance(text=_SENTENCES[place % len(_SENTENCES)], start_s=2.0 + place * _EVERY_S)
            for place in spoken
        ),
        beds=(Bed(from_s=0.0, below_voice_db=35.0, colour=1.0, hum_hz=50.0, hum_part=0.1),),
        clicks=(),
        seed=seed,
    )
    samples = make_soundtrack(plan, DURATION_S).samples
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32767).astype(np.int16).tobytes())
