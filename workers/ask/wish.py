"""What somebody asks of recordings, and what may not be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workers.ask.tasks import TASKS, TRACKED, TaskName
from workers.brief import Profile
from workers.errors import UsageInvalid
from workers.feelings import word_about_feelings

_LAW = "feelings and attention are not inferred in education (EU AI Act, article 5(1)(f))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A task about recordings, with the user's own words where it takes some. `language`: what is spoken."""

    task: TaskName
    recordings: Sequence[Path]
    questions: Sequence[str] = ()
    profile: Profile = Profile.EDUCATION
    language: str = "en"


def refuse(wish: Wish) -> None:
    """Raises UsageInvalid, with a sentence, where a wish may not or cannot be carried out."""
    _refuse_profile(wish)
    _refuse_number(wish)


def _refuse_profile(wish: Wish) -> None:
    task = TASKS.get(wish.task)
    if task is not None and wish.profile in task.refused_in:
        raise UsageInvalid(f"The task {wish.task} is refused in profile {wish.profile}: {_LAW}.")
    if wish.profile is not Profile.EDUCATION:
        return
    for question in wish.questions:
        word = word_about_feelings(question)
        if word is not None:
            raise UsageInvalid(
                f"A question with {word!r} in it is refused in profile {wish.profile}: {_LAW}."
            )


def _refuse_number(wish: Wish) -> None:
    task = TASKS.get(wish.task)
    least, most = task.questions if task else TRACKED[wish.task]
    if not least <= len(wish.questions) <= most or not all(map(str.strip, wish.questions)):
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise UsageInvalid(f"The task {wish.task} takes {wanted} --question, and none of them empty.")
    recordings = task.recordings if task else 1
    if len(wish.recordings) < recordings or (recordings == 1 and len(wish.recordings) > 1):
        wanted = "one recording" if recordings == 1 else f"{recordings} recordings or more"
        raise UsageInvalid(f"The task {wish.task} is about {wanted}; {len(wish.recordings)} were named.")
