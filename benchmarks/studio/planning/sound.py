"""What is said when, and the sound of the room."""

from random import Random

from benchmarks.studio.events import Event, Twist
from benchmarks.studio.planning.screen import IDLE_S, Course
from benchmarks.studio.planning.windows import typing_times
from benchmarks.studio.voice import Bed, SoundPlan, Speaker, Utterance
from benchmarks.studio.wording import GREETINGS, PHRASE_SENTENCES, PHRASE_WORDS, SMALL_TALK, VOICES


def choose_phrase(rng: Random) -> str:
    """Three words, sometimes four."""
    return " ".join(rng.sample(PHRASE_WORDS, rng.choice((3, 3, 4))))


def plan_sound(rng: Random, *, event: Event, twist: Twist | None, phrase: str, course: Course) -> SoundPlan:
    speaker = Speaker(
        name=rng.choice(VOICES), words_a_minute=rng.randint(135, 162), pitch=rng.randint(40, 60)
    )
    quiet_from_s = course.duration_s - (IDLE_S if twist is Twist.IDLE_SCREEN else 0.5)
    clicks = _clicks(rng, course) if rng.random() < 0.4 else ()
    return SoundPlan(
        speaker=speaker,
        utterances=tuple(_utterances(rng, event, phrase, speaker, quiet_from_s)),
        beds=(_bed(rng, 0.0),),
        clicks=clicks,
        seed=rng.randrange(1 << 30),
    )


def _bed(rng: Random, from_s: float) -> Bed:
    return Bed(
        from_s=from_s,
        below_voice_db=rng.uniform(25.0, 40.0),
        colour=rng.uniform(0.4, 1.8),
        hum_hz=rng.choice((50.0, 60.0, 100.0, 120.0)),
        hum_part=rng.uniform(0.0, 0.4),
    )


def other_bed(rng: Random, bed: Bed, from_s: float) -> Bed:
    """How the room sounds some time later: another machine hums, and it is louder or quieter."""
    louder = bed.below_voice_db > 32.5
    change_db = rng.uniform(6.0, 9.0)
    return Bed(
        from_s=from_s,
        below_voice_db=bed.below_voice_db + (-change_db if louder else change_db),
        colour=2.2 - bed.colour,
        hum_hz=bed.hum_hz * rng.choice((1.5, 2.5)),
        hum_part=0.45 - bed.hum_part,
    )


def _utterances(
    rng: Random, event: Event, phrase: str, speaker: Speaker, quiet_from_s: float
) -> list[Utterance]:
    """A greeting, the phrase, and then talk with pauses for as long as there is time."""
    said = [Utterance(text=rng.choice(GREETINGS), start_s=rng.uniform(0.3, 0.6))]
    sentence = rng.choice(PHRASE_SENTENCES)
    if event is not Event.PHRASE_NOT_SPOKEN:
        said.append(Utterance(text=sentence.format(phrase=phrase), start_s=2.5))
    elif rng.random() < 0.4:
        said.append(Utterance(text=sentence.format(phrase=_other_phrase(rng, phrase)), start_s=2.5))
    at_s = rng.uniform(6.4, 7.0)
    for text in rng.sample(SMALL_TALK, len(SMALL_TALK)):
        length_s = _estimated_s(text, speaker)
        if at_s + length_s > quiet_from_s:
            continue
        said.append(Utterance(text=text, start_s=at_s))
        at_s += length_s + rng.uniform(0.4, 1.2)
    return said


def _estimated_s(text: str, speaker: Speaker) -> float:
    """How long a sentence takes; espeak-ng's own pace, with something to spare."""
    return len(text) * 9.6 / speaker.words_a_minute + 0.3


def _other_phrase(rng: Random, phrase: str) -> str:
    """Three words of which none is in the phrase."""
    return " ".join(rng.sample([word for word in PHRASE_WORDS if word not in phrase.split()], 3))


def _clicks(rng: Random, course: Course) -> tuple[float, ...]:
    times = [at_s for beat in course.beats for at_s in typing_times(beat.window, rng)]
    return tuple(sorted(at_s for at_s in times if at_s < course.duration_s))
