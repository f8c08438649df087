"""What is said and what else is heard, as decided from the seed; and the sound made of it."""

import io
import subprocess
import wave
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.spans import Span

RATE_HZ = 44_100
Wave = NDArray[np.float32]
_PAUSE_S = 0.35


class SpeechUnavailable(Exception):
    """espeak-ng is not installed or fails. (An unknown voice is no error to it: it takes its own.)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice of espeak-ng with its pace (words a minute) and pitch (0 to 99)."""

    name: str
    words_a_minute: int
    pitch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    text: str
    start_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """The sound of the room from `from_s` on: its level below the voice, colour and hum."""

    from_s: float
    below_voice_db: float
    colour: float
    hum_hz: float
    hum_part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPlan:
    """`clicks`: when keys are heard. All times are of what happened."""

    speaker: Speaker
    utterances: tuple[Utterance, ...]
    beds: tuple[Bed, ...]
    clicks: tuple[float, ...]
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundtrack:
    """The sound of what happened, mono at RATE_HZ, and when each utterance really was heard."""

    samples: Wave
    said: tuple[Said, ...]
    loudness: NDArray[np.float32]

    def voice_at(self, time_s: float) -> float:
        """How loud the voice is, 0 to 1, in steps of 10 ms."""
        index = int(time_s * 100)
        return float(self.loudness[index]) if 0 <= index < len(self.loudness) else 0.0


def make_soundtrack(plan: SoundPlan, duration_s: float) -> Soundtrack:
    """Speaks every utterance, each after the one before has ended, over the room's sound."""
    voice = np.zeros(round(duration_s * RATE_HZ), np.float32)
    said: list[Said] = []
    free_s = 0.0
    for utterance in plan.utterances:
        spoken = speak(utterance.text, plan.speaker)
        start_s = max(utterance.start_s, free_s)
        start = round(start_s * RATE_HZ)
        end = min(len(voice), start + len(spoken))
        if end <= start:
            break
        voice[start:end] += spoken[: end - start]
        free_s = end / RATE_HZ + _PAUSE_S
        said.append(Said(text=utterance.text, span=Span(start_s=start_s, end_s=end / RATE_HZ)))
    level = _level(voice[np.abs(voice) > 0.005])
    samples = voice + _room_sound(plan, len(voice), level) + _clicks(plan, len(voice), level)
    return Soundtrack(samples=_limited(samples), said=tuple(said), loudness=_loudness(voice))


def speak(text: str, speaker: Speaker) -> Wave:
    """The text as espeak-ng speaks it, silence at both ends removed. Raises SpeechUnavailable."""
    command = [
        "espeak-ng",
        "-v",
        speaker.name,
        "-s",
        str(speaker.words_a_minute),
        "-p",
        str(speaker.pitch),
        "--stdout",
    ]
    try:
        made = subprocess.run([*command, text], capture_output=True, check=True)
    except FileNotFoundError as error:
        raise SpeechUnavailable("espeak-ng is not installed; on Debian: apt install espeak-ng") from error
    except subprocess.CalledProcessError as error:
        raise SpeechUnavailable(
            f"espeak-ng cannot speak as {speaker.name}: {error.stderr.decode()}"
        ) from error
    samples, rate_hz = _read_wave(made.stdout)
    loud = np.flatnonzero(np.abs(samples) > 0.004)
    trimmed = samples[loud[0] : loud[-1] + 1]
    positions = np.arange(0, len(trimmed), rate_hz / RATE_HZ)
    return np.interp(positions, np.arange(len(trimmed)), trimmed).astype(np.float32) * np.float32(0.6)


def _read_wave(data: bytes) -> tuple[Wave, int]:
    with wave.open(io.BytesIO(data)) as file:
        rate_hz = file.getframerate()
        # espeak-ng writes to a pipe and cannot state the length: all that follows is sound.
        raw = file.readframes(len(data) // 2)
    return np.frombuffer(raw, np.int16).astype(np.float32) / 32768, rate_hz


def _level(samples: Wave) -> float:
    """Root mean square; that of an ordinary voice where nobody speaks."""
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.08


def _room_sound(plan: SoundPlan, length: int, voice_level: float) -> Wave:
    rng = np.random.default_rng([plan.seed, 3])
    sound = np.zeros(length, np.float32)
    starts = [round(bed.from_s * RATE_HZ) for bed in plan.beds]
    for bed, start, end in zip(plan.beds, starts, [*starts[1:], length], strict=True):
        count = max(0, min(end, length) - start)
        if count:
            sound[start : start + count] = _bed(bed, count, voice_level, rng)
    return sound


def _bed(bed: Bed, count: int, voice_level: float, rng: np.random.Generator) -> Wave:
    """Noise whose power falls with frequency to the power of `colour`, and a mains-like hum."""
    size = 1 << (count - 1).bit_length()
    spectrum = np.fft.rfft(rng.normal(0, 1, size).astype(np.float32))
    frequencies = np.fft.rfftfreq(size, 1 / RATE_HZ)
    hiss = np.fft.irfft(spectrum / np.maximum(frequencies, 40) ** (bed.colour / 2))[:count]
    hiss /= np.sqrt(np.mean(hiss**2))
    times = np.arange(count) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * bed.hum_hz * part * times) / part for part in (1, 2, 3))
    mixed = hiss * (1 - bed.hum_part) + hum * bed.hum_part
    mixed *= voice_level * 10 ** (-bed.below_voice_db / 20) / np.sqrt(np.mean(mixed**2))
    return np.asarray(mixed, np.float32)


def _clicks(plan: SoundPlan, length: int, voice_level: float) -> Wave:
    rng = np.random.default_rng([plan.seed, 4])
    sound = np.zeros(length, np.float32)
    count = round(0.025 * RATE_HZ)
    fading = np.exp(-np.arange(count) / (0.004 * RATE_HZ))
    for at_s in plan.clicks:
        start = round(at_s * RATE_HZ)
        if start + count < length:
            loud = voice_level * rng.uniform(0.08, 0.22)
            sound[start : start + count] += (rng.normal(0, loud, count) * fading).astype(np.float32)
    return sound


def _limited(samples: Wave) -> Wave:
    peak = float(np.max(np.abs(samples), initial=1e-6))
    return samples * np.float32(min(1.0, 0.95 / peak))


def _loudness(voice: Wave) -> NDArray[np.float32]:
    """The voice's envelope each 10 ms, smoothed as lips are slow, 1 at its loudest."""
    step = RATE_HZ // 100
    whole = voice[: len(voice) // step * step].reshape(-1, step)
    envelope = np.sqrt(np.mean(whole**2, axis=1))
    smooth = np.convolve(envelope, np.hanning(9) / np.hanning(9).sum(), mode="same")
    return (smooth / max(1e-6, float(smooth.max()))).astype(np.float32)
