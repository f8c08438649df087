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

#: Engines that know one language only.
_ONE_LANGUAGE = {"pocketsphinx": "en"}


class Lacking(StrEnum):
    #: A step that only a model that looks could see.
    MODEL = "model"
    #: Speech in a language that no worker's engine knows.
    LANGUAGE = "language"
    FACES = "faces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    what: Lacking
    #: The step's instruction, or the language.
    text: str = ""


def lacking(brief: Brief, *, faces_allowed: bool) -> list[Lack]:
    """Of workers that said nothing nothing is claimed."""
    lacks = [Lack(what=Lacking.MODEL, text=step.instruction) for step in _unseen(brief)]
    if _listens(brief) and not _knows(brief.language):
        lacks.append(Lack(what=Lacking.LANGUAGE, text=brief.language))
    if brief.identity is not None and CheckName.IDENTITY not in brief.skip and not faces_allowed:
        lacks.append(Lack(what=Lacking.FACES))
    return lacks


def _unseen(brief: Brief) -> Iterable[Any]:
    return brief.steps_without_ground if settings.CANDOR_VLM == "none" else ()


def _listens(brief: Brief) -> bool:
    if CheckName.SPEECH in brief.skip:
        return False
    has_phrase = brief.variant is not None and brief.variant.phrase is not None
    return has_phrase or brief.speech is not None or any(step.expect_speech for step in brief.steps)


def _knows(language: str) -> bool:
    """Whether some worker's default engine for speech may know it; true where no worker said what it has."""
    since = timezone.now() - timedelta(seconds=STALE_AFTER_S)
    notes = WorkerNote.objects.filter(seen_at__gte=since).values_list("engines", flat=True)
    names = [
        one["name"] for engines in notes for one in engines if one["kind"] == "asr" and one.get("default")
    ]
    spoken = language.replace("_", "-").partition("-")[0].lower()
    return not names or any(_ONE_LANGUAGE.get(name, spoken) == spoken for name in names)
