import itertools
import re
import time
from dataclasses import replace

import pytest

from tests.factories.reports import (
    DURATION_S,
    a_check,
    a_finding,
    a_report,
    a_step,
    an_unreadable_report,
    some_speech,
    some_text,
    some_tracks,
)
from tests.workers.render.markup import Markup, read
from tests.workers.render.rendered import context, findings_of_every_weight, page
from workers.render.page import render_part
from workers.report import (
    CheckName,
    CheckStatus,
    Coverage,
    EngineUsed,
    Evidence,
    EvidenceKind,
    Gap,
    Outcome,
    StepOutcome,
)

PARTS = ("body", "outcome", "timeline", "findings", "steps", "checks", "transcript", "screen_text", "made")


@pytest.fixture(scope="module")
def whole() -> Markup:
    return read(page(a_report(findings=findings_of_every_weight())))


def test_the_outcome_stands_in_words_with_its_shape_and_what_it_means(whole):
    [outcome] = whole.with_class("outcome")
    assert "Incomplete" in outcome.text
    [section] = whole.with_class("report-outcome")
    assert "1 check could not be completed" in section.text
    assert "2 findings below still stand. A person decides." in section.text


@pytest.mark.parametrize(
    ("outcome", "word"),
    [(Outcome.CLEAR, "Clear"), (Outcome.NEEDS_REVIEW, "To review"), (Outcome.INCOMPLETE, "Incomplete")],
)
def test_each_outcome_has_its_own_shape(outcome: Outcome, word: str):
    shapes = {
        one: re.search(r"<svg.*?</svg>", render_part("outcome", context(a_report(outcome=one))), re.DOTALL)
        for one in Outcome
    }
    assert len({match[0] for match in shapes.values() if match}) == 3
    assert word in render_part("outcome", context(a_report(outcome=outcome)))


def test_an_incomplete_report_without_a_failed_check_does_not_name_a_number():
    report = a_report(checks=tuple(a_check(name) for name in CheckName), findings=())
    assert "Something that was asked for" in render_part("outcome", context(report))


def test_unclear_steps_alone_are_named_as_what_is_to_be_looked_at():
    report = a_report(outcome=Outcome.NEEDS_REVIEW, findings=())
    assert "1 step was not clearly seen" in render_part("outcome", context(report))


def test_findings_come_heaviest_first_and_information_apart(whole):
    entries = [one for one in whole.all("article") if "finding" in one.attributes["class"]]
    assert [one.attributes["class"].split()[1] for one in entries] == [
        "finding-major",
        "finding-minor",
        "finding-info",
    ]


def test_a_finding_has_its_span_its_quote_its_strength_and_what_speaks_against_it(whole):
    entry = whole.all("article")[0].text
    for expected in ("0:42–0:48", "Ask ChatGPT anything", "strong evidence", "What speaks against it"):
        assert expected in entry
    assert "no ChatGPT here" in entry
    assert "93" not in entry


def test_confidence_is_never_shown_as_a_figure():
    shown = page(a_report(findings=(a_finding(confidence=0.7341),)))
    assert "0.73" not in shown
    assert "73 %" not in shown
    assert "73%" not in shown


def test_a_missing_thing_says_that_not_seen_is_not_not_done():
    finding = a_finding("text.code_missing", params={"code": "K7QX-204M"})
    shown = render_part("findings", context(a_report(findings=(finding,))))
    assert "The code K7QX-204M was not seen in the parts that were examined." in shown
    assert "‘Not seen’ does not mean ‘not done’." in shown


def test_every_check_says_how_it_ended_and_what_was_not_examined(whole):
    rows = {row.attributes["class"].split()[1]: row.text for row in whole.with_class("check-row")}
    assert "The phrase could be neither made out nor ruled out." in rows["check-inconclusive"]
    assert "1:45 of 2:00" in rows["check-inconclusive"]
    assert "there is no sound in this part" in rows["check-inconclusive"]
    assert "pocketsphinx 5.1.1; silero 6" in rows["check-inconclusive"]


def test_a_check_that_was_not_asked_for_is_named_too():
    shown = render_part("checks", context(a_report(checks=(a_check("text"),))))
    assert shown.count("Not asked for") == len(CheckName) - 1


def test_a_check_skipped_without_a_message_was_not_asked_for():
    skipped = a_check("identity", status=CheckStatus.SKIPPED, coverage=Coverage(examined_s=0.0))
    shown = render_part("checks", context(a_report(checks=(skipped,))))
    assert shown.count("Not asked for") == len(CheckName)


def test_a_skipped_check_claims_to_have_examined_nothing():
    skipped = a_check(
        "identity", status=CheckStatus.SKIPPED, message="Left out.", coverage=Coverage(examined_s=0.0)
    )
    [row] = read(render_part("checks", context(a_report(checks=(skipped,))))).with_class("check-skipped")
    assert "Skipped" in row.text
    assert "nothing" not in row.text


def test_the_code_of_a_gap_is_worded():
    gap = Gap(start_s=0.0, end_s=5.0, why="face_not_found")
    check = a_check("identity", coverage=Coverage(examined_s=115.0, gaps=(gap,)))
    assert "no face was found, although something moves" in page(a_report(checks=(check,)))
    assert "лицо не найдено, хотя движение есть" in page(a_report(checks=(check,)), language="ru")


def test_steps_come_in_the_briefs_order_with_outcome_and_time(whole):
    rows = [row.text.split() for row in whole.with_class("step-row")]
    assert [row[0][0] for row in rows] == ["1", "2", "3"]
    assert "0:10–0:30" in rows[0]
    assert "Unclear" in rows[2]


def test_a_step_that_the_brief_no_longer_has_is_still_shown():
    shown = page(a_report(steps=(a_step("gone", outcome=StepOutcome.NOT_CHECKED),)))
    assert "gone" in shown
    assert "Not checked" in shown


def test_what_a_model_saw_is_in_its_words_and_says_which_model_and_where():
    seen = Evidence(
        kind=EvidenceKind.FRAME, start_s=4.0, end_s=9.0, text="A spoon in a pot.", image="evidence/text.jpg"
    )
    vlm = EngineUsed(kind="vlm", name="openai", model="small-vl", version="127.0.0.1:8000")
    report = a_report(steps=(a_step(evidence=(seen,)),), checks=(a_check("instructions", engines=(vlm,)),))
    shown = read(page(report))

    [row] = [row for row in shown.with_class("step-row") if "A spoon in a pot." in row.text]
    assert "Seen, in a model’s words" in row.text
    assert "openai small-vl, 127.0.0.1:8000" in page(report)
    assert "which a model described as" in page(report)


def test_what_made_the_report_is_written_down(whole):
    [made] = whole.with_class("report-made")
    for expected in (
        "rapidocr 3.5.0 (PP-OCRv6 small)",
        "0.1.0",
        "c" * 16,
        "0123456789abcdef" * 4,
        "1280 × 720",
    ):
        assert expected in made.text
    assert "A person looks at each finding" in made.text


def test_russian_is_russian_throughout():
    # The factory's own texts are English, so only the page's words are looked at.
    shown = read(page(language="ru-RU", report=a_report(findings=findings_of_every_weight())))
    assert shown.all("html")[0].attributes["lang"] == "ru"
    headings = [one.text for tag in ("h2", "h3") for one in shown.all(tag)]
    assert not [text for text in headings if re.search(r"[A-Za-z]{3}", text.replace("ChatGPT", ""))]


def test_another_language_is_written_in_english():
    assert read(page(language="fi")).all("html")[0].attributes["lang"] == "en"


def test_a_message_that_cannot_be_worded_is_shown_as_the_report_has_it():
    assert "message of text.code_missing" in page(a_report(findings=(a_finding("text.code_missing"),)))


@pytest.mark.parametrize("video_url", [None, "sam.mp4"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_link_leads_to_something_and_no_id_stands_twice(language, video_url):
    shown = read(page(a_report(findings=findings_of_every_weight()), language=language, video_url=video_url))
    ids = shown.values("id")
    assert len(ids) == len(set(ids))
    links = {link.removeprefix("#") for link in shown.values("href")}
    named = {name for value in shown.values("aria-labelledby") for name in value.split()}
    assert (links | named) - set(ids) == set()


@pytest.mark.parametrize("part", PARTS)
def test_parts_carry_no_style_and_no_script_of_their_own(part):
    shown = read(render_part(part, context(a_report(findings=findings_of_every_weight()))))
    assert shown.all("script") == []
    assert shown.all("style") == []
    assert shown.values("style") == []
    names = {name for element in shown.elements for name in element.attributes}
    assert not [name for name in names if name.startswith("on")]


def test_with_a_player_every_time_is_a_button_that_seeks():
    shown = read(render_part("body", context()))
    assert [one.tag for one in shown.with_class("at") if one.tag != "button"] == []
    assert "42.0" in [one.attributes["data-seek-s"] for one in shown.all("button")]
    assert "48.5" in [
        one.attributes["data-until-s"] for one in shown.all("button") if "data-until-s" in one.attributes
    ]


def test_without_a_player_times_lead_to_the_timeline_and_marks_to_findings():
    shown = read(render_part("body", context(seekable=False)))
    finding = a_finding()
    assert shown.all("button") == []
    assert shown.values("data-seek-s") == []
    assert {f"#mark-{finding.id}", f"#finding-{finding.id}"} <= set(shown.values("href"))


def test_the_site_gets_its_own_addresses_of_pictures():
    assert 'src="/evidence/1/text.jpg"' in render_part("findings", context())


def test_pictures_say_what_they_show():
    untexted = some_text(7.0, text=None)
    shown = read(page(a_report(findings=(a_finding(evidence=(some_text(), untexted)),))))
    assert [one.attributes["alt"] for one in shown.all("img")] == [
        "Picture from the recording at 0:42, where “Ask ChatGPT anything” was read",
        "Picture from the recording at 0:07",
    ]


def test_headings_leave_no_level_out(whole):
    levels = [int(one.tag[1]) for one in whole.elements if re.fullmatch(r"h[1-6]", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_page_has_its_landmarks_and_its_drawings_have_words(whole):
    assert len(whole.all("main")) == len(whole.all("header")) == 1
    for drawing in whole.all("svg"):
        names = {"aria-label", "aria-labelledby", "aria-hidden", "viewbox"} & drawing.attributes.keys()
        assert names, drawing


def test_a_page_without_tracks_has_what_the_report_knows():
    shown = read(page(tracks=None))
    assert [one for one in shown.all("details") if "report-text" in one.attributes["class"]] == []
    assert len(shown.all("article")) == 1


def test_a_recording_that_cannot_be_read_has_a_page():
    shown = read(page(an_unreadable_report(), tracks=None, images={}))
    assert "There is no timeline" in shown.with_class("report-timeline")[0].text
    assert "The file holds text, not a recording." in shown.with_class("check-failed")[0].text
    assert "no time" in shown.all("article")[0].text


def test_evidence_without_a_picture_still_says_where_it_was():
    shown = read(page(images={}))
    assert shown.all("img") == []
    assert shown.with_class("place")[0].attributes["aria-label"] == (
        "Where in the picture: 42 % from the left, 22 % from the top"
    )


def test_five_hundred_findings_and_twenty_thousand_words_take_well_under_a_second():
    findings = tuple(
        replace(a_finding(start_s=index * 0.2), id=f"{index:016x}", evidence=(some_text(index * 0.2),))
        for index in range(500)
    )
    words = tuple(
        replace(word, start_s=index * 0.4, end_s=index * 0.4 + 0.3)
        for index, word in enumerate(some_speech(20_000).words)
    )
    tracks = some_tracks(speech=replace(some_speech(), words=words))
    report = a_report(findings=findings)
    page(report, tracks=tracks)
    started_s = time.process_time()
    html = page(report, tracks=tracks)
    assert time.process_time() - started_s < 1.0
    assert len(read(html).all("article")) == 500


def test_the_same_report_gives_the_same_page():
    assert page() == page()


def test_container_evidence_without_a_time_is_shown():
    evidence = Evidence(kind=EvidenceKind.CONTAINER, start_s=None, end_s=None, text="moov missing")
    finding = a_finding(
        "recording.truncated", params={"read_s": 41.0, "stated_s": DURATION_S}, evidence=(evidence,)
    )
    shown = page(a_report(findings=(finding,)))
    assert "In the file" in shown
    assert "0:41 of 2:00 could be read" in shown
