"""What a student sees of a report: everything but other people's codes and names."""

from dataclasses import replace

import pytest

from tests.factories.reports import a_finding, a_report, a_step, some_lines, some_text, some_tracks
from workers.others import Others, codes_in
from workers.redaction import redacted, redacted_texts, redacted_tracks, without, without_pictures
from workers.render.transcript import texts_of
from workers.tracks.speech import Word
from workers.tracks.text import TextTrack

CODE = "M3XT-118Q"
CODES = Others(codes=(CODE,))
NAMES = Others(names=("Kim Abernathy",))
SEEN = a_finding(
    "text.foreign_code",
    params={"code": CODE},
    message=f"The code {CODE} was seen.",
    evidence=(some_text(text=f"Variant {CODE}"),),
)


def test_a_code_is_dots_wherever_it_stands() -> None:
    report = a_report(
        findings=(SEEN, a_finding(evidence=(some_text(text=f"for {CODE}: ChatGPT"),))),
        steps=(a_step(evidence=(some_text(text=CODE),), message=f"Shown with {CODE}."),),
    )
    seen, shown = redacted(report, CODES).findings
    assert seen.message == "The code ••••-•••• was seen."
    assert seen.params == {"code": "••••-••••"}
    assert seen.evidence[0].text == "Variant ••••-••••"
    assert shown.evidence[0].text == "for ••••-••••: ChatGPT"
    [step] = redacted(report, CODES).steps
    assert (step.message, step.evidence[0].text) == ("Shown with ••••-••••.", "••••-••••")


def test_findings_keep_their_ids_times_and_pictures() -> None:
    [finding] = redacted(a_report(findings=(SEEN,)), CODES).findings
    assert replace(finding, message="", params={}, evidence=()) == replace(
        SEEN, message="", params={}, evidence=()
    )
    assert finding.evidence[0].image == SEEN.evidence[0].image


def test_a_report_without_such_a_finding_is_the_same() -> None:
    report = a_report()
    assert redacted(report, Others()) is report
    assert codes_in(report.findings) == ()
    assert codes_in((SEEN, SEEN)) == (CODE,)


def test_a_code_read_with_look_alikes_or_without_its_dash_is_hidden_too() -> None:
    assert without("Code M3XT 11BQ and M3XT118Q.", CODES) == "Code •••• •••• and ••••••••."


def test_the_text_of_the_screen_has_no_such_code_and_the_tracks_neither() -> None:
    tracks = some_tracks()
    assert tracks.text is not None
    line = replace(some_lines()[0], text=f"Variant {CODE}")
    tracks = replace(tracks, text=TextTrack(engine=tracks.text.engine, lines=(line,)))
    texts = redacted_texts(texts_of(tracks), CODES)
    assert texts.screen_text is not None
    assert [passage.text for passage in texts.screen_text] == ["Variant ••••-••••"]
    hidden = redacted_tracks(tracks, CODES).text
    assert hidden is not None
    assert [one.text for one in hidden.lines] == ["Variant ••••-••••"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("From Kim Abernathy, 12:05", "From ••• •••••••••, 12:05"),
        ("ABERNATHY KIM.pdf", "••••••••• •••.pdf"),
        ("Kim Abernathv", "••• •••••••••"),
        ("Kim is here", "Kim is here"),
    ],
)
def test_a_name_is_dots_in_any_order_and_misread(text: str, shown: str) -> None:
    assert without(text, NAMES) == shown


def test_a_name_that_was_said_is_hidden_in_the_transcript_and_in_the_track() -> None:
    tracks = some_tracks()
    assert tracks.speech is not None
    said = ("I", "ask", "Kim", "Abernathy", "now.")
    words = tuple(
        Word(text=word, start_s=at, end_s=at + 0.5, confidence=0.9) for at, word in enumerate(said, start=3)
    )
    tracks = replace(tracks, speech=replace(tracks.speech, words=words))
    transcript = redacted_texts(texts_of(tracks), NAMES).transcript
    assert transcript is not None
    assert [passage.text for passage in transcript.passages] == ["I ask ••• ••••••••• now."]
    hidden = redacted_tracks(tracks, NAMES).speech
    assert hidden is not None
    assert [word.text for word in hidden.words] == ["I", "ask", "•••", "•••••••••", "now."]
    assert [word.start_s for word in hidden.words] == [word.start_s for word in words]


def test_pictures_can_be_left_out_altogether() -> None:
    report = without_pictures(a_report(findings=(SEEN,)))
    assert [one.image for one in report.findings[0].evidence] == [None]
