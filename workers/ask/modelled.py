"""Tasks that a video-language model is asked: which pictures it is shown, and what its answers rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workers.ask.looked import Looked, spread
from workers.ask.reply import Part, Seen
from workers.ask.tasks import TASKS, Over, TaskName
from workers.ask.wish import Wish
from workers.brief import Profile
from workers.engines.vlm.along import Talk, said_along, written_along
from workers.engines.vlm.base import Frame, VlmEngine
from workers.engines.vlm.forms import WHOLE_SIDE, Form, OneOf, Rows
from workers.engines.vlm.prompts import quoted
from workers.engines.vlm.replies import NO_MOMENT
from workers.engines.vlm.showing import Showing
from workers.feelings import word_about_feelings
from workers.perceive.questions import windows
from workers.spans import Span

_WITHHELD = "The answer speaks of feelings or attention, which are not judged in education; it is withheld."
_NO_PLACE = "The model named no place in the picture."
_NO_PICTURE = "There is no picture to ask about."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """`said`: what is said from its start to its end, where that is to be given along."""

    of: Span
    frames: Sequence[Frame]
    said: str


def parts_of_model(wish: Wish, looked: Sequence[Looked], vlm: VlmEngine) -> list[Part]:
    """Every asking and its answer, in order of time."""
    shown = _shown(wish, looked, vlm.showing)
    if wish.task is TaskName.DIALOGUE:
        parts = [part for one in shown for part in _dialogue(wish, one, looked, vlm)]
    else:
        question = next(iter(wish.questions), None)
        parts = [_part(wish, question, quoted(question or ""), one, looked, vlm) for one in shown]
    return parts or [Part(of=looked[0].whole, values=None, abstained=_NO_PICTURE)]


def _shown(wish: Wish, looked: Sequence[Looked], showing: Showing) -> Iterator[_Shown]:
    if TASKS[wish.task].over is Over.STRETCHES:
        (one,) = looked
        for window in windows(one.stills, showing.at_once):
            of = Span(start_s=window[0].span.start_s, end_s=window[-1].span.end_s)
            yield _Shown(of=of, frames=one.frames(window, showing), said=_said(looked, of, showing))
        return
    each = max(1, showing.at_once // len(looked))
    frames = [frame for one in looked for frame in one.frames(spread(one.stills, each), showing)]
    if frames:
        of = Span(start_s=0.0, end_s=max(one.whole.end_s for one in looked))
        yield _Shown(of=of, frames=frames, said=_said(looked, of, showing))


def _said(looked: Sequence[Looked], of: Span, showing: Showing) -> str:
    talks = [Talk(speech=one.tracks.speech, spans=[of], of=one.letter) for one in looked]
    return said_along(showing, talks)


def _dialogue(wish: Wish, shown: _Shown, looked: Sequence[Looked], vlm: VlmEngine) -> list[Part]:
    """Question after question about the same pictures, each with what was said before."""
    parts: list[Part] = []
    for question in wish.questions:
        before = [f"{quoted(part.question or '')} was answered {_answer(part)}" for part in parts]
        parts.append(_part(wish, question, "\n".join([*before, quoted(question)]), shown, looked, vlm))
    return parts


def _answer(part: Part) -> str:
    return quoted(str(part.values["answer"])) if part.values else "by nothing"


def _part(
    wish: Wish, question: str | None, data: str, shown: _Shown, looked: Sequence[Looked], vlm: VlmEngine
) -> Part:
    asks = TASKS[wish.task].asks.format(question=f"<question>{data}</question>")
    written = written_along(vlm.showing, query=question or "", described=True)
    filled = vlm.fill(shown.said + written + asks, form=_form(wish, looked), frames=shown.frames)
    values, withheld = _allowed(filled.values, wish.profile)
    evidence = tuple(_evidence(values, looked, shown)) if values is not None else ()
    why_not = filled.abstained or (_WITHHELD if values is None else _unfounded(values, evidence))
    return Part(
        of=shown.of,
        values=None if why_not else values,
        evidence=() if why_not else evidence,
        question=question,
        frames_s=tuple(frame.time_s for frame in shown.frames),
        prompt=filled.prompt,
        tokens=filled.tokens,
        withheld=withheld,
        abstained=why_not,
    )


def _form(wish: Wish, looked: Sequence[Looked]) -> Form:
    """The task's, in which a recording is one of those that are shown."""
    form = TASKS[wish.task].form
    rows = form.get("differences")
    if not isinstance(rows, Rows):
        return form
    letters = OneOf(says="its letter", options=tuple(one.letter for one in looked))
    return {**form, "differences": replace(rows, fields={"recording": letters, **rows.fields})}


def _unfounded(values: Mapping[str, Any], evidence: Sequence[Seen]) -> str | None:
    """Every claim is a moment of the recording: a yes without one is no answer."""
    if values.get("shown") != "yes" or evidence:
        return None
    return _NO_PLACE if "left" in values else NO_MOMENT


def _allowed(values: Mapping[str, Any] | None, profile: Profile) -> tuple[Mapping[str, Any] | None, int]:
    """What was filled in and may be said in the profile, and how many rows were kept back; null where
    the rest may not be said either.
    """
    if values is None or profile is not Profile.EDUCATION:
        return values, 0
    kept = {
        name: [row for row in value if not _about_feelings(row)] if isinstance(value, list) else value
        for name, value in values.items()
    }
    withheld = sum(len(values[name]) - len(kept[name]) for name in kept if isinstance(kept[name], list))
    return (None if _about_feelings(kept) else kept), withheld


def _about_feelings(value: object) -> bool:
    return any(word_about_feelings(text) for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _evidence(values: Mapping[str, Any], looked: Sequence[Looked], shown: _Shown) -> Iterator[Seen]:
    """The moments that an answer names, as what can be clicked; none where it says that nothing is shown."""
    if values.get("shown", "yes") != "yes":
        return
    if "left" in values:
        yield from _placed(values, looked[0])
        return
    times = {(frame.of, frame.time_s) for frame in shown.frames}
    for row in (values, *(row for rows in values.values() if isinstance(rows, list) for row in rows)):
        letter, time_s = row.get("recording", looked[0].letter), row.get("time_s")
        if (letter, time_s) in times:
            (one,) = (one for one in looked if one.letter == letter)
            end_s = max(one.until_s(time_s), row.get("until_s") or 0.0)
            yield Seen(start_s=time_s, end_s=end_s, of=letter)


def _placed(values: Mapping[str, Any], one: Looked) -> Iterator[Seen]:
    edges, time_s = [values[side] for side in ("left", "top", "right", "bottom")], values["time_s"]
    if time_s is None or any(edge is None for edge in edges):
        return
    left, top, right, bottom = (edge / WHOLE_SIDE for edge in edges)
    if left < right and top < bottom:
        box = (round(left, 3), round(top, 3), round(right - left, 3), round(bottom - top, 3))
        yield Seen(start_s=time_s, end_s=one.until_s(time_s), box=box)
