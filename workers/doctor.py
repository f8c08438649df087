"""Whether this machine can inspect: everything is tried on a small recording made here, not only looked for."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from workers.engines.settings import threads
from workers.engines.table import DEFAULTS, default_name, load_engine
from workers.errors import CandorError
from workers.matching import code, find
from workers.media.confinement import Layer
from workers.media.decoding import decode
from workers.media.pictures import Sound, Wants

_SHOWN = "K7QX-204M"
_WIDTH_PX, _HEIGHT_PX, _TEXT_PX = 640, 360, 32
_FPS, _FRAMES = 10, 20
_LEAST_FREE_BYTES = 1_000_000_000


class State(StrEnum):
    WORKS = "works"
    #: It works, with less than it could have.
    LESS = "less"
    FAILS = "fails"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One thing, how it is, and a sentence: what was found, or what is missing and how to get it."""

    name: str
    state: State
    says: str


def examine(cache: Path | None) -> Iterator[Examined]:
    """Everything that an inspection stands on, in the order in which it needs it. Downloads nothing."""
    yield _machine()
    yield _room("temporary files", Path(tempfile.gettempdir()))
    if cache is not None:
        yield _room("cache", cache)
    yield _tried("decoding", _decoding)
    for kind in DEFAULTS:
        yield _tried(f"{kind}/{default_name(kind)}", _TRIALS[kind])


def _machine() -> Examined:
    says = f"{os.cpu_count()} processors, {threads()} threads an inspection (CANDOR_THREADS)"
    return Examined(name="machine", state=State.WORKS, says=says)


def _room(name: str, folder: Path) -> Examined:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        says = f"Nothing can be written to {folder}: {error.strerror}."
        return Examined(name=name, state=State.FAILS, says=says)
    state = State.WORKS if free >= _LEAST_FREE_BYTES else State.LESS
    return Examined(name=name, state=state, says=f"{folder}, {free / 1e9:.1f} GB free")


def _tried(name: str, trial: Callable[[], tuple[State, str]]) -> Examined:
    try:
        state, says = trial()
    except CandorError as error:
        state, says = State.FAILS, str(error)
    return Examined(name=name, state=state, says=says)


def _decoding() -> tuple[State, str]:
    """Of a recording made here, in the confined process that opens every recording."""
    with tempfile.TemporaryDirectory(prefix="candor-doctor-") as name:
        recording = Path(name) / "small.mp4"
        _write_recording(recording)
        with decode(recording, Wants(), work=Path(name)) as decoding:
            pictures = sum(1 for _ in decoding.samples())
            held = decoding.layers
    if not pictures:
        return State.FAILS, "A recording made here was opened, and no picture came of it."
    missing = [layer for layer in Layer if layer not in held]
    if missing:
        return State.LESS, f"A recording is read in a process of its own, without: {', '.join(missing)}."
    return State.WORKS, "A recording is read in a process of its own, confined in every way."


def _reading() -> tuple[State, str]:
    engine = load_engine("ocr", default_name("ocr"))
    read = [line.text for line in engine.read(_picture())]
    if not any(find(code(_SHOWN), text) for text in read):
        return State.FAILS, f"It was shown {_SHOWN} and read: {' | '.join(read) or 'nothing'}."
    return State.WORKS, f"reads {', '.join(engine.reads)}"


def _voices() -> tuple[State, str]:
    heard = load_engine("vad", default_name("vad")).speech_spans(_silence())
    if heard:
        return State.FAILS, "It heard a voice in silence."
    return State.WORKS, "hears no voice in silence"


def _listening() -> tuple[State, str]:
    engine = load_engine("asr", default_name("asr"))
    if engine.ROUGH:
        return State.LESS, "knows phrases that it is asked for; its transcript is rough (see docs/engines.md)"
    return State.WORKS, "ready"


def _faces() -> tuple[State, str]:
    engine = load_engine("face", default_name("face"))
    if engine.find(_picture()):
        return State.FAILS, "It found a face where there is none."
    return State.WORKS, "finds no face where there is none"


def _asking() -> tuple[State, str]:
    name = default_name("vlm")
    load_engine("vlm", name)
    if name == "none":
        return State.LESS, "none is named: steps that only a model can see stay open (docs/engines.md)"
    return State.WORKS, "ready"


_TRIALS: dict[str, Callable[[], tuple[State, str]]] = {
    "ocr": _reading,
    "asr": _listening,
    "face": _faces,
    "vad": _voices,
    "vlm": _asking,
}


def _picture() -> NDArray[np.uint8]:
    image = Image.new("RGB", (_WIDTH_PX, _HEIGHT_PX), "white")
    font = ImageFont.load_default(size=_TEXT_PX)
    ImageDraw.Draw(image).text((60, 150), _SHOWN, fill="black", font=font)
    return np.asarray(image)


def _silence() -> Sound:
    return Sound(samples=np.zeros(32_000, dtype=np.int16), spans=())


def _write_recording(path: Path) -> None:
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg4", rate=_FPS)
        stream.width, stream.height, stream.pix_fmt = _WIDTH_PX, _HEIGHT_PX, "yuv420p"
        picture = _picture()
        for number in range(_FRAMES):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, _FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
