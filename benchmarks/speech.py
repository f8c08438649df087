"""How well the embedded speech engine tells whether a phrase was said: a table of figures.

    python -m benchmarks.speech measure [--voices studio|broad] [--words studio|issued] [--count 400] [--seed 7]
    python -m benchmarks.speech measure --recordings FOLDER
    python -m benchmarks.speech fit [--count 400] [--seed 1] [--recordings FOLDER]

`--words issued` asks of phrases as variants have them. Recordings are spoken by espeak-ng: a phrase inside other speech, other speech alone, another
phrase, a phrase that differs in one word; clean, with noise at 10 to 25 dB, or through AAC at
64 kbit/s. FOLDER holds real speech: sound files, each with what is said in it beside it as .txt
(sentences one a line; an empty file where the words are not known). `fit` prints the weights of
the margin in `workers/engines/asr/pocketsphinx.py`.
"""

import argparse
import itertools
import json
import multiprocessing
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.intervals import as_share
from variants.phrases import CAPACITY as PHRASES
from variants.phrases import word_list
from variants.phrases import words as issued_words
from workers.engines.asr.contest import Contest
from workers.engines.asr.decoys import words_of
from workers.engines.asr.hearing import Hearing
from workers.engines.asr.pocketsphinx import MARGIN_AT_NOTHING, PocketSphinxAsr, margin_of, trial_of
from workers.engines.vad.silero import SileroVad
from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.spans import Span
from workers.tracks.speech import Heard

_WORDS = """
amber river seven garden silver window yellow mountain candle eleven orange harbor pencil velvet
thunder basket marble copper island winter lantern button cactus dolphin engine forest guitar hammer
jacket kitten lemon magnet needle ocean parrot rocket saddle tiger umbrella violin walnut zebra
anchor bridge castle desert eagle feather giraffe honey jungle ladder meadow olive panther rabbit
summer temple turtle valley whistle acorn blanket cherry diamond elephant falcon ginger indigo
jasmine kettle maple nickel onion pepper rainbow salmon tomato vinegar wagon
"""
PHRASE_WORDS = _WORDS.split()
AROUND_PHRASE = (
    "My code phrase is, {phrase}. Now I will open the editor and write the function.",
    "Hello, this is my recording for the second assignment. {phrase}. I start with the first test.",
    "Good morning. The phrase for today is {phrase}, and I am ready to begin the exam.",
    "Before I run the program I have to say the words, {phrase}. Let us look at the output.",
    "{phrase}. That was my phrase. Next I will explain how the loop works and why it is correct.",
    "I will now read the numbers from the file and print the average. My phrase, {phrase}.",
)
OTHER_SPEECH = (
    "Now I will open the editor and write the function that computes the moving average of a list.",
    "Hello, this is my recording for the second assignment. I start with the first test and run it once.",
    "Good morning. Today I am going to show you how I solved the exercise step by step in the terminal.",
    "Let us look at the output of the program. The result is correct, because the loop ends in time.",
    "I was not sure about the order of the arguments, so I looked at the manual and changed two lines.",
    "First I read the list of numbers, then I sort it, and finally I print the largest value.",
    "The browser shows the page of the course. I scroll down to the second question and copy the data.",
    "The weather was quite warm when we left the station, and nobody expected the train to be late.",
    "In the last chapter the author explains why the experiment failed and what could be improved.",
)
LANGUAGES = ("en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-us-nyc")
VARIANTS = ("", *(f"+m{n}" for n in range(1, 8)), *(f"+f{n}" for n in range(1, 6)))
STUDIO_VOICES = ("en-us", "en-us+m1", "en-us+m3", "en-us+m6", "en-us+m7", "en-us+f2", "en-us+f5")


class Kind(StrEnum):
    SPOKEN = "spoken"
    OTHER_SPEECH = "other speech"
    OTHER_PHRASE = "other phrase"
    ONE_WORD_OFF = "one word off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One recording to make, and the phrase to ask of it."""

    kind: Kind
    phrase: str
    text: str
    voice: str
    words_a_minute: int
    pitch: int
    snr_db: int | None
    aac: bool
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    kind: Kind
    where: str
    phrase: str
    contest: Contest | None = None
    heard: Heard = Heard.NOT_SPOKEN

    @property
    def margin(self) -> float:
        return margin_of(self.contest) if self.contest else -np.inf


def recipes(count: int, seed: int, voices: str, *, issued: bool = False) -> Iterator[Recipe]:
    chance = random.Random(seed)
    known = word_list("en") if issued else PHRASE_WORDS
    for _ in range(count):
        words = _words(chance, voices, issued=issued)
        kind = chance.choice(
            (Kind.SPOKEN, Kind.SPOKEN, Kind.OTHER_SPEECH, Kind.OTHER_PHRASE, Kind.ONE_WORD_OFF)
        )
        noisy = chance.random() < 0.25
        quiet = 20 if voices == "studio" else 10
        yield Recipe(
            kind=kind,
            phrase=" ".join(words),
            text=_text(kind, words, chance, known),
            voice=_voice(voices, chance),
            words_a_minute=chance.randrange(130, 166 if voices == "studio" else 191),
            pitch=chance.randrange(35, 66),
            snr_db=chance.randrange(quiet, 26) if noisy else None,
            aac=chance.random() < 0.3,
            seed=chance.randrange(1 << 30),
        )


def _words(chance: random.Random, voices: str, *, issued: bool) -> list[str]:
    if issued:
        return list(issued_words(chance.randrange(PHRASES), "en"))
    return chance.sample(PHRASE_WORDS, 3 if voices == "studio" else chance.choice((2, 3, 3, 3, 4)))


def _voice(voices: str, chance: random.Random) -> str:
    if voices == "studio":
        return chance.choice(STUDIO_VOICES)
    return chance.choice(LANGUAGES) + chance.choice(VARIANTS)


def _text(kind: Kind, words: Sequence[str], chance: random.Random, known: Sequence[str]) -> str:
    others = [word for word in known if word not in words]
    more = chance.sample(OTHER_SPEECH, chance.choice((1, 2)))
    if kind is Kind.OTHER_SPEECH:
        return " ".join([*more, chance.choice(OTHER_SPEECH)])
    said = list(words)
    if kind is Kind.OTHER_PHRASE:
        said = chance.sample(others, len(words))
    elif kind is Kind.ONE_WORD_OFF:
        said[chance.randrange(len(said))] = chance.choice(others)
    return " ".join([chance.choice(AROUND_PHRASE).format(phrase=" ".join(said)), *more])


def sound_of(recipe: Recipe) -> Sound:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spoken = folder / "spoken.wav"
        speed, pitch = str(recipe.words_a_minute), str(recipe.pitch)
        subprocess.run(
            ["espeak-ng", "-v", recipe.voice, "-s", speed, "-p", pitch, "-w", spoken, recipe.text], check=True
        )
        samples = _with_noise(_samples(spoken), recipe).astype("<i2")
        if not recipe.aac:
            return _sound(samples)
        (folder / "raw").write_bytes(samples.tobytes())
        raw = ["-f", "s16le", "-ar", str(SOUND_RATE_HZ), "-ac", "1", "-i", folder / "raw"]
        squeezed = folder / "squeezed.m4a"
        subprocess.run(
            ["ffmpeg", "-v", "error", *raw, "-ar", "48000", "-c:a", "aac", "-b:a", "64k", squeezed],
            check=True,
        )
        return _sound(_samples(squeezed))


def _with_noise(samples: NDArray[np.int16], recipe: Recipe) -> NDArray[np.float64]:
    """Half a second of room before and after, and the noise of a room (or, asked for, more of it)."""
    chance = np.random.default_rng(recipe.seed)
    speech = np.pad(samples * 0.5, SOUND_RATE_HZ // 2)
    noise = chance.standard_normal(len(speech))
    if recipe.seed % 2:
        noise = np.convolve(noise, np.exp(-np.arange(40) / 8), "same")
    level = 5.0
    if recipe.snr_db is not None:
        level = float(np.sqrt((speech[speech != 0] ** 2).mean())) * 10 ** (-recipe.snr_db / 20)
    return np.clip(speech + noise * level / noise.std(), -32768, 32767)


def _samples(path: Path) -> NDArray[np.int16]:
    to_pcm = ["-ac", "1", "-ar", str(SOUND_RATE_HZ), "-f", "s16le", "-"]
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", path, *to_pcm], check=True, capture_output=True)
    return np.frombuffer(done.stdout, "<i2").astype(np.int16)


def _sound(samples: NDArray[np.int16]) -> Sound:
    return Sound(samples=samples, spans=(Span(start_s=0.0, end_s=len(samples) / SOUND_RATE_HZ),))


class Listener:
    """The engine's own parts, so that one hearing serves many phrases and contests can be fitted."""

    def __init__(self) -> None:
        self._asr, self._vad = PocketSphinxAsr(), SileroVad()

    def rows(self, sound: Sound, asked: Sequence[tuple[Kind, str]], where: str) -> list[Row]:
        """One row a phrase; where no voice is heard at all, every phrase counts as not spoken."""
        spans = self._vad.speech_spans(sound)
        if not spans:
            return [Row(kind=kind, where=where, phrase=phrase) for kind, phrase in asked]
        hearing = self._asr.hear(sound, spans)
        return [self._row(hearing, kind, phrase, where) for kind, phrase in asked]

    def _row(self, hearing: Hearing, kind: Kind, phrase: str, where: str) -> Row:
        contest = self._asr.hold_contest(hearing, phrase)
        heard = trial_of(phrase, contest, hearing).heard
        where = f"{where}, clear by {hearing.clearness_db:.0f} dB"
        return Row(kind=kind, where=where, phrase=phrase, contest=contest, heard=heard)

    def knows(self, phrase: str) -> bool:
        return self._asr.knows(phrase)


_listener: Listener | None = None


def listener() -> Listener:
    global _listener  # noqa: PLW0603 - one a process
    _listener = _listener or Listener()
    return _listener


def try_recipe(recipe: Recipe) -> Row:
    where = f"{recipe.voice}, {recipe.snr_db or 'no'} noise{', AAC' if recipe.aac else ''}"
    (row,) = listener().rows(sound_of(recipe), [(recipe.kind, recipe.phrase)], where)
    return row


def try_recording(path: Path) -> list[Row]:
    """Word sequences that are said in it, and phrases that are not."""
    chance = random.Random(path.name)
    said = [
        " ".join(words[start : start + count])
        for line in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        for words in [words_of(line)]
        for count in (3, 4)
        for start in range(len(words) - count + 1)
    ]
    said = [phrase for phrase in dict.fromkeys(said) if len(phrase) >= 14 and listener().knows(phrase)]
    said = chance.sample(said, min(len(said), 40))
    unsaid = [" ".join(chance.sample(PHRASE_WORDS, 3)) for _ in range(25)]
    asked = [(Kind.SPOKEN, phrase) for phrase in said] + [(Kind.OTHER_SPEECH, phrase) for phrase in unsaid]
    return listener().rows(_sound(_samples(path)), asked, path.name)


def gather(given: argparse.Namespace) -> list[Row]:
    rows: list[Row] = []
    if given.count:
        with multiprocessing.Pool(given.jobs) as pool:
            issued = given.words == "issued"
            asked = list(recipes(given.count, given.seed, given.voices, issued=issued))
            rows = pool.map(try_recipe, asked, chunksize=4)
    if given.recordings:
        paths = sorted(path.with_suffix("") for path in given.recordings.glob("*.txt"))
        sounds = [
            next(found for found in given.recordings.glob(f"{path.name}.*") if found.suffix != ".txt")
            for path in paths
        ]
        rows += [row for path in sounds for row in try_recording(path)]
    return rows


def report(rows: Sequence[Row]) -> None:
    print(f"{'kind':<14} {'said to be spoken':<32} {'undecided':<32} not spoken")
    for kind in Kind:
        heard = [row.heard for row in rows if row.kind is kind]
        if not heard:
            continue
        counts = [heard.count(answer) for answer in (Heard.SPOKEN, Heard.UNDECIDED, Heard.NOT_SPOKEN)]
        cells = (as_share(count, len(heard)) for count in counts)
        print(f"{kind:<14} {next(cells):<32} {next(cells):<32} {next(cells)}")
    said = np.array([row.margin for row in rows if row.kind is Kind.SPOKEN])
    unsaid = np.array([row.margin for row in rows if row.kind in {Kind.OTHER_SPEECH, Kind.OTHER_PHRASE}])
    rates = [
        (float((said < at).mean()), float((unsaid >= at).mean())) for at in np.concatenate([said, unsaid])
    ]
    miss, false = min(rates, key=lambda pair: abs(pair[0] - pair[1]))
    print(f"equal error rate (without one word off): {50 * (miss + false):.1f} %")
    for row in rows:
        wrong = Heard.NOT_SPOKEN if row.kind is Kind.SPOKEN else Heard.SPOKEN
        if row.heard is wrong:
            print(f"  wrong: {row.kind}, {row.phrase!r}, {row.where}: {row.margin:.2f}")


def fit(rows: Sequence[Row], ridge: float = 1.0) -> None:
    """Logistic regression by Newton's method, the weights held small."""
    heard = [row for row in rows if row.contest is not None]
    names = ("gain", "lead", "standing", "nearest", "order")
    figures = np.array([[getattr(row.contest, name) for name in names] for row in heard])
    said = np.array([row.kind is Kind.SPOKEN for row in heard])
    mean, spread = figures.mean(axis=0), figures.std(axis=0)
    table = np.hstack([(figures - mean) / spread, np.ones((len(figures), 1))])
    hold = np.diag([ridge] * len(names) + [1e-6])
    weights = np.zeros(table.shape[1])
    for _ in itertools.repeat(None, 30):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - said) + hold @ weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + hold
        weights = weights - np.linalg.solve(bend, slope)
    scaled = weights[:-1] / spread
    print({name: round(float(weight), 3) for name, weight in zip(names, scaled, strict=True)})
    print("at nothing:", round(float(weights[-1] - (scaled * mean).sum()), 2), "now:", MARGIN_AT_NOTHING)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("measure", "fit"))
    parser.add_argument("--voices", choices=("studio", "broad"), default="studio")
    parser.add_argument("--words", choices=("studio", "issued"), default="studio")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--rows", type=Path, help="also write every row's figures here, as JSON")
    given = parser.parse_args()
    rows = gather(given)
    if given.rows:
        given.rows.write_text(json.dumps([asdict(row) for row in rows]))
    (report if given.what == "measure" else fit)(rows)


if __name__ == "__main__":
    main()
