"""What a step is expected to show or say, and the moments at which it did."""

from collections.abc import Sequence
from dataclasses import dataclass

from workers.brief import Brief, Step
from workers.checks.asked import answers_about, doubt_about, evidence_of, holding, sureness
from workers.checks.examined import (
    coverage_of,
    is_good,
    line_evidence,
    nearest_line,
    screen_evidence,
    whole_span,
)
from workers.checks.nearly import may_have_stood
from workers.checks.outlines import is_outline, stands_among_remains
from workers.checks.passages import Passage, read_passages, read_rows, single
from workers.checks.sightings import Sighting, sightings_of, stretches_of
from workers.checks.task_page import TaskPage
from workers.checks.transcript import Said, Transcript
from workers.checks.visible import Visible
from workers.folding import fold
from workers.matching import Pattern, wording
from workers.report import Evidence, EvidenceKind
from workers.scripts import is_readable
from workers.spans import Span
from workers.tracks.answers import AnswersTrack
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import Heard, PhraseTrial
from workers.tracks.text import TextLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One stretch in which a ground was shown or said."""

    span: Span
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One expected text or wording. Without moments: `undecided` says why "not seen" means
    nothing (the code of a step's sentence), empty where it does; `nearest` is what came closest;
    `unseen_confidence` how sure a model is that it is not there, null where it was read or listened for.
    """

    text: str
    moments: tuple[Moment, ...]
    undecided: str = ""
    nearest: Evidence | None = None
    unseen_confidence: float | None = None


class Grounds:
    """Looks for the grounds of steps in the tracks of one recording."""

    def __init__(self, tracks: RecordingTracks, brief: Brief) -> None:
        self._tracks = tracks
        self._brief = brief
        self._lines: Sequence[TextLine] = tracks.text.lines if tracks.text else ()
        self._passages: list[Passage] = [*read_passages(self._lines), *read_rows(self._lines)]
        self._visible = Visible(self._lines)
        self._task = TaskPage(brief, self._visible)
        self._transcript = Transcript(tracks.speech.words if tracks.speech else ())

    def of(self, step: Step) -> list[Ground]:
        """What would show a step; nothing where the brief names nothing and no model was or may be asked."""
        if not step.names_ground:
            track = self._tracks.answers
            asked = step.instruction.strip() and not self._brief.leaves_alone(step)
            return [self._answered(step, track)] if track and asked else []
        return [
            *(self._shown(text) for text in step.expect_text),
            *(self._said(text) for text in step.expect_speech),
        ]

    def _answered(self, step: Step, track: AnswersTrack) -> Ground:
        """A step that a model was asked about, by its instruction."""
        answers = answers_about(step.instruction, track)
        stills = self._tracks.activity.stills if self._tracks.activity else ()
        held = [(one, *evidence_of(one, stills)) for one in (holding(answers) if answers else ())]
        if held:
            moments = tuple(
                Moment(span=span, confidence=asked.confidence, evidence=evidence)
                for asked, span, evidence in held
            )
            return Ground(text=step.instruction, moments=moments)
        doubt = doubt_about(answers)
        if not doubt and not is_good(self._tracks, coverage_of(self._tracks, ())):
            doubt = "poor_coverage"
        nearest = screen_evidence(self._tracks)
        return Ground(
            text=step.instruction,
            moments=(),
            undecided=doubt,
            nearest=nearest,
            unseen_confidence=sureness(answers) if answers else 0.0,
        )

    def _shown(self, text: str) -> Ground:
        pattern = wording(text)
        sightings = [
            seen
            for seen in sightings_of(pattern, self._passages)
            if not self._task.shows(seen.passage, seen.span)
        ]
        clear = [seen for seen in sightings if not self._may_be_task_line(seen)]
        moments = tuple(
            Moment(span=stretch.span, confidence=stretch.confidence, evidence=stretch.evidence()[0])
            for stretch in stretches_of(clear)
        )
        if moments:
            return Ground(text=text, moments=moments)
        nearest = nearest_line(pattern, self._lines, but=self._is_task_line)
        evidence = line_evidence(nearest[0] if nearest else None, self._tracks)
        doubt = "undecided" if sightings else self._text_doubt(pattern, nearest)
        return Ground(text=text, moments=(), undecided=doubt, nearest=evidence)

    def _text_doubt(self, pattern: Pattern, nearest: tuple[TextLine, int] | None) -> str:
        text = self._tracks.text
        if text is None or not is_good(self._tracks, coverage_of(self._tracks, text.gaps)):
            return "poor_coverage"
        if not is_readable(pattern.text, text.scripts):
            return "undecided"
        return "undecided" if may_have_stood(pattern, nearest, self._visible) else ""

    def _may_be_task_line(self, seen: Sighting) -> bool:
        """Whether it is what a reader leaves of a line of the task in letters that it does not know."""
        scripts = self._tracks.text.scripts if self._tracks.text else ()
        return is_outline(seen, self._brief, scripts) or stands_among_remains(
            seen, self._brief, scripts, self._visible
        )

    def _is_task_line(self, line: TextLine) -> bool:
        return self._task.shows(single(line), line.spans[0])

    def _said(self, text: str) -> Ground:
        trial = self._trial(text)
        heard = self._transcript.find(text)
        if not heard and trial is not None and trial.heard is Heard.SPOKEN:
            heard = [_trial_as_said(trial, self._tracks)]
        if heard:
            moments = tuple(
                Moment(span=said.span, confidence=said.confidence, evidence=said.evidence()) for said in heard
            )
            return Ground(text=text, moments=moments)
        nearest = _nearest_said(trial, self._tracks)
        return Ground(text=text, moments=(), undecided=self._speech_doubt(trial), nearest=nearest)

    def _trial(self, text: str) -> PhraseTrial | None:
        trials = self._tracks.phrases.trials if self._tracks.phrases else ()
        wanted = fold(text).units
        return next((trial for trial in trials if fold(trial.phrase).units == wanted), None)

    def _speech_doubt(self, trial: PhraseTrial | None) -> str:
        speech = self._tracks.speech
        if speech is None:
            return "undecided"
        if not is_good(self._tracks, coverage_of(self._tracks, speech.gaps)):
            return "poor_coverage"
        if trial is not None:
            return "" if trial.heard is Heard.NOT_SPOKEN else "undecided"
        return "undecided" if speech.rough else ""


def _trial_as_said(trial: PhraseTrial, tracks: RecordingTracks) -> Said:
    return Said(text=trial.phrase, span=trial.span or whole_span(tracks), confidence=trial.confidence)


def _nearest_said(trial: PhraseTrial | None, tracks: RecordingTracks) -> Evidence:
    """Where the phrase fits best, though it does not fit; else all that was listened to."""
    span = trial.span if trial and trial.span else whole_span(tracks)
    return Evidence(kind=EvidenceKind.SPEECH, start_s=span.start_s, end_s=span.end_s)
