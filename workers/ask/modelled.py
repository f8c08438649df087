"""Tasks that a video-language model is asked: which pictures it is shown, and what its answers rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workers.ask.looked import Looked, spread
from workers.ask.reply import Part, Seen
from workers.ask.tasks import TASKS, Over, TaskName
from workers.ask.wish import Wish
from workers.brief import Profile
from workers.engines.vlm.base import Filled, Frame, VlmEngine
from workers.engines.vlm.forms import WHOLE_SIDE
from workers.engines.vlm.prompts import quoted
from workers.feelings import word_about_feelings
from workers.perceive.questions import windows
from workers.spans import Span

_WITHHELD = "The answer speaks of feelings or attention, which are not judged in education; it is withheld."
_NO_PLACE = "The model named no place in the picture."
_NO_PICTURE = "There is no picture to ask about."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    of: Span
    frames: Sequence[Frame]


def parts_of_model(wish: Wish, looked: Sequence[Looked], vlm: VlmEngine) -> list[Part]:
    """Every asking and its answer, in order of time."""
    shown = list(_shown(wish, looked, vlm.frames_at_once))
    if not shown:
        return [Part(of=looked[0].whole, values=None, abstained=_NO_PICTURE)]
    if wish.task is TaskName.DIALOGUE:
        return _dialogue(wish, shown[0], looked, vlm)
    question = next(iter(wish.questions), None)
    return [_part(wish, question, quoted(question or ""), one, looked, vlm) for one in shown]


def _shown(wish: Wish, looked: Sequence[Looked], at_once: int) -> Iterator[_Shown]:
    if TASKS[wish.task].over is Over.STRETCHES:
        (one,) = looked
        for window in windows(one.stills, at_once):
            of = Span(start_s=window[0].span.start_s, end_s=window[-1].span.end_s)
            yield _Shown(of=of, frames=one.frames(window))
        return
    each = max(1, at_once // len(looked))
    frames = [frame for one in looked for frame in one.frames(spread(one.stills, each))]
    if frames:
        longest_s = max(one.whole.end_s for one in looked)
        yield _Shown(of=Span(start_s=0.0, end_s=longest_s), frames=frames)


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
    task = TASKS[wish.task]
    request = task.asks.format(question=f"<question>{data}</question>")
    filled = vlm.fill(request, form=task.form, frames=shown.frames)
    values, abstained = _allowed(filled, wish.profile)
    evidence: tuple[Seen, ...] = ()
    if values is not None:
        evidence = tuple(_evidence(values, looked))
    if values is not None and "left" in values and values["shown"] == "yes" and not evidence:
        values, abstained = None, _NO_PLACE
    return Part(
        of=shown.of,
        values=values,
        evidence=evidence,
        question=question,
        frames_s=tuple(frame.time_s for frame in shown.frames),
        prompt=filled.prompt,
        tokens=filled.tokens,
        abstained=abstained,
    )


def _allowed(filled: Filled, profile: Profile) -> tuple[Mapping[str, Any] | None, str | None]:
    """What was filled in, unless the profile keeps it back; and why there is nothing."""
    if filled.values is None or profile is not Profile.EDUCATION:
        return filled.values, filled.abstained
    if any(word_about_feelings(text) for text in _texts(filled.values)):
        return None, _WITHHELD
    return filled.values, None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _evidence(values: Mapping[str, Any], looked: Sequence[Looked]) -> Iterator[Seen]:
    """The moments that an answer names, as what can be clicked."""
    if "left" in values:
        yield from _placed(values, looked[0])
        return
    for row in (values, *(row for rows in values.values() if isinstance(rows, list) for row in rows)):
        time_s = row.get("time_s")
        if time_s is not None:
            one = _recording_of(row, looked)
            end_s = max(one.until_s(time_s), row.get("until_s") or 0.0)
            yield Seen(start_s=time_s, end_s=end_s, of=one.letter)


def _recording_of(row: Mapping[str, Any], looked: Sequence[Looked]) -> Looked:
    named = str(row.get("recording", "")).strip().upper()
    return next((one for one in looked if one.letter == named), looked[0])


def _placed(values: Mapping[str, Any], one: Looked) -> Iterator[Seen]:
    left, top, right, bottom = (values[side] / WHOLE_SIDE for side in ("left", "top", "right", "bottom"))
    if values["shown"] == "yes" and values["time_s"] is not None and left < right and top < bottom:
        box = tuple(round(part, 3) for part in (left, top, right - left, bottom - top))
        time_s = values["time_s"]
        yield Seen(start_s=time_s, end_s=one.until_s(time_s), box=(box[0], box[1], box[2], box[3]))
