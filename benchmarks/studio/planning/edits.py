"""Edits of the finished recording: a cut leaves out what happened, a repeat shows it again."""

from dataclasses import dataclass, replace
from random import Random

from benchmarks.studio.camera.plan import CameraPlan, Shift
from benchmarks.studio.planning.screen import Course
from benchmarks.studio.planning.sound import other_bed
from benchmarks.studio.scene import Show, TimedLine, Timeline, Window
from benchmarks.studio.tasks import App
from benchmarks.studio.voice import SoundPlan, Utterance
from workers.spans import Span

#: No edit touches the phrase, which is over by then.
_AFTER_PHRASE_S = 8.0
#: How long a window stands before its step can be known by it, typing included.
_TO_READ_S = 3.2
#: Windows that show what their step is known by well before they are full.
_SHOWN_EARLY = (App.EDITOR, App.SHEET, App.BROWSER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """Everything after the edit. `event`: where it shows, in seconds of the recording."""

    course: Course
    camera: CameraPlan
    sound: SoundPlan
    timeline: Timeline
    event: Span


def repeat(rng: Random, course: Course, camera: CameraPlan, sound: SoundPlan) -> Edited:
    """Four to five seconds are shown a second time, picture and sound."""
    length_s = rng.uniform(4.0, 5.0)
    again_s = rng.choice(_calm_times(course, 5.4 + length_s, course.duration_s - 1.0))
    from_s = rng.uniform(5.0, again_s - length_s - 0.4)
    pieces = (
        Span(start_s=0.0, end_s=again_s),
        Span(start_s=from_s, end_s=from_s + length_s),
        Span(start_s=again_s, end_s=course.duration_s),
    )
    event = Span(start_s=again_s, end_s=again_s + length_s)
    return Edited(course=course, camera=camera, sound=sound, timeline=Timeline(pieces=pieces), event=event)


def _calm_times(course: Course, from_s: float, until_s: float) -> list[float]:
    """Moments at which the window on top has been there long enough to be read."""
    times = [from_s + step * 0.05 for step in range(int((until_s - from_s) / 0.05) + 1)]
    opened = [beat.span.start_s for beat in course.beats]
    return [time_s for time_s in times if not any(0 <= time_s - at_s < _TO_READ_S for at_s in opened)]


def cut(rng: Random, course: Course, camera: CameraPlan, sound: SoundPlan) -> Edited:
    """Some seconds of what happened are left out, within a stage or up to the next one's window."""
    number = _beat_to_cut(rng, course)
    beat = course.beats[number]
    into_s = rng.uniform(1.8, min(2.6, beat.span.duration_s - 0.8))
    at_s = beat.span.start_s + into_s
    gap_s = rng.uniform(4.0, 9.0)
    next_too = rng.random() < 0.75 and number + 1 < len(course.beats) and beat.window.app in _SHOWN_EARLY
    stretch = _Stretch(at_s=at_s, gap_s=gap_s)
    early = course.beats[number + 1].window.id if next_too else None
    pieces = (
        Span(start_s=0.0, end_s=at_s),
        Span(start_s=at_s + gap_s, end_s=course.duration_s + gap_s),
    )
    return Edited(
        course=stretch.course(course, early=early),
        camera=_moved_meanwhile(rng, stretch.camera(camera), at_s, gap_s),
        sound=_sounds_other(rng, stretch.sound(sound), at_s),
        timeline=Timeline(pieces=pieces),
        event=Span(start_s=at_s, end_s=at_s),
    )


def _beat_to_cut(rng: Random, course: Course) -> int:
    long_enough = [
        number
        for number, beat in enumerate(course.beats)
        if beat.span.start_s + 1.8 > _AFTER_PHRASE_S and beat.span.duration_s > 2.8
    ]
    typed = [number for number in long_enough if any(line.rate for line in course.beats[number].window.lines)]
    return rng.choice(typed or long_enough)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """What happens after `at_s` happens `gap_s` later; what was being typed is typed meanwhile."""

    at_s: float
    gap_s: float

    def _later(self, time_s: float) -> float:
        return time_s + self.gap_s if time_s > self.at_s else time_s

    def course(self, course: Course, *, early: str | None) -> Course:
        current = _window_at(course, self.at_s)
        shows = tuple(self._show(show, current=current, early=early) for show in course.shows)
        beats = tuple(
            replace(
                beat, span=Span(start_s=self._later(beat.span.start_s), end_s=self._later(beat.span.end_s))
            )
            for beat in course.beats
        )
        return replace(course, shows=shows, beats=beats)

    def _show(self, show: Show, *, current: str, early: str | None) -> Show:
        in_gap = show.window.id == current
        start_s = self._later(show.start_s)
        if show.window.id == early and show.start_s > self.at_s:
            start_s, in_gap = self.at_s + 0.5, True
        window = self._window(show.window, in_gap=in_gap)
        return replace(show, window=window, start_s=start_s, end_s=self._later(show.end_s))

    def _window(self, window: Window, *, in_gap: bool) -> Window:
        lines = tuple(self._line(line, in_gap=in_gap) for line in window.lines)
        scroll = tuple((self._later(at_s), px) for at_s, px in window.scroll)
        return replace(window, lines=lines, scroll=scroll)

    def _line(self, line: TimedLine, *, in_gap: bool) -> TimedLine:
        until_s = self._later(line.until_s)
        if not in_gap or line.start_s <= self.at_s:
            return replace(line, start_s=self._later(line.start_s), until_s=until_s)
        return replace(line, start_s=self.at_s + 0.5 * self.gap_s, rate=0.0, until_s=until_s)

    def camera(self, plan: CameraPlan) -> CameraPlan:
        return replace(
            plan,
            turns=tuple(replace(turn, at_s=self._later(turn.at_s)) for turn in plan.turns),
            blinks=tuple(map(self._later, plan.blinks)),
            refocus=tuple(map(self._later, plan.refocus)),
        )

    def sound(self, plan: SoundPlan) -> SoundPlan:
        said = tuple(Utterance(text=one.text, start_s=self._later(one.start_s)) for one in plan.utterances)
        return replace(plan, utterances=said, clicks=tuple(map(self._later, plan.clicks)))


def _window_at(course: Course, time_s: float) -> str:
    return next(beat.window.id for beat in course.beats if beat.span.start_s <= time_s < beat.span.end_s)


def _moved_meanwhile(rng: Random, plan: CameraPlan, at_s: float, gap_s: float) -> CameraPlan:
    """The person sits differently and the light has changed a little when it goes on."""
    shift = Shift(
        at_s=at_s + 0.3 * gap_s,
        over_s=0.4 * gap_s,
        across=rng.choice((-1, 1)) * rng.uniform(0.09, 0.16),
        down=rng.uniform(-0.05, 0.05),
        zoom=rng.choice((rng.uniform(0.86, 0.93), rng.uniform(1.07, 1.14))),
    )
    lights = ((0.0, 1.0), (at_s + 0.1 * gap_s, 1.0), (at_s + 0.9 * gap_s, rng.choice((0.9, 1.1))))
    return replace(plan, shifts=(*plan.shifts, shift), lights=lights)


def _sounds_other(rng: Random, plan: SoundPlan, at_s: float) -> SoundPlan:
    return replace(plan, beds=(*plan.beds, other_bed(rng, plan.beds[-1], at_s + 0.2)))
