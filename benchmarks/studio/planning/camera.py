"""Who sits before the camera and what they do, by event and twist."""

from dataclasses import dataclass, replace
from random import Random

from benchmarks.studio.camera.plan import CameraPlan, PaperPhoto, Presence, Shift, Turn
from benchmarks.studio.events import Event, Twist
from benchmarks.studio.planning.screen import Course
from benchmarks.studio.portraits import PEOPLE
from benchmarks.studio.scene import Rect
from workers.spans import Span

_ALWAYS_S = -1.0
_NEVER_S = 1e9
#: A sliding face is half in the picture this long after it sets out, or before it is gone.
_HALF_WAY_S = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Filmed:
    """The camera's plan and, for what happens before it, where that can be seen."""

    plan: CameraPlan
    event: Span | None


def plan_camera(
    rng: Random, *, rect: Rect, event: Event, twist: Twist | None, course: Course, max_absence_s: float
) -> Filmed:
    person = rng.choice(PEOPLE)
    other = next(name for name in PEOPLE if name != person)
    still = twist is Twist.SITS_STILL
    sitter = Presence(
        person=person,
        start_s=_ALWAYS_S,
        end_s=_NEVER_S,
        side=rng.choice((-1, 1)),
        seat=(rng.uniform(0.44, 0.56), rng.uniform(0.47, 0.53)),
        size=rng.uniform(0.92, 1.06),
        glasses=_wears_glasses(rng, person, twist),
        liveliness=0.12 if still else rng.uniform(0.6, 1.0),
        motion=rng.randrange(10_000),
    )
    duration_s = course.duration_s
    plan = CameraPlan(
        rect=rect,
        room=rng.randrange(10_000),
        mirrored=rng.random() < 0.5,
        noise=rng.uniform(1.4, 3.4),
        presences=(sitter,),
        turns=() if still else _turns(rng, twist, course),
        blinks=_blinks(rng, duration_s),
        refocus=(rng.uniform(3, duration_s - 3),) if rng.random() < 0.3 else (),
    )
    plan = _with_twist(rng, plan, twist, course)
    return _with_event(rng, plan, event, other=other, duration_s=duration_s, max_absence_s=max_absence_s)


def _wears_glasses(rng: Random, person: str, twist: Twist | None) -> bool:
    """Grace Hopper has her own."""
    return person == "astronaut" and (twist is Twist.GLASSES or rng.random() < 0.15)


def _blinks(rng: Random, duration_s: float) -> tuple[float, ...]:
    times, at_s = [], rng.uniform(0.5, 2.5)
    while at_s < duration_s:
        times.append(at_s)
        at_s += rng.uniform(1.6, 4.8)
    return tuple(times)


def _turns(rng: Random, twist: Twist | None, course: Course) -> tuple[Turn, ...]:
    if twist is Twist.HEAD_TURNS:
        pastes = [beat.paste_s for beat in course.beats if beat.paste_s is not None]
        return tuple(_turn(rng, paste_s - 0.2, 0.42) for paste_s in pastes)
    times = sorted(rng.uniform(1.0, course.duration_s - 2.5) for _ in range(rng.randint(0, 3)))
    return tuple(_turn(rng, at_s, 0.3) for at_s in times)


def _turn(rng: Random, at_s: float, most: float) -> Turn:
    yaw = rng.choice((-1, 1)) * rng.uniform(0.5, 1.0) * most
    return Turn(at_s=at_s, hold_s=rng.uniform(0.5, 1.6), yaw=yaw, pitch=rng.uniform(-0.3, 0.15))


def _with_twist(rng: Random, plan: CameraPlan, twist: Twist | None, course: Course) -> CameraPlan:
    middle_s = rng.uniform(0.4, 0.7) * course.duration_s
    match twist:
        case Twist.ROOM_BRIGHTNESS:
            gain = rng.choice((0.6, 0.7, 1.25, 1.4))
            return replace(
                plan, lights=((0.0, 1.0), (middle_s, 1.0), (middle_s + rng.uniform(0.1, 1.0), gain))
            )
        case Twist.LEANS_OUT:
            shift = Shift(
                at_s=middle_s,
                over_s=0.5,
                across=rng.choice((-1, 1)) * rng.uniform(0.36, 0.5),
                down=0.04,
                zoom=1.0,
                back_s=middle_s + rng.uniform(1.0, 1.9),
            )
            return replace(plan, shifts=(shift,))
        case Twist.BUSY_SWITCHES:
            return replace(plan, shifts=tuple(_start(rng, beat.span.start_s) for beat in course.beats[1:]))
        case _:
            return plan


def _start(rng: Random, at_s: float) -> Shift:
    """The person moves suddenly, as the window changes."""
    return Shift(
        at_s=at_s - rng.uniform(0.0, 0.2),
        over_s=rng.uniform(0.2, 0.4),
        across=rng.choice((-1, 1)) * rng.uniform(0.03, 0.1),
        down=rng.uniform(-0.02, 0.05),
        zoom=rng.uniform(0.95, 1.06),
        back_s=at_s + rng.uniform(0.9, 1.8),
    )


def _with_event(
    rng: Random, plan: CameraPlan, event: Event, *, other: str, duration_s: float, max_absence_s: float
) -> Filmed:
    match event:
        case Event.PERSON_LEAVES:
            return _leaves(rng, plan, duration_s, max_absence_s)
        case Event.SECOND_PERSON:
            return _second(rng, plan, other, duration_s)
        case Event.PERSON_SWAPPED:
            return _swapped(rng, plan, other, duration_s)
        case Event.STILL_PHOTO:
            shake_px = rng.choice((0.0, 0.0, rng.uniform(0.6, 1.6)))
            paper = PaperPhoto(
                person=plan.presences[0].person, shake_px=shake_px, tilt=rng.uniform(-0.03, 0.03)
            )
            return Filmed(plan=replace(plan, paper=paper), event=None)
        case Event.FROZEN_CAMERA:
            start_s = rng.uniform(6.0, duration_s - 6.5)
            frozen = Span(start_s=start_s, end_s=start_s + rng.uniform(4.2, 5.6))
            return Filmed(plan=replace(plan, frozen=frozen), event=frozen)
        case _:
            return Filmed(plan=plan, event=None)


def _leaves(rng: Random, plan: CameraPlan, duration_s: float, max_absence_s: float) -> Filmed:
    (sitter,) = plan.presences
    away_s = max_absence_s + rng.uniform(1.6, 2.8)
    gone_s = rng.uniform(6.0, duration_s - away_s - 2.0)
    leaving = replace(sitter, end_s=gone_s + _HALF_WAY_S)
    back = replace(sitter, start_s=gone_s + away_s - _HALF_WAY_S, side=rng.choice((-1, 1)))
    event = Span(start_s=gone_s, end_s=gone_s + away_s)
    return Filmed(plan=replace(plan, presences=(leaving, back)), event=event)


def _second(rng: Random, plan: CameraPlan, other: str, duration_s: float) -> Filmed:
    """Another person leans in from one side while the first moves over to make room."""
    (sitter,) = plan.presences
    side = rng.choice((-1, 1))
    start_s = rng.uniform(5.0, duration_s - 7.0)
    end_s = start_s + rng.uniform(3.8, 5.6)
    visitor = Presence(
        person=other,
        start_s=start_s - _HALF_WAY_S,
        end_s=end_s + _HALF_WAY_S,
        side=side,
        seat=(0.5 + side * 0.27, 0.47),
        size=0.88,
        speaks=False,
        motion=sitter.motion + 1,
    )
    aside = Shift(
        at_s=start_s - 0.4, over_s=0.5, across=-side * 0.17, down=0.0, zoom=0.95, back_s=end_s + 0.1
    )
    steady = replace(sitter, seat=(0.5, sitter.seat[1]), liveliness=0.6)
    plan = replace(plan, presences=(steady, visitor), shifts=(*plan.shifts, aside), turns=())
    return Filmed(plan=_shift_only_first(plan), event=Span(start_s=start_s, end_s=end_s))


def _shift_only_first(plan: CameraPlan) -> CameraPlan:
    """A shift moves everybody, so the visitor's seat takes it back."""
    first, visitor = plan.presences
    across = plan.shifts[-1].across
    x, y = visitor.seat
    return replace(plan, presences=(first, replace(visitor, seat=(x - across, y))))


def _swapped(rng: Random, plan: CameraPlan, other: str, duration_s: float) -> Filmed:
    """The first person leaves for good; soon another sits there."""
    (sitter,) = plan.presences
    gone_s = rng.uniform(0.54, 0.64) * duration_s
    come_s = gone_s + rng.uniform(0.8, 1.5)
    leaving = replace(sitter, end_s=gone_s + _HALF_WAY_S)
    coming = replace(
        sitter,
        person=other,
        start_s=come_s - _HALF_WAY_S,
        side=rng.choice((-1, 1)),
        motion=sitter.motion + 1,
        glasses=False,
    )
    event = Span(start_s=come_s, end_s=duration_s)
    return Filmed(plan=replace(plan, presences=(leaving, coming)), event=event)
