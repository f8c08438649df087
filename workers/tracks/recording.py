"""All tracks of one recording together: what checks are given."""

from dataclasses import dataclass
from typing import ClassVar

from workers.tracks.activity import ActivityTrack, FingerprintTrack
from workers.tracks.answers import AnswersTrack
from workers.tracks.faces import FacesTrack
from workers.tracks.source import SourceTrack
from workers.tracks.speech import PhraseTrack, SpeechTrack
from workers.tracks.text import TextTrack


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingTracks:
    """A track is null where the brief did not ask for it, or where it could not be made.

    `failures`: track name to the sentence that says why it could not be made.
    """

    VERSION: ClassVar[int] = 1

    source: SourceTrack
    activity: ActivityTrack | None = None
    fingerprint: FingerprintTrack | None = None
    text: TextTrack | None = None
    speech: SpeechTrack | None = None
    phrases: PhraseTrack | None = None
    faces: FacesTrack | None = None
    answers: AnswersTrack | None = None
    failures: tuple[tuple[str, str], ...] = ()

    @property
    def duration_s(self) -> float:
        return self.source.facts.duration_s or self.source.read_s
