"""A stage that is kept is not done again, and what comes out does not depend on it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.factories.decoding import DecoderHere
from tests.factories.media import moving_bar, tone, write_clip
from tests.factories.reports import ASR, FACE, OCR, VAD
from workers.brief import LoadedBrief, Reference, parse_brief
from workers.engines.vlm.about import About, TextAlong
from workers.engines.vlm.base import Answer, abstain
from workers.engines.vlm.showing import Showing, SoundAlong
from workers.errors import EngineFailed
from workers.media import decoding
from workers.media.origin import sha256_of_path
from workers.perceive.recording import Engines
from workers.perceive.stages import Perceived, perceive
from workers.report import EngineUsed
from workers.spans import Span
from workers.tracks.answers import Value
from workers.tracks.kept import Kept
from workers.tracks.speech import Heard, PhraseTrial, Word

BRIEF = """
schema = "candor.brief/1"
title = "Moving average"
statement = "Write a function"
[variant]
phrase = "amber river seven"
"""
ASKING = f"""{BRIEF}
[[instructions.steps]]
id = "cook"
instruction = "Stir the soup"
"""
TWELVE, HEARS = Showing(at_once=12), Showing(sound=SoundAlong.TRANSCRIPT)
VLM = EngineUsed(kind="vlm", name="scripted", model="m", version="here")
SPEECH = Span(start_s=0.2, end_s=1.0)


@dataclass(eq=False)
class Counting:
    """Every engine in one; `done` is what they were made to do, in order."""

    done: list[str] = field(default_factory=list)
    learned: tuple[str, ...] = ()
    fails: bool = False
    silent: bool = False
    hears: str = "hello"
    showing: Showing = TWELVE
    questions: list[str] = field(default_factory=list)
    heard: list[bool] = field(default_factory=list)
    NAME = "counting"
    ROUGH = False
    DIFFERENT_FROM = 0.6
    reads = ("latin",)

    def read(self, _picture: Any, *, skip: Any = None) -> list[Any]:
        self.done.append("read")
        return []

    def find(self, _picture: Any, *, least_px: int = 0) -> list[Any]:
        self.done.append("find")
        return []

    def answer(self, question: str, *, frames: Any) -> Answer:
        self.questions.append(question)
        self.done.append(f"ask of {len(frames)}")
        self.heard += [frame.sound is not None for frame in frames]
        return abstain("It was away.") if self.silent else Answer(value=Value.NO, confidence=0.8)

    def speech_spans(self, _sound: Any) -> list[Span]:
        return [SPEECH]

    def speaks(self, _language: str) -> bool:
        return True

    def learns(self, vocabulary: Any) -> tuple[str, ...]:
        return tuple(word for word in vocabulary if word in self.learned)

    def transcribe(self, _sound: Any, *, vocabulary: Any, **_: Any) -> list[Word]:
        if self.fails:
            raise EngineFailed("the ear is broken.")
        self.done.append("transcribe")
        return [Word(text=self.hears, start_s=0.3, end_s=0.6, confidence=0.9)]

    def try_phrase(self, _sound: Any, *, phrase: str, **_: Any) -> PhraseTrial:
        self.done.append(f"try {phrase}")
        return PhraseTrial(
            phrase=phrase,
            heard=Heard.SPOKEN,
            margin=3.0,
            spoken_from=2.0,
            missing_below=-2.0,
            span=SPEECH,
            best_decoy="",
            confidence=0.9,
        )


@dataclass(frozen=True)
class Inspections:
    """Perceives one recording again and again with one cache, each time with fresh folders."""

    recording: Path
    home: Path

    def run(
        self, text: str = BRIEF, *, engine: Counting | None = None, **loaded: Any
    ) -> tuple[Perceived, list[str]]:
        engine = engine or Counting()
        brief = LoadedBrief(brief=parse_brief(text), sha256="0", **loaded)
        work = self.home / f"run-{len(list(self.home.iterdir()))}"
        folder = work / "tracks"
        folder.mkdir(parents=True)
        perceived = perceive(
            self.recording,
            brief,
            engines_of(
                engine, faces=brief.brief.identity is not None, asks=bool(brief.brief.steps_without_ground)
            ),
            folder=folder,
            work=work,
            kept=Kept(self.home / "cache", sha256_of_path(self.recording)),
            progress=lambda _: None,
        )
        return perceived, engine.done


def engines_of(engine: Counting, *, faces: bool, asks: bool) -> Engines:
    kinds = {"ocr": OCR, "asr": ASR, "vad": VAD, "face": FACE, "vlm": VLM}
    made: dict[str, Any] = {kind: _Used(engine, used) for kind, used in kinds.items()}
    return Engines(**{**made, "face": made["face"] if faces else None, "vlm": made["vlm"] if asks else None})


class _Used:
    """The counting engine under the name of one kind."""

    def __init__(self, engine: Counting, used: Any) -> None:
        self._engine, self.used = engine, used

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@pytest.fixture
def inspections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inspections:
    monkeypatch.setattr(decoding, "DecoderProcess", DecoderHere)
    home = tmp_path / "home"
    home.mkdir()
    recording = write_clip(
        tmp_path / "clip.mp4", pictures=moving_bar(64, 48, seconds=1.2), sound=tone(1.2), container="mp4"
    )
    return Inspections(recording, home)


def test_the_first_time_everything_is_done(inspections: Inspections) -> None:
    perceived, done = inspections.run()
    assert set(done) == {"read", "transcribe", "try amber river seven"}
    assert perceived.tracks.speech is not None
    assert [word.text for word in perceived.tracks.speech.words] == ["hello"]


def test_the_second_time_nothing_is_and_the_tracks_are_the_same(inspections: Inspections) -> None:
    first, _ = inspections.run()
    second, done = inspections.run()
    assert done == []
    assert second.tracks == first.tracks
    assert (inspections.home / "run-2" / "tracks" / "source.json").is_file()


def test_a_brief_that_only_judges_otherwise_runs_no_engine(inspections: Inspections) -> None:
    inspections.run()
    _, done = inspections.run(
        BRIEF.replace("Write a function", "Write another") + '[text]\nforbidden = ["ChatGPT"]\n'
    )
    assert done == []


def test_another_phrase_is_tried_and_nothing_else_done(inspections: Inspections) -> None:
    inspections.run()
    perceived, done = inspections.run(BRIEF + '[speech]\nforbidden = ["tell me"]\n')
    assert done == ["try tell me"]
    assert perceived.tracks.phrases is not None
    assert [trial.phrase for trial in perceived.tracks.phrases.trials] == ["amber river seven", "tell me"]


def test_words_that_the_engine_learns_are_a_reason_to_hear_again(inspections: Inspections) -> None:
    inspections.run(engine=Counting(learned=("Kubernetes",)))
    _, done = inspections.run(
        BRIEF.replace("Moving average", "Kubernetes"), engine=Counting(learned=("Kubernetes",))
    )
    assert done == ["transcribe"]


def test_who_now_asks_for_faces_has_the_pictures_looked_at_again(inspections: Inspections) -> None:
    inspections.run()
    _, done = inspections.run(BRIEF + "[identity]\n")
    assert set(done) == {"read", "find"}


def test_another_reference_picture_is_another_question(inspections: Inspections) -> None:
    asked = BRIEF + '[identity]\nreferences = ["a.jpg"]\n'
    for content in ("one", "two"):
        reference = Reference(path=inspections.home / "none.jpg", sha256=content)
        _, done = inspections.run(asked, references=(reference,))
        assert "read" in done


def test_a_run_that_ended_behind_the_pictures_goes_on_there(inspections: Inspections) -> None:
    broken, _ = inspections.run(engine=Counting(fails=True))
    assert broken.tracks.failures == (("speech", "the ear is broken."),)
    whole, done = inspections.run()
    assert done == ["transcribe", "try amber river seven"]
    assert whole.tracks.failures == ()


def test_a_recording_without_sound_has_no_words(inspections: Inspections, tmp_path: Path) -> None:
    silent = write_clip(tmp_path / "silent.mp4", pictures=moving_bar(64, 48, seconds=1.2), container="mp4")
    perceived, done = Inspections(silent, inspections.home).run()
    assert (perceived.tracks.speech, perceived.tracks.phrases) == (None, None)
    assert set(done) == {"read"}


def questions(done: list[str]) -> list[str]:
    return [what for what in done if what.startswith("ask")]


def test_a_step_that_nothing_shows_is_asked_about_and_the_answer_is_kept(inspections: Inspections) -> None:
    first, done = inspections.run(ASKING)
    second, again = inspections.run(ASKING)
    assert len(questions(done)) == 1
    assert again == []
    assert first.tracks.answers is not None
    assert first.tracks.answers.steps[0].asked[0].value is Value.NO
    assert second.tracks == first.tracks


def test_another_step_is_asked_about_and_nothing_is_looked_at_again(inspections: Inspections) -> None:
    inspections.run(ASKING)
    _, done = inspections.run(ASKING.replace("Stir the soup", "Wash the pot"))
    assert len(done) == 1
    assert len(questions(done)) == 1


def test_a_model_that_was_away_is_asked_again_next_time(inspections: Inspections) -> None:
    first, _ = inspections.run(ASKING, engine=Counting(silent=True))
    second, done = inspections.run(ASKING)
    assert first.tracks.answers is not None
    assert first.tracks.answers.steps[0].asked[0].abstained == "It was away."
    assert second.tracks.answers is not None
    assert second.tracks.answers.steps[0].asked[0].abstained is None
    assert len(done) == 1


def test_a_brief_whose_steps_name_their_text_asks_nothing(inspections: Inspections) -> None:
    perceived, done = inspections.run(f'{ASKING}expect_text = ["soup"]\n')
    assert questions(done) == []
    assert perceived.tracks.answers is None


def in_turn(done: list[str]) -> list[str]:
    """What was done, but for reading, each once."""
    return [what for what in dict.fromkeys(done) if what != "read"]


def test_by_default_the_model_is_asked_before_anything_is_heard(inspections: Inspections) -> None:
    engine = Counting()
    _, done = inspections.run(ASKING, engine=engine)
    assert in_turn(done) == [*questions(done), "transcribe", "try amber river seven"]
    assert "hello" not in engine.questions[0]


def test_where_what_is_said_goes_along_it_is_heard_first(inspections: Inspections) -> None:
    engine = Counting(showing=HEARS)
    perceived, done = inspections.run(ASKING, engine=engine)
    assert in_turn(done) == ["transcribe", "try amber river seven", *questions(done)]
    assert '<said>\n0.3 s: "hello"\n</said>' in engine.questions[0]
    assert perceived.tracks.speech is not None


def test_the_model_is_asked_again_when_something_else_was_said(inspections: Inspections) -> None:
    first, _ = inspections.run(ASKING, engine=Counting(showing=HEARS))
    second, done = inspections.run(ASKING, engine=Counting(showing=HEARS))
    assert done == []
    assert second.tracks == first.tracks
    # Another title is another vocabulary: it is heard again, and otherwise.
    learned = {"learned": ("Kubernetes",), "showing": HEARS}
    other = ASKING.replace("Moving average", "Kubernetes")
    _, same = inspections.run(other, engine=Counting(**learned))
    assert in_turn(same) == ["transcribe"]
    _, again = inspections.run(
        other.replace("Kubernetes", "Kubernetes pods"),
        engine=Counting(learned=("Kubernetes", "pods"), showing=HEARS, hears="farewell"),
    )
    assert len(questions(again)) == 1


def test_who_wants_no_sound_is_not_asked_again_for_what_was_said(inspections: Inspections) -> None:
    inspections.run(ASKING)
    other = ASKING.replace("Moving average", "Kubernetes")
    _, done = inspections.run(other, engine=Counting(learned=("Kubernetes",), hears="farewell"))
    assert in_turn(done) == ["transcribe"]


def test_the_sound_is_there_for_a_model_that_listens_also_when_the_pictures_are_known(
    inspections: Inspections,
) -> None:
    deaf = Counting()
    inspections.run(ASKING, engine=deaf)
    listening = Counting(showing=Showing(sound=SoundAlong.HEARD))
    inspections.run(ASKING, engine=listening)
    assert (set(deaf.heard), set(listening.heard)) == ({False}, {True})
    assert "read" not in listening.done


def test_another_title_is_another_question_only_where_it_goes_along(inspections: Inspections) -> None:
    titled = Showing(texts=(TextAlong.TITLE,))
    inspections.run(ASKING, engine=Counting(showing=titled))
    engine = Counting(showing=titled)
    inspections.run(ASKING.replace("Moving average", "Soups"), engine=engine)
    assert 'title: "Soups"' in engine.questions[0]
    inspections.run(ASKING)
    _, done = inspections.run(ASKING.replace("Moving average", "Soups"))
    assert questions(done) == []


def test_other_material_is_another_question(inspections: Inspections) -> None:
    for passage in ("Stir the soup slowly.", "Stir the soup fast."):
        showing = Showing(texts=(TextAlong.MATERIAL,), about=About(passages=(passage,)))
        engine = Counting(showing=showing)
        inspections.run(ASKING, engine=engine)
        assert f'course material: "{passage}"' in engine.questions[0]


def test_where_the_ear_fails_the_model_is_asked_without_what_is_said(inspections: Inspections) -> None:
    engine = Counting(showing=HEARS, fails=True)
    broken, _ = inspections.run(ASKING, engine=engine)
    assert broken.tracks.answers is not None
    assert dict(broken.tracks.failures) == {"speech": "the ear is broken."}
    assert "<said>" not in engine.questions[0]
    _, done = inspections.run(ASKING, engine=Counting(showing=HEARS))
    assert len(questions(done)) == 1
