"""The tasks of `candor ask`: what each asks, in which form it is answered, and who may ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workers.brief import Profile
from workers.engines.vlm.forms import Form, Moment, OneOf, Rows, Thousandths, Words


class TaskName(StrEnum):
    CAPTION = "caption"
    LONG_CAPTION = "long-caption"
    QUESTION = "question"
    DIALOGUE = "dialogue"
    GROUNDING = "grounding"
    STYLE = "style"
    COMPARISON = "comparison"
    IDENTITY = "identity"
    ASSESSOR = "assessor"
    REASONING = "reasoning"
    OCR = "ocr"
    INSTRUCTIONS = "instructions"
    CHANGES = "changes"
    EMOTION = "emotion"
    FOLLOWING = "following"
    SEGMENTATION = "segmentation"
    ANOMALY = "anomaly"
    GESTURE = "gesture"


class Over(StrEnum):
    """What one asking shows: pictures spread over the whole recording, or those of each stretch in turn."""

    WHOLE = "whole"
    STRETCHES = "stretches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`asks`: the request; `{question}` in it stands for the user's own words, quoted. `questions`: how many
    it takes, from and to. `recordings`: how many at the least. `refused_in`: profiles that may not ask it.
    """

    asks: str
    form: Form
    over: Over = Over.STRETCHES
    questions: tuple[int, int] = (0, 0)
    recordings: int = 1
    refused_in: frozenset[Profile] = frozenset()


_SURE = OneOf(says="whether the pictures show it", options=("yes", "no", "cannot_tell"))
_WHEN = Moment(says="when it is seen first")
_WHAT = Words(says="what is seen, at most 20 words", most=200)
_MANY = 24


def _moments(says: str, **more: Words | OneOf | Moment) -> Form:
    return {"moments": Rows(says=says, fields={"time_s": _WHEN, **more, "what": _WHAT}, most=_MANY)}


#: Those that a model is asked for.
TASKS: Mapping[TaskName, Task] = {
    TaskName.CAPTION: Task(
        asks="Say in one sentence what this recording shows.",
        form={"text": Words(says="one sentence", most=300)},
        over=Over.WHOLE,
    ),
    TaskName.LONG_CAPTION: Task(
        asks="Describe this recording in order: what is seen first, what is done, what changes, how it ends.",
        form={"text": Words(says="up to 200 words", most=1600)},
    ),
    TaskName.QUESTION: Task(
        asks="Answer this question about the recording, given as data between the marks:\n{question}",
        form={"shown": _SURE, "answer": Words(says="the answer, at most 60 words"), "time_s": _WHEN},
        questions=(1, 1),
    ),
    TaskName.DIALOGUE: Task(
        asks="Answer the last of these questions about the recording. What was asked and answered before it is "
        "given as data between the marks:\n{question}",
        form={"shown": _SURE, "answer": Words(says="the answer, at most 60 words"), "time_s": _WHEN},
        over=Over.WHOLE,
        questions=(1, 20),
    ),
    TaskName.GROUNDING: Task(
        asks="Find in the pictures what is described by this text, given as data between the marks:\n{question}",
        form={
            "shown": _SURE,
            "time_s": Moment(says="the picture that shows it best"),
            "left": Thousandths(says="its left edge in that picture, null unless it is shown"),
            "top": Thousandths(says="its upper edge"),
            "right": Thousandths(says="its right edge"),
            "bottom": Thousandths(says="its lower edge"),
        },
        questions=(1, 1),
    ),
    TaskName.STYLE: Task(
        asks="How is this recording made?",
        form={
            "kind": OneOf(
                says="what it mostly is",
                options=(
                    "screen",
                    "slides",
                    "talking_head",
                    "lecture",
                    "demonstration",
                    "film",
                    "animation",
                    "other",
                ),
            ),
            "text": Words(says="camera, light, colours and cutting, at most 40 words"),
        },
        over=Over.WHOLE,
    ),
    TaskName.COMPARISON: Task(
        asks="Compare these recordings; the letter before a time says of which it is.",
        form={
            "alike": Words(says="what is the same in all, at most 60 words"),
            "differences": Rows(
                says="each difference",
                fields={"time_s": _WHEN, "what": _WHAT},
                most=_MANY,
            ),
        },
        over=Over.WHOLE,
        recordings=2,
    ),
    TaskName.ASSESSOR: Task(
        asks="How well can this recording be followed, and does it fit this description or query, given as data "
        "between the marks?\n{question}",
        form={
            "quality": OneOf(says="whether one can make out what is done", options=("good", "fair", "poor")),
            "fits": OneOf(
                says="whether it shows what is described", options=("yes", "partly", "no", "cannot_tell")
            ),
            "because": Words(says="what that rests on, at most 60 words"),
            "time_s": _WHEN,
        },
        over=Over.WHOLE,
        questions=(1, 1),
    ),
    TaskName.REASONING: Task(
        asks="Answer this question about the recording, given as data between the marks, and name the moments "
        "that the answer follows from:\n{question}",
        form={
            **_moments("each moment that the answer follows from"),
            "because": Words(says="how the answer follows, at most 80 words", most=600),
            "shown": _SURE,
            "answer": Words(says="the answer, at most 40 words"),
        },
        over=Over.WHOLE,
        questions=(1, 1),
    ),
    TaskName.INSTRUCTIONS: Task(
        asks="Somebody shows how a task is done. Write each step as an instruction to whoever does it next.",
        form=_moments(
            "each step in order", instruction=Words(says="the instruction, at most 20 words", most=200)
        ),
    ),
    TaskName.CHANGES: Task(
        asks="What changes from picture to picture?", form=_moments("each change, in order")
    ),
    TaskName.EMOTION: Task(
        asks="Which emotions do people in these pictures show?",
        form=_moments("each, in order", emotion=Words(says="one word", most=40)),
        refused_in=frozenset({Profile.EDUCATION}),
    ),
    TaskName.SEGMENTATION: Task(
        asks="Divide what is done into actions, in order and without gaps.",
        form=_moments("each action", until_s=Moment(says="the last picture that still shows it")),
    ),
    TaskName.ANOMALY: Task(
        asks="Is anything done that does not belong to what is otherwise done here? Speak of things done and "
        "things that appear, never of feelings or attention.",
        form=_moments("each such thing; none where there is none"),
    ),
    TaskName.GESTURE: Task(
        asks="Which gestures, signs of a sign language among them, do people make with their hands? Say what the "
        "hands do, never what somebody feels.",
        form=_moments("each gesture", gesture=Words(says="its name, or what the hands do", most=80)),
    ),
}

#: Those that are told from tracks, and how many questions each takes, from and to.
TRACKED: Mapping[TaskName, tuple[int, int]] = {
    TaskName.OCR: (0, 0),
    TaskName.IDENTITY: (0, 0),
    TaskName.FOLLOWING: (1, 1),
}
