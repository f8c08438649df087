"""Steps: what shows them, in which order, and what never does."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.judged import (
    a_line,
    a_recording,
    a_source,
    a_span,
    a_speech_track,
    a_step,
    a_task,
    a_text_track,
    a_trial,
    paragraph,
    phrases,
    steps,
    words,
)
from workers.brief import Brief, Step, Variant
from workers.checks.base import Judgement
from workers.checks.instructions import InstructionsCheck
from workers.report import CheckStatus, EvidenceKind, StepOutcome
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import Heard
from workers.tracks.text import TextLine

FOLLOWED, NOT_FOLLOWED = StepOutcome.FOLLOWED, StepOutcome.NOT_FOLLOWED
UNCLEAR, NOT_CHECKED = StepOutcome.UNCLEAR, StepOutcome.NOT_CHECKED


def judged(tracks: RecordingTracks, *given_steps: Step, ordered: bool = False) -> Judgement:
    return InstructionsCheck().judge(tracks, a_task(instructions=steps(*given_steps, ordered=ordered)))


def outcomes(judgement: Judgement) -> list[StepOutcome]:
    return [step.outcome for step in judgement.steps]


def test_a_step_starts_once_all_of_its_texts_have_been_seen() -> None:
    tracks = a_recording(
        [a_line("Code Editor", (5.0, 40.0)), a_line("def moving_average", (12.0, 30.0), row=4)]
    )
    judgement = judged(tracks, a_step("editor", "Code Editor", "def moving_average"))
    (step,) = judgement.steps
    assert (step.outcome, step.start_s, step.end_s) == (FOLLOWED, 12.0, 30.0)
    assert [item.text for item in step.evidence] == ["Code Editor", "def moving_average"]
    assert judgement.status is CheckStatus.COMPLETED
    assert judgement.findings == ()


def test_a_step_may_be_shown_by_the_columns_of_a_row() -> None:
    row = [a_line("Riverside", (20.0, 40.0)), a_line("41", (21.0, 40.0), x=0.24)]
    (step,) = judged(a_recording(row), a_step("run", "Riverside 41")).steps
    assert (step.outcome, step.start_s, step.end_s) == (FOLLOWED, 21.0, 40.0)
    assert [item.text for item in step.evidence] == ["Riverside 41"]


def test_a_step_that_was_not_seen_is_a_finding_with_the_nearest_thing() -> None:
    tracks = a_recording([a_line("Average: 7.7", (10.0, 20.0)), a_line("hello", row=5)])
    judgement = judged(tracks, a_step("run", "Average 4.0 of 5"))
    (finding,) = judgement.findings
    assert outcomes(judgement) == [NOT_FOLLOWED]
    assert finding.code == "instructions.step_missing"
    assert (finding.start_s, finding.end_s) == (0.0, 60.0)
    assert finding.params == {"step": "Show run", "step_id": "run", "wanted": ("Average 4.0 of 5",)}
    assert [item.text for item in finding.evidence] == ["Average: 7.7"]
    assert judgement.status is CheckStatus.COMPLETED


@pytest.mark.parametrize(
    "tracks",
    [
        a_recording(text=a_text_track([], gaps=[(0.0, 10.0)])),
        a_recording(source=a_source(truncated=True)),
        a_recording(text=None),
    ],
)
def test_where_too_little_was_read_a_step_is_unclear(tracks: RecordingTracks) -> None:
    judgement = judged(tracks, a_step("run", "Average"))
    assert outcomes(judgement) == [UNCLEAR]
    assert judgement.steps[0].message == "step.poor_coverage"
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "instructions.unclear")
    assert judgement.findings == ()


def test_a_text_in_an_unknown_script_leaves_its_step_unclear() -> None:
    tracks = a_recording(text=a_text_track([a_line("hello")], scripts=("latin",)))
    assert outcomes(judged(tracks, a_step("run", "Среднее"))) == [UNCLEAR]


def test_a_step_without_ground_is_not_checked() -> None:
    judgement = judged(a_recording([a_line("hello")]), a_step("explain"))
    assert outcomes(judgement) == [NOT_CHECKED]
    assert judgement.steps[0].message == "step.no_ground"
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "instructions.not_checked")


SAY = a_step("say", expect_speech=("it is four",))


@pytest.mark.parametrize(
    ("tracks", "outcome"),
    [
        (a_recording(phrases=phrases(a_trial("it is four", Heard.SPOKEN, span=a_span(7.0, 8.0)))), FOLLOWED),
        (a_recording(phrases=phrases(a_trial("it is four", Heard.NOT_SPOKEN))), NOT_FOLLOWED),
        (a_recording(phrases=phrases(a_trial("it is four", Heard.UNDECIDED))), UNCLEAR),
        (a_recording(speech=a_speech_track(words("so it is four now", start_s=6.5))), FOLLOWED),
        (a_recording(speech=a_speech_track(words("hello"))), NOT_FOLLOWED),
        (a_recording(speech=a_speech_track(words("hello"), rough=True)), UNCLEAR),
        (a_recording(speech=None), UNCLEAR),
        (a_recording(source=a_source(audio=False), speech=None), UNCLEAR),
    ],
)
def test_words_show_a_step_where_they_were_heard(tracks: RecordingTracks, outcome: StepOutcome) -> None:
    assert outcomes(judged(tracks, SAY)) == [outcome]


def test_spoken_words_are_quoted_with_their_time() -> None:
    tracks = a_recording(speech=a_speech_track(words("so it is four now", start_s=6.5)))
    (step,) = judged(tracks, SAY).steps
    (evidence,) = step.evidence
    assert (step.start_s, step.end_s) == (7.0, 8.4)
    assert (evidence.kind, evidence.text) == (EvidenceKind.SPEECH, "it is four")


A, B, C = a_step("a", "alpha one"), a_step("b", "beta two"), a_step("c", "gamma three")


def shown(*spans: tuple[str, float, float]) -> RecordingTracks:
    return a_recording(
        [a_line(text, (start_s, end_s), row=3 * row) for row, (text, start_s, end_s) in enumerate(spans)]
    )


def test_steps_in_the_order_asked_for_leave_nothing_to_say() -> None:
    tracks = shown(("alpha one", 5, 10), ("beta two", 15, 20), ("gamma three", 25, 30))
    assert judged(tracks, A, B, C, ordered=True).findings == ()


def test_a_step_before_its_turn_is_out_of_order() -> None:
    tracks = shown(("beta two", 5, 10), ("alpha one", 15, 20), ("gamma three", 25, 30))
    judgement = judged(tracks, A, B, C, ordered=True)
    (finding,) = judgement.findings
    assert outcomes(judgement) == [FOLLOWED] * 3
    assert finding.code == "instructions.out_of_order"
    assert (finding.params["step_id"], finding.params["before_id"]) == ("b", "a")
    assert (finding.start_s, finding.end_s) == (5.0, 15.0)
    assert [item.text for item in finding.evidence] == ["beta two", "alpha one"]


def test_order_is_not_asked_for_by_itself() -> None:
    assert judged(shown(("beta two", 5, 10), ("alpha one", 15, 20)), A, B).findings == ()


def test_a_text_that_comes_again_in_its_turn_is_in_order() -> None:
    tracks = a_recording(
        [a_line("beta two", (2.0, 4.0), (30.0, 35.0)), a_line("alpha one", (10.0, 12.0), row=4)]
    )
    judgement = judged(tracks, A, B, ordered=True)
    assert judgement.findings == ()
    assert [step.start_s for step in judgement.steps] == [10.0, 30.0]


def test_a_step_starts_in_order_with_the_last_of_its_texts() -> None:
    both = a_step("both", "beta two", "gamma three")
    tracks = shown(("beta two", 2, 50), ("alpha one", 10, 12), ("gamma three", 20, 25))
    judgement = judged(tracks, A, both, ordered=True)
    assert judgement.findings == ()
    assert [step.start_s for step in judgement.steps] == [10.0, 20.0]


def test_order_holds_across_a_step_that_was_not_seen() -> None:
    judgement = judged(shown(("gamma three", 5, 10), ("alpha one", 20, 25)), A, B, C, ordered=True)
    assert [finding.code for finding in judgement.findings] == [
        "instructions.step_missing",
        "instructions.out_of_order",
    ]


def test_order_as_a_graph_binds_only_what_it_names() -> None:
    last = a_step("c", "gamma three", after=("a",))
    tracks = shown(("beta two", 1, 4), ("gamma three", 5, 10), ("alpha one", 20, 25))
    (finding,) = judged(tracks, A, B, last).findings
    assert (finding.params["step_id"], finding.params["before_id"]) == ("c", "a")


def test_where_graph_and_list_differ_the_graph_is_followed() -> None:
    first = a_step("a", "alpha one", after=("b",))
    assert judged(shown(("beta two", 5, 10), ("alpha one", 15, 20)), first, B, ordered=True).findings == ()


def test_steps_within_half_a_second_come_together() -> None:
    assert judged(shown(("beta two", 5.0, 10), ("alpha one", 5.4, 20)), A, B, ordered=True).findings == ()


STATEMENT = (
    "Write a function def moving_average(values) that returns the mean of each three neighbours. "
    "Run the program and show 'Average: 4.0' in the terminal, then say what it means."
)
RUN = a_step("run", "Average: 4.0", instruction="Run the program and show 'Average: 4.0'")
WRITE = a_step("write", "def moving_average", instruction="Write the function in the editor")


def task(*given_steps: Step, statement: str = STATEMENT) -> Brief:
    return a_task(
        title="Moving average",
        statement=statement,
        variant=Variant(code="K7QX-204M", phrase="amber river seven"),
        instructions=steps(*given_steps),
    )


def task_page(brief: Brief, *, width: int, x: float = 0.1, row: int = 0) -> list[TextLine]:
    """The page as a browser shows it: title, statement, steps, code and phrase."""
    assert brief.variant is not None
    texts = [brief.title, *textwrap.wrap(brief.statement, width), ""]
    for place, step in enumerate(brief.steps):
        texts += textwrap.wrap(f"{place + 1}. {step.instruction}", width)
    texts += ["", f"Your code: {brief.variant.code}", f"Say: {brief.variant.phrase}"]
    return [a_line(text, x=x, row=row + place) for place, text in enumerate(texts) if text]


def seen(brief: Brief, lines: list[TextLine]) -> list[StepOutcome]:
    return outcomes(InstructionsCheck().judge(a_recording(lines), brief))


@pytest.mark.parametrize("width", range(24, 74))
def test_the_task_page_alone_shows_no_step(width: int) -> None:
    brief = task(WRITE, RUN)
    assert seen(brief, task_page(brief, width=width)) == [NOT_FOLLOWED, NOT_FOLLOWED]


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(28, 80),
    row=st.integers(0, 8),
    errors=st.lists(st.integers(0, 400), max_size=4),
    words_around=st.lists(
        st.sampled_from(["print", "result", "program", "value", "window", "table", "measure"]),
        min_size=6,
        max_size=25,
    ),
)
def test_no_task_page_shows_a_step_however_it_is_wrapped_and_read(
    width: int, row: int, errors: list[int], words_around: list[str]
) -> None:
    statement = f"{' '.join(words_around)} and show Total sum: 42 at the end, then {' '.join(reversed(words_around))}."
    brief = task(a_step("sum", "Total sum: 42"), statement=statement)
    lines = task_page(brief, width=width, row=row)
    misread = (
        [_misread(line, place) for line in lines for place in [sum(errors) + len(line.text)]]
        if errors
        else lines
    )
    assert FOLLOWED not in seen(brief, misread)


def _misread(line: TextLine, place: int) -> TextLine:
    at = place % len(line.text)
    text = line.text[:at] + "~" + line.text[at + 1 :]
    return TextLine(text=text, confidence=line.confidence, box=line.box, spans=line.spans)


def test_the_same_text_in_the_terminal_shows_the_step() -> None:
    brief = task(RUN)
    terminal = paragraph("$ python average.py", "Average: 4.0", "$", span=(20.0, 30.0), x=0.6, row=12)
    judgement = InstructionsCheck().judge(a_recording([*task_page(brief, width=50), *terminal]), brief)
    assert [(step.outcome, step.start_s) for step in judgement.steps] == [(FOLLOWED, 20.0)]


def test_output_alone_on_its_line_counts_where_it_came_later_than_the_task_beside_it() -> None:
    brief = task(RUN)
    output = a_line("Average: 4.0", (25.0, 30.0), x=0.7, row=3)
    assert seen(brief, [*task_page(brief, width=50), output]) == [FOLLOWED]


def test_a_sample_of_output_on_the_task_page_does_not_count() -> None:
    brief = task(RUN)
    sample = a_line("Average: 4.0", row=1.8 + len(task_page(brief, width=50)))
    lines = [*task_page(brief, width=50), sample]
    assert seen(brief, lines) == [NOT_FOLLOWED]


def test_a_signature_from_the_statement_counts_in_an_editor() -> None:
    brief = task(WRITE)
    editor = paragraph(
        "def moving_average(values):",
        "    total = sum(values[:3])",
        "    for place in range(3, len(values)):",
        "        total += values[place] - values[place - 3]",
        "    return total / 3",
        span=(10.0, 50.0),
        x=0.6,
    )
    assert seen(brief, [*task_page(brief, width=40), *editor]) == [FOLLOWED]


def test_a_step_copied_as_a_comment_does_not_count() -> None:
    brief = task(RUN)
    comment = a_line("# Run the program and show 'Average: 4.0' in the terminal", (20.0, 30.0), x=0.6, row=12)
    assert seen(brief, [comment]) == [NOT_FOLLOWED]


def test_the_task_page_is_not_the_nearest_thing_that_was_seen() -> None:
    brief = task(RUN)
    judgement = InstructionsCheck().judge(a_recording(task_page(brief, width=60)), brief)
    assert [item.kind for item in judgement.findings[0].evidence] == [EvidenceKind.FRAME]


@pytest.mark.parametrize(("beside", "outcome"), [("� 3ae �", UNCLEAR), ("Thank you.", NOT_FOLLOWED)])
def test_a_text_nearly_read_among_letters_that_nobody_knows_is_not_called_missing(beside, outcome) -> None:
    tracks = a_recording([*paragraph("receipt 7412, aepted", beside), a_line("File Edit", row=20)])

    assert outcomes(judged(tracks, a_step("hand-in", "accepted"))) == [outcome]


RUSSIAN = (
    "Простые числа\nНапишите решето в редакторе: def sieve\nЗапустите программу и покажите вывод: exit status"
)


def in_latin_alone(*lines: TextLine) -> RecordingTracks:
    return a_recording(text=a_text_track(lines, scripts=("latin",)))


def of_the_russian_task(tracks: RecordingTracks) -> Judgement:
    given = (a_step("editor", "def sieve"), a_step("run", "exit status"))
    return InstructionsCheck().judge(tracks, a_task(statement=RUSSIAN, instructions=steps(*given)))


def test_what_is_left_of_the_task_in_letters_nobody_could_read_shows_no_step() -> None:
    page = [
        a_line("\ufffd \ufffd B : def sieve", row=3),
        a_line("\ufffd \ufffd è \ufffd \ufffd exit status", row=4),
    ]
    judgement = of_the_russian_task(in_latin_alone(*page))
    assert [(step.outcome, step.message) for step in judgement.steps] == [(UNCLEAR, "step.undecided")] * 2
    assert judgement.findings == ()


def test_a_line_of_which_only_the_text_is_left_shows_nothing_among_other_remains() -> None:
    remains = paragraph(
        "\ufffd \ufffd \ufffd 51 peeTOM", "e : def sieve", "\ufffd \ufffd : exit status", "1. eo \ufffd"
    )
    judgement = of_the_russian_task(in_latin_alone(*remains))
    assert [step.outcome for step in judgement.steps] == [UNCLEAR, UNCLEAR]


def test_a_line_of_a_program_among_comments_that_nobody_could_read_shows_it() -> None:
    program = paragraph(
        "# \ufffd \ufffd \ufffd", "def sieve(limit):", "    marks = [True] * limit", "    return marks"
    )
    judgement = of_the_russian_task(in_latin_alone(*program))
    assert judgement.steps[0].outcome is FOLLOWED


def test_the_same_text_in_an_editor_shows_it_all_the_same() -> None:
    page = [a_line("\ufffd \ufffd B : def sieve", (0.0, 5.0), row=3)]
    work = [a_line("def sieve(limit):", (8.0, 60.0), row=12), a_line("exit status 0", (30.0, 60.0), row=20)]
    judgement = of_the_russian_task(in_latin_alone(*page, *work))
    assert [(step.outcome, step.start_s) for step in judgement.steps] == [(FOLLOWED, 8.0), (FOLLOWED, 30.0)]


def test_a_reader_who_knows_the_letters_is_not_in_doubt() -> None:
    page = [a_line(line, row=row) for row, line in enumerate(RUSSIAN.splitlines())]
    judgement = of_the_russian_task(a_recording(page))
    assert [step.outcome for step in judgement.steps] == [NOT_FOLLOWED, NOT_FOLLOWED]
