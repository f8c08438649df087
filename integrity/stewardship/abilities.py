"""What a brief asks for that this site cannot look at, as far as its workers said what they have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils import timezone

from integrity.stewardship.models import STALE_AFTER_S, WorkerNote
from workers.brief import Brief
from workers.report import CheckName
from workers.scripts import is_readable

#: Engines that know one language only.
_ONE_LANGUAGE = {"pocketsphinx": "en"}


class Lacking(StrEnum):
    #: A step that only a model that looks could see.
    MODEL = "model"
    #: Speech in a language that no worker's engine knows.
    LANGUAGE = "language"
    #: A text in letters that no worker's engine for the screen knows.
    SCRIPT = "script"
    FACES = "faces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    what: Lacking
    #: The step's instruction, the language, or the text.
    text: str = ""


def lacking(brief: Brief, *, faces_allowed: bool) -> list[Lack]:
    """Of workers that said nothing nothing is claimed."""
    engines = _engines()
    lacks = [Lack(what=Lacking.MODEL, text=step.instruction) for step in _unseen(brief)]
    if _listens(brief) and not _knows(engines, brief.language):
        lacks.append(Lack(what=Lacking.LANGUAGE, text=brief.language))
    unread = next((text for text in _shown_texts(brief) if not _is_read(engines, text)), None)
    if unread is not None:
        lacks.append(Lack(what=Lacking.SCRIPT, text=unread))
    if brief.identity is not None and CheckName.IDENTITY not in brief.skip and not faces_allowed:
        lacks.append(Lack(what=Lacking.FACES))
    return lacks


def _engines() -> list[dict[str, Any]]:
    """The default ones, of all workers that were heard of lately."""
    since = timezone.now() - timedelta(seconds=STALE_AFTER_S)
    notes = WorkerNote.objects.filter(seen_at__gte=since).values_list("engines", flat=True)
    return [one for engines in notes for one in engines if one.get("default")]


def _unseen(brief: Brief) -> Iterable[Any]:
    return brief.steps_without_ground if settings.CANDOR_VLM == "none" else ()


def _listens(brief: Brief) -> bool:
    if CheckName.SPEECH in brief.skip:
        return False
    has_phrase = brief.variant is not None and brief.variant.phrase is not None
    return has_phrase or brief.speech is not None or any(step.expect_speech for step in brief.steps)


def _shown_texts(brief: Brief) -> list[str]:
    """Texts that the brief looks for on the screen."""
    wanted = [text for step in brief.steps for text in step.expect_text]
    if brief.text is not None and CheckName.TEXT not in brief.skip:
        wanted += [*brief.text.required, *brief.text.forbidden]
    return wanted


def _is_read(engines: Iterable[dict[str, Any]], text: str) -> bool:
    """Whether some worker's engine for the screen may; true where no worker said what it reads."""
    scripts = [one["reads"] for one in engines if one["kind"] == "ocr" and one.get("reads")]
    return not scripts or any(is_readable(text, known) for known in scripts)


def _knows(engines: Iterable[dict[str, Any]], language: str) -> bool:
    """Whether some worker's engine for speech may know it; true where no worker said what it has."""
    names = [one["name"] for one in engines if one["kind"] == "asr"]
    spoken = language.replace("_", "-").partition("-")[0].lower()
    return not names or any(_ONE_LANGUAGE.get(name, spoken) == spoken for name in names)
