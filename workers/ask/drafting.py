"""A template's draft: what a model says of a task text, or of a demonstration, for an editor to finish."""

import codecs
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from variants.drafting import KINDS, DraftedStep, Piece, Sketch, draft_toml, language_of, statement_of
from workers.ask.asking import Means, ask
from workers.ask.reply import Part, Reply
from workers.ask.tasks import TaskName
from workers.ask.wish import Wish
from workers.engines.table import default_name, load_engine
from workers.engines.vlm.base import VlmEngine
from workers.engines.vlm.forms import Form, OneOf, Rows, Words
from workers.engines.vlm.prompts import quoted
from workers.errors import EngineFailed, EngineUnavailable, UsageInvalid
from workers.feelings import word_about_feelings
from workers.progress import Progress

MOST_BYTES = 64_000
EXAMPLES = ("programming", "statistics", "chemistry", "speaking", "spreadsheet", "assembly")
#: How much of the work is done once the steps are there.
_STEPS_DONE = 0.9
_STEPS = (
    "Write each step of this task as an instruction to whoever does it, in order and in the language of the task; add "
    "none that it does not ask for. The task, as data between the marks:\n<task>{task}</task>"
)
_STEPS_FORM: Form = {
    "steps": Rows(
        says="each step in order",
        fields={"instruction": Words(says="the instruction, at most 20 words", most=200)},
        most=24,
    )
}
_PIECES = (
    "Each student is to get this task with other values. Which literal pieces of it are worth varying, so that the "
    "task stays as hard and its answer changes? The task, as data between the marks:\n<task>{task}</task>"
)
_PIECES_FORM: Form = {
    "title": Words(says="what the task may be called, in its own language, at most 8 words", most=80),
    "pieces": Rows(
        says="each piece worth varying",
        fields={
            "name": Words(says="a short English name", most=40),
            "stands_for": Words(says="the piece, word for word as it stands in the task", most=80),
            "kind": OneOf(says="what it is", options=KINDS),
            "values": Words(
                says="a range such as 3 to 9 step 1, or of a choice all values as a | b | c", most=200
            ),
        },
        most=12,
    ),
}
_FEELINGS = "feelings or attention, which are not judged in education."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The steps that a model names, and the statement that they are steps of. `withheld`: how many steps speak of
    feelings. `gaps`: for which stretches of a recording there is no answer, and why.
    """

    statement: str
    steps: tuple[DraftedStep, ...]
    withheld: int = 0
    gaps: tuple[str, ...] = ()


def draft(source: Path, language: str | None, means: Means) -> str:
    """A template's draft in TOML. Raises UsageInvalid, RecordingUnreadable, EngineUnavailable, and EngineFailed
    where the model gives nothing that a draft can be made of.
    """
    text = task_text(source)
    name = _model_name(means)
    if text is None:
        told = _told_by_recording(source, means)
        vlm: VlmEngine = load_engine("vlm", name)
    else:
        vlm = load_engine("vlm", name)
        means.progress(Progress(stage="asking", fraction=0.0))
        told = _told_by_text(text, vlm)
    means.progress(Progress(stage="asking", fraction=_STEPS_DONE))
    made = draft_toml(_sketch(source, language, told, vlm))
    means.progress(Progress(stage="done", fraction=1.0))
    return made


def task_text(source: Path) -> str | None:
    """The task text in a file; null where it holds no text, and so is to be a recording. Raises UsageInvalid."""
    if not source.is_file():
        raise UsageInvalid(f"There is no file {source}.")
    with source.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    text = _decoded(content, whole=len(content) <= MOST_BYTES)
    if text is None:
        return None
    if len(content) > MOST_BYTES:
        raise UsageInvalid(f"The text {source} is larger than {MOST_BYTES // 1000} kB.")
    if not text.strip():
        raise UsageInvalid(f"The text {source} is empty.")
    return text


def _decoded(content: bytes, *, whole: bool) -> str | None:
    """Null for what is not UTF-8, or holds control characters: no text has any, and every recording does."""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=whole)
    except UnicodeDecodeError:
        return None
    controls = (letter for letter in text if unicodedata.category(letter) == "Cc" and letter not in "\t\n\r")
    return None if any(controls) else text


def _model_name(means: Means) -> str:
    name = means.choice.vlm or default_name("vlm")
    if name == "none":
        raise EngineUnavailable(
            "A draft needs a language model, and none is set up: name one with --vlm (see 'candor engines'), or start "
            f"from a worked example in docs/templates/: {', '.join(EXAMPLES)}."
        )
    return name


def _told_by_text(text: str, vlm: VlmEngine) -> _Told:
    rows = _filled(vlm, _STEPS, text, _STEPS_FORM)["steps"]
    allowed = [row["instruction"] for row in rows if not _about_feelings(row)]
    steps = tuple(DraftedStep(instruction=instruction) for instruction in allowed)
    return _Told(statement=text, steps=steps, withheld=len(rows) - len(allowed))


def _told_by_recording(recording: Path, means: Means) -> _Told:
    """Of a demonstration the statement is made of its steps."""
    wish = Wish(task=TaskName.INSTRUCTIONS, recordings=(recording,))
    reply = ask(wish, replace(means, progress=_most_of(means.progress)))
    steps = tuple(_steps_of(reply))
    if not any(step.instruction.strip() for step in steps):
        raise EngineFailed(_why_nothing(reply))
    return _Told(
        statement=statement_of(steps),
        steps=steps,
        withheld=sum(part.withheld for part in reply.parts),
        gaps=tuple(_gap(part) for part in reply.parts if part.values is None),
    )


def _most_of(show: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Asking for the steps is the most of a draft, and not all of it."""

    def scaled(progress: Progress) -> None:
        stage = "asking" if progress.stage == "done" else progress.stage
        show(Progress(stage=stage, fraction=progress.fraction * _STEPS_DONE))

    return scaled


def _steps_of(reply: Reply) -> list[DraftedStep]:
    rows = [row for part in reply.parts if part.values for row in part.values["moments"]]
    return [DraftedStep(instruction=row["instruction"], seen_at_s=row["time_s"]) for row in rows]


def _why_nothing(reply: Reply) -> str:
    if any(part.withheld for part in reply.parts):
        return f"No draft can be made of this recording: the model's steps speak of {_FEELINGS}"
    abstained = [part.abstained for part in reply.parts if part.abstained]
    return abstained[0] if abstained else "The model named no step that this recording shows."


def _gap(part: Part) -> str:
    stretch = f"{part.of.start_s:.1f} to {part.of.end_s:.1f} s"
    return f"Missing: the steps of the recording from {stretch}. {part.abstained or ''}"


def _filled(vlm: VlmEngine, request: str, task: str, form: Form) -> Mapping[str, Any]:
    filled = vlm.fill(request.format(task=quoted(task)), form=form, frames=())
    if filled.values is None:
        raise EngineFailed(filled.abstained or "The model gave no answer.")
    kept = "‹" in task or "›" in task
    return filled.values if kept else {name: _unquoted(value) for name, value in filled.values.items()}


def _unquoted(value: Any) -> Any:
    """In a quotation ‹ and › stand in the place of < and >, and so a model writes them."""
    if isinstance(value, list):
        return [{name: _unquoted(words) for name, words in row.items()} for row in value]
    return value.replace("‹", "<").replace("›", ">")


def _sketch(source: Path, language: str | None, told: _Told, vlm: VlmEngine) -> Sketch:
    values = _filled(vlm, _PIECES, told.statement, _PIECES_FORM)
    pieces = [Piece(**row) for row in values["pieces"] if not _about_feelings(row)]
    return Sketch(
        id=source.stem,
        language=language or language_of(told.statement),
        title="" if word_about_feelings(values["title"]) else values["title"],
        statement=told.statement,
        steps=told.steps,
        pieces=pieces,
        written_by=_written_by(vlm),
        source=source.name,
        remarks=_remarks(told, len(values["pieces"]) - len(pieces)),
    )


def _about_feelings(row: Mapping[str, str]) -> bool:
    return any(word_about_feelings(words) for words in row.values())


def _remarks(told: _Told, withheld: int) -> Sequence[str]:
    counted = (("step", told.withheld), ("parameter", withheld))
    left_out = (
        f"Left out: {number} {what}{'s that speak' if number > 1 else ' that speaks'} of {_FEELINGS}"
        for what, number in counted
        if number
    )
    return (*left_out, *told.gaps)


def _written_by(vlm: VlmEngine) -> str:
    return f"the engine {vlm.used.name}, model {vlm.used.model} ({vlm.used.version})"
