"""What is said when, and the sound of the room."""

from random import Random

from benchmarks.studio.events import Event
from benchmarks.studio.planning.screen import Course
from benchmarks.studio.planning.windows import typing_times
from benchmarks.studio.voice import Bed, SoundPlan, Speaker, Utterance
from benchmarks.studio.wording import PHRASE_WORDS, SMALL_TALK, VOICES


def choose_phrase(rng: Random) -> str:
    return " ".join(rng.sample(PHRASE_WORDS, 3))


def plan_sound(rng: Random, *, event: Event, phrase: str, course: Course) -> SoundPlan:
    speaker = Speaker(
        name=rng.choice(VOICES), words_a_minute=rng.randint(135, 165), pitch=rng.randint(35, 60)
    )
    clicks = _clicks(rng, course) if rng.random() < 0.4 else ()
    return SoundPlan(
        speaker=speaker,
        utterances=tuple(_utterances(rng, event, phrase, course)),
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


def _utterances(rng: Random, event: Event, phrase: str, course: Course) -> list[Utterance]:
    talk = iter(rng.sample(SMALL_TALK, len(SMALL_TALK)))
    said = [Utterance(text=next(talk), start_s=rng.uniform(0.4, 0.9))]
    if event is not Event.PHRASE_NOT_SPOKEN:
        said.append(Utterance(text=f"My phrase is {phrase}.", start_s=rng.uniform(2.6, 3.2)))
    elif rng.random() < 0.4:
        said.append(Utterance(text=f"My phrase is {_other_phrase(rng, phrase)}.", start_s=2.8))
    for beat in course.beats[1:]:
        start_s = beat.span.start_s + rng.uniform(0.2, 0.9)
        if rng.random() < 0.75 and 6.2 < start_s < course.duration_s - 3.0:
            said.append(Utterance(text=next(talk, "All right."), start_s=start_s))
    if len(said) < 3:
        said.append(Utterance(text=next(talk), start_s=max(6.5, course.duration_s - 5.0)))
    return said


def _other_phrase(rng: Random, phrase: str) -> str:
    """Three words of which none is in the phrase."""
    return " ".join(rng.sample([word for word in PHRASE_WORDS if word not in phrase.split()], 3))


def _clicks(rng: Random, course: Course) -> tuple[float, ...]:
    times = [at_s for beat in course.beats for at_s in typing_times(beat.window, rng)]
    return tuple(sorted(at_s for at_s in times if at_s < course.duration_s))
