"""`candor ask`: one task about one recording or several, put to a model or told from tracks."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

from workers import inspect
from workers.ask.looked import Looked, look
from workers.ask.modelled import parts_of_model
from workers.ask.reply import Reply
from workers.ask.tasks import TRACKED, TaskName
from workers.ask.teaching import brief_of
from workers.ask.tracked import brief_for, parts_of_tracks
from workers.ask.wish import Wish, refuse
from workers.brief import LoadedBrief
from workers.engines.table import default_name, load_engine
from workers.engines.vlm.base import VlmEngine
from workers.engines.vlm.showing import Showing
from workers.errors import EngineUnavailable, UsageInvalid
from workers.inspect import Choice
from workers.perceive.recording import Engines
from workers.progress import Progress

#: Of each recording at least its first and its last picture are shown.
LEAST_EACH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what a wish is carried out."""

    choice: Choice
    cache: Path | None
    progress: Callable[[Progress], None]


def ask(wish: Wish, means: Means) -> Reply:
    """The reply. Raises UsageInvalid for what may not be asked, EngineUnavailable where nobody can answer,
    RecordingUnreadable where nothing of a recording can be read.
    """
    refuse(wish)
    reply = _told(wish, means) if wish.task in TRACKED else _asked(wish, means)
    means.progress(Progress(stage="done", fraction=1.0))
    return reply


def _told(wish: Wish, means: Means) -> Reply:
    if wish.task is TaskName.FOLLOWING:
        _model_name(wish.task, means.choice)
    loaded = brief_for(wish)
    engines = inspect.load_engines(loaded, means.choice)
    showing = engines.vlm.showing if engines.vlm else Showing()
    with ExitStack() as stack:
        (looked,) = _looks(wish, loaded, engines, means, stack, showing)
        parts = parts_of_tracks(wish, looked, loaded)
    used = engines.vlm or engines.face or engines.ocr
    return Reply(
        task=wish.task,
        profile=wish.profile,
        recordings=(looked.sha256,),
        engine=used.used,
        parts=tuple(parts),
    )


def _asked(wish: Wish, means: Means) -> Reply:
    vlm: VlmEngine = load_engine("vlm", _model_name(wish.task, means.choice))
    at_once = vlm.showing.at_once
    most = min(max(1, at_once // LEAST_EACH), len(ascii_uppercase))
    if len(wish.recordings) > most:
        raise UsageInvalid(
            f"At most {most} recordings can be compared with {at_once} pictures at once: show more "
            "with CANDOR_VLM_FRAMES."
        )
    loaded = brief_for(wish)
    engines = inspect.load_engines(loaded, means.choice)
    with ExitStack() as stack:
        looked = list(_looks(wish, loaded, engines, means, stack, vlm.showing))
        means.progress(Progress(stage="asking", fraction=0.9))
        parts = tuple(parts_of_model(wish, looked, vlm))
    return Reply(
        task=wish.task,
        profile=wish.profile,
        recordings=tuple(one.sha256 for one in looked),
        engine=vlm.used,
        parts=parts,
        more={"brief": brief_of(parts)} if wish.task is TaskName.INSTRUCTIONS else {},
    )


def _model_name(task: TaskName, choice: Choice) -> str:
    name = choice.vlm or default_name("vlm")
    if name == "none":
        raise EngineUnavailable(
            f"The task {task} is put to a video-language model: name one with --vlm (see 'candor engines')."
        )
    return name


def _looks(
    wish: Wish, loaded: LoadedBrief, engines: Engines, means: Means, stack: ExitStack, showing: Showing
) -> Iterator[Looked]:
    """The recordings, perceived; their folders are there as long as the stack."""
    several = len(wish.recordings) > 1
    for letter, recording in zip(ascii_uppercase, wish.recordings, strict=False):
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="candor-")))
        yield look(
            recording,
            loaded,
            engines,
            letter=letter if several else "",
            showing=showing,
            folder=folder,
            cache=means.cache,
            progress=means.progress,
        )
