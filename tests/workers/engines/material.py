"""Pictures and sounds that the engines' tests look at and listen to, made here."""

import io
import subprocess
import wave
from functools import cache
from pathlib import Path

import matplotlib as mpl
import matplotlib.cbook
import numpy as np
import skimage.data
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.spans import Span

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"

Picture = NDArray[np.uint8]


def blank(width_px: int = 640, height_px: int = 360, grey: int = 255) -> Picture:
    return np.full((height_px, width_px, 3), grey, dtype=np.uint8)


def with_text(
    picture: Picture,
    text: str,
    *,
    x_px: int,
    y_px: int,
    size_px: int = 16,
    ink: tuple[int, int, int] = (20, 20, 20),
    font: str = "DejaVuSans.ttf",
) -> tuple[Picture, tuple[int, int, int, int]]:
    """The picture with a line drawn on it, and the line's ink as left, top, right, bottom."""
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(_FONTS / font, size_px)
    draw.text((x_px, y_px), text, font=face, fill=ink)
    left, top, right, bottom = (round(value) for value in draw.textbbox((x_px, y_px), text, font=face))
    return np.array(image), (left, top, right, bottom)


def desktop() -> Picture:
    """A screen with an editor and a page, and nobody on it."""
    picture = blank(1280, 720, grey=245)
    for row in range(12):
        picture, _ = with_text(picture, f"line {row}: total += value", x_px=40, y_px=60 + row * 24)
        picture, _ = with_text(picture, "Write a function and run it.", x_px=700, y_px=60 + row * 24)
    return picture


@cache
def astronaut() -> Picture:
    return np.ascontiguousarray(skimage.data.astronaut()[:280, 80:400])


@cache
def grace_hopper() -> Picture:
    with matplotlib.cbook.get_sample_data("grace_hopper.jpg") as file:
        image = Image.open(io.BytesIO(file.read())).convert("RGB")
    return np.array(image.resize((image.width * 3 // 4, image.height * 3 // 4)))


def sound_of(samples: NDArray[np.int16]) -> Sound:
    return Sound(samples=samples, spans=(Span(start_s=0, end_s=len(samples) / SOUND_RATE_HZ),))


def silence(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * SOUND_RATE_HZ), dtype=np.int16)


def noise(seconds: float, level: float = 2000, seed: int = 3) -> NDArray[np.int16]:
    drawn = np.random.default_rng(seed).normal(0, level, round(seconds * SOUND_RATE_HZ))
    return drawn.clip(-32768, 32767).astype(np.int16)


def music(seconds: float) -> NDArray[np.int16]:
    """A scale on a plucked string: notes of a third of a second, with overtones."""
    time_s = np.arange(round(seconds * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    scale_hz = np.array([262, 294, 330, 349, 392, 440, 494, 523])
    phase = 2 * np.pi * np.cumsum(scale_hz[(time_s * 3).astype(int) % 8]) / SOUND_RATE_HZ
    tone = sum(np.sin(overtone * phase) / overtone for overtone in range(1, 6))
    return (tone * np.exp(-((time_s * 3) % 1) * 2) * 7000).astype(np.int16)


def typing(seconds: float, seed: int = 5) -> NDArray[np.int16]:
    """Keys pressed about seven times a second: short bursts of noise that die away."""
    random = np.random.default_rng(seed)
    heard = np.zeros(round(seconds * SOUND_RATE_HZ))
    burst = np.exp(-np.arange(400) / 60)
    for start in random.integers(0, len(heard) - 400, round(seconds * 7)):
        heard[start : start + 400] += random.normal(0, 1, 400) * burst * random.uniform(2000, 9000)
    return heard.clip(-32768, 32767).astype(np.int16)


@cache
def spoken(text: str, voice: str = "en-us") -> NDArray[np.int16]:
    """The text as espeak-ng says it, 16 kHz mono."""
    said = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", "140", "--stdout", text], capture_output=True, check=True
    ).stdout
    # espeak cannot know the length of what it streams, so the header's is not to be trusted.
    with wave.open(io.BytesIO(said)) as file:
        rate_hz = file.getframerate()
    samples = np.frombuffer(said[44:], dtype="<i2").astype(np.float64)
    times_s = np.arange(0, len(samples) / rate_hz, 1 / SOUND_RATE_HZ)
    return np.interp(times_s, np.arange(len(samples)) / rate_hz, samples).astype(np.int16)


def with_pauses(speech: NDArray[np.int16], *, before_s: float = 2, after_s: float = 2) -> Sound:
    return sound_of(np.concatenate([silence(before_s), speech, silence(after_s)]))
