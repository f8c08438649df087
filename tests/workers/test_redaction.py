"""What a student sees of a report: everything but other people's codes."""

from dataclasses import replace

from tests.factories.reports import a_finding, a_report, a_step, some_lines, some_text, some_tracks
from workers.redaction import (
    other_codes,
    redacted,
    redacted_texts,
    redacted_tracks,
    without_codes,
    without_pictures,
)
from workers.render.transcript import texts_of
from workers.tracks.text import TextTrack

CODE = "M3XT-118Q"
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
    seen, shown = redacted(report).findings
    assert seen.message == "The code ••••-•••• was seen."
    assert seen.params == {"code": "••••-••••"}
    assert seen.evidence[0].text == "Variant ••••-••••"
    assert shown.evidence[0].text == "for ••••-••••: ChatGPT"
    [step] = redacted(report).steps
    assert (step.message, step.evidence[0].text) == ("Shown with ••••-••••.", "••••-••••")


def test_findings_keep_their_ids_times_and_pictures() -> None:
    [finding] = redacted(a_report(findings=(SEEN,))).findings
    assert replace(finding, message="", params={}, evidence=()) == replace(
        SEEN, message="", params={}, evidence=()
    )
    assert finding.evidence[0].image == SEEN.evidence[0].image


def test_a_report_without_such_a_finding_is_the_same() -> None:
    report = a_report()
    assert redacted(report) is report
    assert other_codes(report.findings) == ()


def test_a_code_read_with_look_alikes_or_without_its_dash_is_hidden_too() -> None:
    assert without_codes("Code M3XT 11BQ and M3XT118Q.", (CODE,)) == "Code •••• •••• and ••••••••."


def test_the_text_of_the_screen_has_no_such_code_and_the_tracks_neither() -> None:
    tracks = some_tracks()
    assert tracks.text is not None
    line = replace(some_lines()[0], text=f"Variant {CODE}")
    tracks = replace(tracks, text=TextTrack(engine=tracks.text.engine, lines=(line,)))
    texts = redacted_texts(texts_of(tracks), (CODE,))
    assert texts.screen_text is not None
    assert [passage.text for passage in texts.screen_text] == ["Variant ••••-••••"]
    hidden = redacted_tracks(tracks, (CODE,)).text
    assert hidden is not None
    assert [one.text for one in hidden.lines] == ["Variant ••••-••••"]


def test_pictures_can_be_left_out_altogether() -> None:
    report = without_pictures(a_report(findings=(SEEN,)))
    assert [one.image for one in report.findings[0].evidence] == [None]
