"""The order of the day on the screen: the task page, the stages, and what comes in between."""

from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.studio.events import Event, Twist
from benchmarks.studio.planning.frame import Room, floating, maximised, small
from benchmarks.studio.planning.intermezzo import Intermezzo, choose_intermezzo, grader_lines
from benchmarks.studio.planning.windows import code_note, pasted, stage_window, task_page
from benchmarks.studio.scene import Show, TimedLine, Window
from benchmarks.studio.tasks import App, Stage, Task
from workers.spans import Span

_STAGE_S = {
    App.EDITOR: (4.4, 5.4),
    App.TERMINAL: (3.4, 4.2),
    App.BROWSER: (2.8, 3.6),
    App.SHEET: (4.0, 5.0),
    App.WRITER: (4.4, 5.2),
    App.NOTE: (2.0, 3.0),
}
IDLE_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A stretch in which one window is worked in. `typed_s`: when typing or pasting happens."""

    window: Window
    span: Span
    paste_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is on the screen over time, and where in it the planted event can be seen."""

    shows: tuple[Show, ...]
    beats: tuple[Beat, ...]
    duration_s: float
    event: Span | None


@dataclass(slots=True, kw_only=True)
class Draft:
    """The screen as planned so far, and how far that is."""

    rng: Random
    room: Room
    event: Event
    twist: Twist | None
    task: Task
    code: str | None
    foreign_code: str
    phrase: str
    forbidden: tuple[str, ...]
    notes: tuple[str, ...]
    now_s: float = 0.0
    shows: list[Show] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    planted: Span | None = None

    def plan(self) -> Course:
        self._show_task_page()
        stages = self._stages_in_order()
        extra = choose_intermezzo(
            self.rng,
            event=self.event,
            twist=self.twist,
            task=self.task,
            foreign_code=self.foreign_code,
            forbidden=self.forbidden,
            notes=self.notes,
        )
        after = self.rng.randrange(len(stages)) if stages else 0
        for number, stage in enumerate(stages):
            self._show_stage(stage)
            if extra is not None and number == after:
                self._show_intermezzo(extra)
        self._finish()
        if self.twist is Twist.BUSY_SWITCHES:
            self._switch_back_and_forth()
        if self.twist is Twist.IDLE_SCREEN:
            self.now_s += IDLE_S
        duration_s = round(self.now_s + 0.3, 1)
        return Course(
            shows=tuple(self.shows), beats=tuple(self.beats), duration_s=duration_s, event=self.planted
        )

    def _show_task_page(self) -> None:
        way = self.rng.choice(("badge", "badge", "banner", "note"))
        on_page = self.code if way != "note" else None
        window = task_page(self.task, code=on_page, phrase=self.phrase, banner=way == "banner")
        length_s = self.rng.uniform(5.0, 6.4)
        if self.event is Event.TASK_PAGE_ONLY:
            length_s = self.rng.uniform(14.0, 18.0)
        self._open(window, length_s)
        if way == "note" and self.code is not None:
            rect = small(self.rng, self.room, width=190, height=92)
            gone_s = length_s + self.rng.choice((0.0, 3.0))
            self.shows.append(Show(window=code_note(self.code), rect=rect, start_s=0.4, end_s=gone_s))

    def _stages_in_order(self) -> list[Stage]:
        stages = list(self.task.stages)
        match self.event:
            case Event.TASK_PAGE_ONLY:
                return []
            case Event.STEP_MISSING:
                stages.pop(self.rng.randrange(len(stages)))
            case Event.STEPS_OUT_OF_ORDER:
                first = self.rng.randrange(len(stages) - 1)
                stages[first], stages[first + 1] = stages[first + 1], stages[first]
        return stages

    def _rect(self) -> tuple[int, int, int, int]:
        return maximised(self.room) if self.rng.random() < 0.5 else floating(self.rng, self.room)

    def _open(
        self, window: Window, length_s: float, *, closes: bool = False, paste_s: float | None = None
    ) -> None:
        """Opens a window now and lets `length_s` pass."""
        start_s, self.now_s = self.now_s, self.now_s + length_s
        end_s = self.now_s if closes else float("inf")
        self.shows.append(Show(window=window, rect=self._rect(), start_s=start_s, end_s=end_s))
        span = Span(start_s=start_s, end_s=self.now_s)
        self.beats.append(Beat(window=window, span=span, paste_s=paste_s))

    def _show_stage(self, stage: Stage) -> None:
        length_s = self.rng.uniform(*_STAGE_S[stage.app])
        typed_part = 0.55 if self.event is Event.CUT else 0.3
        window = stage_window(self.rng, stage, start_s=self.now_s, length_s=length_s, typed_part=typed_part)
        paste_s = None
        if stage.app in (App.EDITOR, App.WRITER) and self._pastes():
            paste_s = self.now_s + self.rng.uniform(1.2, 1.8)
            window = pasted(window, paste_s)
        if stage.app is App.EDITOR and self.event is Event.GRADER_TEXT and self.rng.random() < 0.7:
            window, length_s = self._address_grader(window, length_s)
        self._open(window, length_s, paste_s=paste_s)
        if self.twist is Twist.MINIMISE_MAXIMISE and stage.app is not App.BROWSER:
            self._minimise_and_maximise(window)

    def _pastes(self) -> bool:
        if self.event is Event.CUT:
            return False
        return self.twist is Twist.HEAD_TURNS or self.rng.random() < 0.3

    def _address_grader(self, window: Window, length_s: float) -> tuple[Window, float]:
        """A comment to the grader under the program; it is deleted before the window is left."""
        if self.planted is not None:
            return window, length_s
        length_s += 1.5
        start_s = self.now_s + self.rng.uniform(0.8, 1.6)
        end_s = self.now_s + length_s - 0.3
        sign = "--" if window.title.endswith(".sql") else "#"
        lines = tuple(
            TimedLine(text=f"{sign} {text}", start_s=start_s, until_s=end_s)
            for text in grader_lines(self.rng, self.notes)
        )
        self.planted = Span(start_s=start_s, end_s=end_s)
        first = next(
            (index for index, line in enumerate(window.lines) if line.start_s >= 0), len(window.lines)
        )
        before, after = window.lines[:first], window.lines[first:]
        return replace(window, lines=(*before, *lines, *after)), length_s

    def _minimise_and_maximise(self, window: Window) -> None:
        """The newest window goes down to the bar, comes back, and fills the screen."""
        last = self.shows.pop()
        away_s = self.now_s
        back_s = away_s + self.rng.uniform(0.7, 1.2)
        large_s = back_s + self.rng.uniform(0.8, 1.4)
        self.shows += [
            replace(last, end_s=away_s),
            replace(last, start_s=back_s, end_s=large_s),
            Show(window=window, rect=maximised(self.room), start_s=large_s, end_s=float("inf")),
        ]
        self.now_s = large_s + 0.8

    def _show_intermezzo(self, extra: Intermezzo) -> None:
        if extra.planted and self.planted is not None:
            return
        start_s = self.now_s
        window = extra.make(start_s)
        if extra.small:
            self.now_s += extra.length_s
            rect = small(self.rng, self.room, width=300, height=150)
            self.shows.append(Show(window=window, rect=rect, start_s=start_s, end_s=self.now_s))
        else:
            self._open(window, extra.length_s, closes=True)
        if extra.planted:
            self.planted = Span(start_s=start_s, end_s=self.now_s)
        self.now_s += self.rng.uniform(0.5, 1.0)

    def _switch_back_and_forth(self) -> None:
        """Windows that were opened before come to the front, one after the other."""
        for _ in range(self.rng.randint(3, 5)):
            show = self.rng.choice(self.shows)
            self.beats.append(Beat(window=show.window, span=Span(start_s=self.now_s, end_s=self.now_s + 0.9)))
            self.shows.append(replace(show, start_s=self.now_s, end_s=float("inf")))
            self.now_s += self.rng.uniform(0.7, 1.3)

    def _finish(self) -> None:
        """Recordings last 16 s or longer."""
        if self.now_s < 15.7:
            self.now_s = self.rng.uniform(15.7, 16.6)
