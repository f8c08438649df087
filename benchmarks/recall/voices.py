"""What is heard of speech under music, and what in music, noise and silence where nobody speaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random
from types import MappingProxyType

import numpy as np

from benchmarks.perceiving import engines
from benchmarks.processes import each_on_a_core
from benchmarks.recall.music import make_music
from benchmarks.speech import OTHER_SPEECH
from benchmarks.studio.voice import RATE_HZ, Bed, SoundPlan, Speaker, Utterance, Wave, make_soundtrack
from workers.brief import parse_brief
from workers.engines.asr.decoys import words_of
from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.perceive.speech import perceive_speech
from workers.spans import Span
from workers.tracks.speech import Word

DURATION_S = 30.0
#: A word belongs to speech that is heard within this time.
NEAR_S = 0.3
CLIPS_A_PROCESS = 20
_BRIEF = 'schema = "candor.brief/1"\ntitle = "Voices"\nlanguage = "en"\nprofile = "education"\nstatement = "Speak."'
_VOICES = ("en-us", "en-us+m3", "en-us+f2", "en-gb")
_ROOM = Bed(from_s=0.0, below_voice_db=40.0, colour=1.0, hum_hz=50.0, hum_part=0.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A sound with what is said in it and when."""

    sound: Wave
    said: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One clip. `errors`: words wrong, missing or added where somebody speaks, of `words` said there;
    `invented`: words where nobody speaks, in `quiet_s`.
    """

    name: str
    seed: int
    words: int
    errors: int
    invented: tuple[str, ...]
    quiet_s: float


def speech(seed: int) -> Clip:
    return _spoken(seed)


def speech_over_music(seed: int) -> Clip:
    """Music as loud as a radio beside somebody who speaks, before, meanwhile and after."""
    clip = _spoken(seed)
    below_db = Random(f"below/{seed}").choice((6.0, 12.0, 18.0))
    loud = float(np.sqrt(np.mean(clip.sound[np.abs(clip.sound) > 0.01] ** 2)))
    mixed = clip.sound + make_music(seed, DURATION_S) * np.float32(loud * 10 ** (-below_db / 20))
    return Clip(sound=mixed / np.float32(max(1.0, float(np.abs(mixed).max()))), said=clip.said)


def music(seed: int) -> Clip:
    return Clip(sound=0.15 * make_music(seed, DURATION_S))


def noise(seed: int) -> Clip:
    """A fan, as loud as quiet speech."""
    steps = np.random.default_rng([seed, 5]).normal(0, 1, round(DURATION_S * RATE_HZ))
    smooth = np.convolve(steps, np.exp(-np.arange(60) / 12), mode="same")
    return Clip(sound=np.asarray(0.05 * smooth / smooth.std(), np.float32))


def silence(seed: int) -> Clip:  # noqa: ARG001  # one of the sets, which all take a seed
    return Clip(sound=np.zeros(round(DURATION_S * RATE_HZ), np.float32))


VOICES: Mapping[str, Callable[[int], Clip]] = MappingProxyType(
    {
        "speech": speech,
        "speech-over-music": speech_over_music,
        "music": music,
        "noise": noise,
        "silence": silence,
    }
)


def _spoken(seed: int) -> Clip:
    rng = Random(f"spoken/{seed}")
    speaker = Speaker(
        name=rng.choice(_VOICES), words_a_minute=rng.randint(130, 165), pitch=rng.randint(35, 65)
    )
    starts_s = (rng.uniform(4.0, 6.0), rng.uniform(12.0, 14.0), rng.uniform(20.0, 22.0))
    said = tuple(Utterance(text=rng.choice(OTHER_SPEECH), start_s=at_s) for at_s in starts_s)
    plan = SoundPlan(speaker=speaker, utterances=said, beds=(_ROOM,), clicks=(), seed=seed)
    track = make_soundtrack(plan, DURATION_S)
    return Clip(sound=track.samples, said=tuple((one.text, one.span) for one in track.said))


def hear(name: str, seed: int) -> Heard:
    clip = VOICES[name](seed)
    heard_by = engines()
    track = perceive_speech(
        _as_sound(clip.sound), asr=heard_by.asr, vad=heard_by.vad, brief=parse_brief(_BRIEF)
    )
    return compare(name, seed, clip, track.words)


def compare(name: str, seed: int, clip: Clip, words: Sequence[Word]) -> Heard:
    """Holds the words against what was said, sentence by sentence."""
    inside = [[word for word in words if _near(word, span)] for _, span in clip.said]
    invented = [word.text for word in words if not any(_near(word, span) for _, span in clip.said)]
    wanted = [words_of(text) for text, _ in clip.said]
    heard = [words_of(" ".join(word.text for word in one)) for one in inside]
    voiced_s = sum(span.duration_s + 2 * NEAR_S for _, span in clip.said)
    return Heard(
        name=name,
        seed=seed,
        words=sum(map(len, wanted)),
        errors=sum(word_errors(one, other) for one, other in zip(wanted, heard, strict=True)),
        invented=tuple(invented),
        quiet_s=max(0.0, len(clip.sound) / RATE_HZ - voiced_s),
    )


def word_errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Substitutions, deletions and insertions (Levenshtein's distance) of words."""
    costs = list(range(len(heard) + 1))
    for row, word in enumerate(wanted, start=1):
        above, costs[0] = costs[0], row
        for column, other in enumerate(heard, start=1):
            above, costs[column] = (
                costs[column],
                min(costs[column] + 1, costs[column - 1] + 1, above + (word != other)),
            )
    return costs[-1]


def _near(word: Word, span: Span) -> bool:
    return span.start_s - NEAR_S <= (word.start_s + word.end_s) / 2 <= span.end_s + NEAR_S


def _as_sound(samples: Wave) -> Sound:
    """At 16 kHz, as the decoder hands it out."""
    times = np.arange(0, len(samples), RATE_HZ / SOUND_RATE_HZ)
    taken = np.interp(times, np.arange(len(samples)), samples)
    return Sound(
        samples=np.asarray(np.clip(taken, -1, 1) * 32767, np.int16),
        spans=(Span(start_s=0.0, end_s=len(taken) / SOUND_RATE_HZ),),
    )


def _hear(pair: tuple[str, int]) -> Heard:
    return hear(*pair)


def measure_voices(count: int, first: int) -> list[str]:
    """`count` sounds of every set."""
    pairs = ((name, first + index) for name in VOICES for index in range(count))
    heard = []
    for one in each_on_a_core(_hear, pairs, items_a_process=CLIPS_A_PROCESS):
        heard.append(one)
        print(
            f"{one.name} {one.seed}: {one.errors} errors in {one.words} words; invented {one.invented}",
            flush=True,
        )
    return [_row(name, list(of_set)) for name, of_set in groupby(heard, key=lambda one: one.name)]


def _row(name: str, heard: Sequence[Heard]) -> str:
    words, minutes = sum(one.words for one in heard), sum(one.quiet_s for one in heard) / 60
    errors, invented = sum(one.errors for one in heard), sum(len(one.invented) for one in heard)
    rate = f"WER {errors / words:.2f} of {words} words; " if words else ""
    return f"{name}: {rate}{invented / minutes:.2f} words a minute invented in {minutes:.1f} minutes without a voice"
