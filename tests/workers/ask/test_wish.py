"""What may not be asked, and what cannot."""

from pathlib import Path

import pytest

from workers.ask.tasks import TASKS, TRACKED, TaskName
from workers.ask.wish import Wish, refuse
from workers.brief import Profile
from workers.errors import UsageInvalid

ONE = [Path("a.mp4")]
LAW = "feelings and attention are not inferred in education (EU AI Act, article 5(1)(f))."


def refused(task: TaskName, *questions: str, recordings=ONE, profile=Profile.EDUCATION) -> str:
    with pytest.raises(UsageInvalid) as error:
        refuse(Wish(task=task, recordings=recordings, questions=questions, profile=profile))
    return str(error.value)


def test_every_task_is_asked_or_told_and_none_is_both() -> None:
    assert {*TASKS, *TRACKED} == set(TaskName)
    assert not set(TASKS) & set(TRACKED)


def test_emotions_are_refused_in_education_alone() -> None:
    assert refused(TaskName.EMOTION) == f"The task emotion is refused in profile education: {LAW}"
    refuse(Wish(task=TaskName.EMOTION, recordings=ONE, profile=Profile.MODERATION))


@pytest.mark.parametrize("question", ["Is she nervous?", "Он отвлекается?", "Where is his gaze?"])
def test_a_question_about_feelings_or_attention_is_refused_in_education(question) -> None:
    assert refused(TaskName.QUESTION, question).endswith(f"is refused in profile education: {LAW}")
    wish = Wish(task=TaskName.QUESTION, recordings=ONE, questions=[question], profile=Profile.MODERATION)
    refuse(wish)


@pytest.mark.parametrize(
    ("task", "questions", "wanted"),
    [
        (TaskName.CAPTION, ["What?"], "0 --question"),
        (TaskName.QUESTION, [], "1 --question"),
        (TaskName.QUESTION, ["What?", "When?"], "1 --question"),
        (TaskName.QUESTION, [" "], "1 --question"),
        (TaskName.FOLLOWING, [], "1 --question"),
        (TaskName.OCR, ["What?"], "0 --question"),
        (TaskName.DIALOGUE, [], "1 to 20 --question"),
        (TaskName.DIALOGUE, ["What?"] * 21, "1 to 20 --question"),
    ],
)
def test_a_task_takes_as_many_questions_as_it_can_answer(task, questions, wanted) -> None:
    assert refused(task, *questions) == f"The task {task} takes {wanted}, and none of them empty."


def test_one_recording_is_asked_about_unless_some_are_compared() -> None:
    assert refused(TaskName.CAPTION, recordings=ONE * 2) == (
        "The task caption is about one recording; 2 were named."
    )
    assert refused(TaskName.COMPARISON) == (
        "The task comparison is about 2 recordings or more; 1 were named."
    )
    refuse(Wish(task=TaskName.COMPARISON, recordings=ONE * 3))
