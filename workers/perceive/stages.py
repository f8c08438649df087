"""What a brief needs to have perceived, stage by stage; what is kept is not done again.

Four kinds of stages: the pictures, what a model was asked about them, the words, and one trial for each
phrase; the words come before the questions where they go along with them. The last three need no picture decoded: where the pictures are known already, the recording is
opened for its sound alone.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path

from workers import VERSION
from workers.brief import LoadedBrief
from workers.errors import EngineFailed
from workers.media.pictures import Sound
from workers.perceive.questions import QUESTIONS, ask_steps, question_about, written_about
from workers.perceive.recording import Engines, hear, see
from workers.perceive.speech import perceive_speech, phrases_of, try_phrase, vocabulary_of
from workers.progress import Progress
from workers.report import CheckName, EngineUsed
from workers.tracks.answers import AnswersTrack
from workers.tracks.files import read_track, read_tracks, write_track, write_tracks
from workers.tracks.kept import Kept, copy_into
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import PhraseTrack, PhraseTrial, SpeechTrack

#: Raised whenever perception changes what it would write for the same recording.
PERCEPTION = 6
SOUND_FROM = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceived:
    """`seconds`: what this run spent for each check; nothing for what was kept."""

    tracks: RecordingTracks
    seconds: dict[CheckName, float]


def perceive(
    recording: Path,
    loaded: LoadedBrief,
    engines: Engines,
    *,
    folder: Path,
    work: Path,
    kept: Kept,
    progress: Callable[[Progress], None],
    hears: bool = True,
) -> Perceived:
    """Everything that the brief needs; `hears`: also of the sound. Stills are written into the empty `folder`.

    Raises RecordingUnreadable where nothing can be read, EngineFailed where decoding itself failed.
    """
    stages = _Stages(recording, loaded, engines, folder, work, kept, progress, hears)
    seen = stages.pictures()
    for more in stages.after_pictures:
        seen = more(seen)
    return Perceived(tracks=seen, seconds=stages.seconds)


@dataclass
class _Stages:
    recording: Path
    loaded: LoadedBrief
    engines: Engines
    folder: Path
    work: Path
    kept: Kept
    progress: Callable[[Progress], None]
    hears: bool
    seconds: dict[CheckName, float] = field(default_factory=dict)
    _sound: Sound | None = None

    def pictures(self) -> RecordingTracks:
        """All tracks but those of speech."""
        made_of = self._pictures_made_of()
        recalled = self.kept.recall(made_of, self._read_pictures)
        if recalled is not None:
            return recalled
        seen = see(
            self.recording,
            self.loaded.references,
            self.engines,
            folder=self.folder,
            work=self.work,
            progress=lambda done: self.progress(replace(done, fraction=SOUND_FROM * done.fraction)),
        )
        self._sound, self.seconds = seen.sound, seen.seconds
        write_tracks(self.folder, seen.tracks)
        if not seen.tracks.failures:
            self.kept.keep(made_of, copy_into(self.folder))
        return seen.tracks

    def _read_pictures(self, place: Path) -> RecordingTracks:
        tracks = read_tracks(place)
        copy_into(place)(self.folder)
        return tracks

    @property
    def after_pictures(self) -> list[Callable[[RecordingTracks], RecordingTracks]]:
        """In which order the rest is added: what goes along with questions has to be there before they are put."""
        vlm = self.engines.vlm
        if vlm is not None and vlm.showing.hears:
            return [self.with_sound, self.with_answers]
        return [self.with_answers, self.with_sound]

    def with_answers(self, seen: RecordingTracks) -> RecordingTracks:
        """The same with what a video-language model said, where a step needs one and one was set up."""
        vlm, brief = self.engines.vlm, self.loaded.brief
        if vlm is None or not seen.source.video:
            return seen
        started = time.perf_counter()
        made_of = {
            **self._pictures_made_of(),
            "stage": "answers",
            "profile": brief.profile,
            "questions": [QUESTIONS, *(question_about(step, brief) for step in brief.steps_without_ground)],
            "written": [written_about(step, brief, vlm.showing) for step in brief.steps_without_ground],
            "said": _said(seen.speech) if vlm.showing.hears else None,
            "model": [*_identity(vlm.used), asdict(vlm.showing)],
        }
        answers: AnswersTrack | None = self.kept.recall(made_of, lambda place: read_track(place, "answers"))
        if answers is None:
            sound = self.sound if vlm.showing.listens and seen.source.audio else None
            answers = ask_steps(brief, seen, self.folder, vlm, sound=sound)
            # A server that was away is asked again next time.
            if not any(asked.abstained for step in answers.steps for asked in step.asked):
                self.kept.keep(made_of, lambda place: write_track(place, "answers", answers))
        self.seconds[CheckName.INSTRUCTIONS] = time.perf_counter() - started
        return replace(seen, answers=answers)

    def with_sound(self, seen: RecordingTracks) -> RecordingTracks:
        """The same with what was said, where there is sound and it is wanted."""
        self.progress(Progress(stage="sound", fraction=SOUND_FROM))
        if not self.hears or not seen.source.audio:
            return seen
        started = time.perf_counter()
        try:
            speech = self._speech()
            trials = tuple(self._trial(phrase, speech) for phrase in phrases_of(self.loaded.brief))
        except EngineFailed as error:
            return replace(
                seen, failures=tuple(sorted({**dict(seen.failures), "speech": str(error)}.items()))
            )
        finally:
            self.seconds[CheckName.SPEECH] = time.perf_counter() - started
        phrases = PhraseTrack(engine=self.engines.asr.used, trials=trials)
        return replace(seen, speech=speech, phrases=phrases)

    def _speech(self) -> SpeechTrack:
        vocabulary = self.engines.asr.learns(vocabulary_of(self.loaded.brief))
        made_of = self._heard_made_of("speech", vocabulary=list(vocabulary))
        recalled: SpeechTrack | None = self.kept.recall(made_of, lambda place: read_track(place, "speech"))
        if recalled is not None:
            return recalled
        speech = perceive_speech(
            self.sound, asr=self.engines.asr, vad=self.engines.vad, brief=self.loaded.brief
        )
        self.kept.keep(made_of, lambda place: write_track(place, "speech", speech))
        return speech

    def _trial(self, phrase: str, speech: SpeechTrack) -> PhraseTrial:
        made_of = self._heard_made_of("phrase", phrase=phrase)
        recalled: PhraseTrack | None = self.kept.recall(made_of, lambda place: read_track(place, "phrases"))
        if recalled is not None:
            return recalled.trials[0]
        asr, language = self.engines.asr, self.loaded.brief.language
        trial = try_phrase(self.sound, phrase, asr=asr, vad_spans=speech.speech, language=language)
        alone = PhraseTrack(engine=asr.used, trials=(trial,))
        self.kept.keep(made_of, lambda place: write_track(place, "phrases", alone))
        return trial

    @cached_property
    def sound(self) -> Sound:
        """The recording's sound: from the pass over its pictures, or from one of its own."""
        sound = self._sound or hear(self.recording, work=self.work)
        assert sound is not None  # the source track says that there is one
        return sound

    def _pictures_made_of(self) -> Mapping[str, object]:
        return {
            "stage": "pictures",
            "perception": [VERSION, PERCEPTION],
            "engines": [_identity(self.engines.ocr.used), *self._face_engine()],
            "references": [reference.sha256 for reference in self.loaded.references],
        }

    def _face_engine(self) -> Iterator[list[str]]:
        if self.engines.face is not None:
            yield _identity(self.engines.face.used)

    def _heard_made_of(self, stage: str, **asked: object) -> Mapping[str, object]:
        return {
            "stage": stage,
            "perception": [VERSION, PERCEPTION],
            "engines": [_identity(self.engines.asr.used), _identity(self.engines.vad.used)],
            "language": self.loaded.brief.language,
            **asked,
        }


def _identity(used: EngineUsed) -> list[str]:
    return [used.kind, used.name, used.model, used.version]


def _said(speech: SpeechTrack | None) -> list[object]:
    """All of it that a model may be told: of other words it is another question."""
    return [speech.rough, *map(asdict, speech.words)] if speech else []
