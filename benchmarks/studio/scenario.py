"""A whole recording as decided from its seed: what is asked, what happens, what is planted."""

import re
from dataclasses import dataclass, replace
from random import Random

from benchmarks.studio.camera.plan import CameraPlan
from benchmarks.studio.events import CAMERA_TWISTS, EXPECTED_CODE, NEEDS_CAMERA, WHOLE_SPAN, Event, Twist
from benchmarks.studio.planning.camera import plan_camera
from benchmarks.studio.planning.edits import cut, repeat
from benchmarks.studio.planning.frame import (
    Format,
    choose_camera_rect,
    choose_format,
    choose_look,
    room_for_windows,
)
from benchmarks.studio.planning.screen import Course, Draft
from benchmarks.studio.planning.sound import choose_phrase, plan_sound
from benchmarks.studio.scene import Look, Pointer, Screen, Timeline
from benchmarks.studio.tasks import ENGLISH, Task
from benchmarks.studio.tasks_ru import RUSSIAN
from benchmarks.studio.voice import SoundPlan
from benchmarks.studio.wording import GRADER_NOTES, GRADER_NOTES_RU
from variants import codes
from workers.spans import Span

_RUN_OF_THREE = re.compile(r"(.)\1\1")
_CAMERA_SHARE = 0.7
_RUSSIAN_SHARE = 0.2
_RULE = {"en": "Do not use ChatGPT or Copilot.", "ru": "Не используйте ChatGPT и Copilot."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the brief says besides the task: `code` and `phrase` are the person's own."""

    code: str
    phrase: str
    forbidden: tuple[str, ...]
    max_absence_s: float
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Everything about one recording. `event_span`: where the planted event can be seen or heard,
    in seconds of the recording; null where nothing is planted.
    """

    seed: int
    event: Event
    twist: Twist | None
    format: Format
    task: Task
    asked: Asked
    screen: Screen
    camera: CameraPlan | None
    sound: SoundPlan
    timeline: Timeline
    event_span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a caller fixes instead of leaving it to the seed (null: the seed decides)."""

    twist: Twist | None = None
    task: str | None = None
    format: Format | None = None
    dark: bool | None = None
    #: Notes to a grader in Russian, which the recogniser that comes with Candor cannot write.
    russian_notes: bool = False


def plan(seed: int, event: Event = Event.NONE, wish: Wish | None = None) -> Scenario:
    """The scenario of a seed. Pure: the same arguments always give the same scenario."""
    return _Planner(seed, event, wish or Wish()).plan()


class _Planner:
    def __init__(self, seed: int, event: Event, wish: Wish) -> None:
        self._seed = seed
        self._event = event
        self._wish = wish
        self._twist = self._choose_twist()
        self._format = wish.format or choose_format(self._rng("format"))

    def _rng(self, topic: str) -> Random:
        """Each topic draws from its own stream, so that a change to one leaves the others."""
        return Random(f"{self._seed}/{self._event}/{topic}")

    def _choose_twist(self) -> Twist | None:
        if self._event is not Event.NONE:
            return None
        return self._wish.twist or self._rng("twist").choice(tuple(Twist))

    def plan(self) -> Scenario:
        task, asked = self._choose_task(), self._choose_asked()
        look = self._choose_look()
        rng = self._rng("camera-rect")
        rect = (
            choose_camera_rect(rng, self._format, bar_on_top=look.bar_on_top) if self._has_camera() else None
        )
        room = room_for_windows(self._format, rect, bar_on_top=look.bar_on_top)
        course = Draft(
            rng=self._rng("screen"),
            room=room,
            event=self._event,
            twist=self._twist,
            task=task,
            code=None if self._event is Event.CODE_MISSING else asked.code,
            foreign_code=_choose_code(self._rng("foreign")),
            phrase=asked.phrase,
            forbidden=asked.forbidden,
            notes=GRADER_NOTES_RU if self._wish.russian_notes else GRADER_NOTES,
        ).plan()
        sound = plan_sound(
            self._rng("sound"), event=self._event, twist=self._twist, phrase=asked.phrase, course=course
        )
        camera, filmed = None, None
        if rect is not None:
            shot = plan_camera(
                self._rng("camera"),
                rect=rect,
                event=self._event,
                twist=self._twist,
                course=course,
                max_absence_s=asked.max_absence_s,
            )
            camera, filmed = shot.plan, shot.event
        timeline = Timeline(pieces=(Span(start_s=0.0, end_s=course.duration_s),))
        span = filmed or course.event
        if camera is not None and self._event in (Event.CUT, Event.REPEATED_SEGMENT):
            edit = cut if self._event is Event.CUT else repeat
            edited = edit(self._rng("edit"), course, camera, sound)
            course, camera, sound, timeline, span = (
                edited.course,
                edited.camera,
                edited.sound,
                edited.timeline,
                edited.event,
            )
        if self._event in WHOLE_SPAN:
            span = Span(start_s=0.0, end_s=timeline.duration_s)
        return Scenario(
            seed=self._seed,
            event=self._event,
            twist=self._twist,
            format=self._format,
            task=task,
            asked=self._with_reference(asked, camera),
            screen=self._screen(course, look, task, asked, room.right_margin_px),
            camera=camera,
            sound=sound,
            timeline=timeline,
            event_span=span if self._event in EXPECTED_CODE else None,
        )

    def _choose_task(self) -> Task:
        rng = self._rng("task")
        makers = RUSSIAN if rng.random() < _RUSSIAN_SHARE else ENGLISH
        if self._wish.task is not None:
            makers = tuple(maker for maker in (*ENGLISH, *RUSSIAN) if maker(Random(0)).key == self._wish.task)
        task = rng.choice(makers)(rng)
        if rng.random() < 0.35 and self._event is not Event.TASK_PAGE_ONLY:
            task = replace(task, stages=task.stages[:2])
        if rng.random() < 0.25:
            task = replace(task, paragraphs=(*task.paragraphs, _RULE[task.language]))
        if self._event is Event.TASK_PAGE_ONLY:
            task = _with_hints(task)
        return task

    def _choose_asked(self) -> Asked:
        rng = self._rng("asked")
        names = rng.choice((("ChatGPT", "Copilot"), ("ChatGPT",), ("ChatGPT", "Copilot", "DeepSeek")))
        leaves = self._event is Event.PERSON_LEAVES
        return Asked(
            code=_choose_code(rng),
            phrase=choose_phrase(rng),
            forbidden=names,
            max_absence_s=rng.choice((3.0, 3.5, 4.0)) if leaves else rng.choice((4.0, 5.0, 10.0)),
            reference=None,
        )

    def _with_reference(self, asked: Asked, camera: CameraPlan | None) -> Asked:
        """A quarter of those with a camera bring a picture of the person to compare with."""
        if camera is None or self._rng("reference").random() > 0.25:
            return asked
        return replace(asked, reference=camera.presences[0].person)

    def _choose_look(self) -> Look:
        rng = self._rng("look")
        switch_s = rng.uniform(7.0, 12.0) if self._twist is Twist.DARK_SWITCH else None
        look = choose_look(rng, self._format, dark_from_s=switch_s)
        return look if self._wish.dark is None else replace(look, dark=self._wish.dark)

    def _has_camera(self) -> bool:
        if self._event in NEEDS_CAMERA or self._twist in CAMERA_TWISTS:
            return True
        return self._rng("has-camera").random() < _CAMERA_SHARE

    def _screen(self, course: Course, look: Look, task: Task, asked: Asked, margin_px: int) -> Screen:
        expected = (text for stage in task.stages for text in stage.expect)
        return Screen(
            shows=course.shows,
            look=look,
            pointer=self._pointer(course),
            right_margin_px=margin_px,
            key_texts=(asked.code, *expected),
        )

    def _pointer(self, course: Course) -> Pointer:
        """It comes to rest on the right or low, where there is little to read."""
        rng = self._rng("pointer")
        stops = []
        for beat in course.beats:
            for at_s in (beat.span.start_s - 0.4, beat.span.start_s + rng.uniform(1.0, 2.5)):
                x = rng.uniform(0.55, 0.72) * self._format.width
                stops.append((at_s, x, rng.uniform(0.66, 0.9) * self._format.height))
        return Pointer(stops=tuple(sorted(stops)))


def _choose_code(rng: Random) -> str:
    """A code without the same symbol three times on end: readers of text swallow such runs."""
    while True:
        code = codes.encode(rng.randrange(codes.CAPACITY))
        if code is not None and not _RUN_OF_THREE.search(code):
            return code


def _with_hints(task: Task) -> Task:
    """The task page itself names all that the steps are recognised by."""
    hints = tuple(f"{stage.instruction}: {', '.join(stage.expect)}" for stage in task.stages)
    return replace(task, paragraphs=(*task.paragraphs, *hints))
