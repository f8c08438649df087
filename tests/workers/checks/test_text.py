"""Codes and texts on the screen: what is claimed, and what is not."""

import pytest

from tests.factories.judged import a_line, a_recording, a_source, a_span, a_task, a_text_track, paragraph
from variants.codes import encode
from workers.brief import Brief, Variant, Wording
from workers.checks.base import Judgement
from workers.checks.text import TextCheck
from workers.report import CheckStatus, EvidenceKind, Severity
from workers.tracks.text import TextLine

OWN, OTHER = encode(1234567), encode(5654321)
CODE = a_task(variant=Variant(code=OWN))
FORBIDDEN = a_task(text=Wording(forbidden=("ChatGPT", "Copilot")))


def judged(brief: Brief, *lines: TextLine) -> Judgement:
    return TextCheck().judge(a_recording(lines), brief)


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in judgement.findings]


def test_the_check_is_asked_for_by_a_code_or_a_table() -> None:
    assert TextCheck().asked_for(CODE)
    assert TextCheck().asked_for(FORBIDDEN)
    assert TextCheck().asked_for(a_task(variant=Variant(foreign_codes=("M3X-118",))))
    assert not TextCheck().asked_for(a_task(variant=Variant(phrase="amber river seven")))
    assert not TextCheck().asked_for(a_task())


@pytest.mark.parametrize("shown", [OWN, f"Your code: {OWN}", OWN.replace("-", " "), OWN.replace("-", "—")])
def test_a_code_that_was_shown_leaves_nothing_to_say(shown: str) -> None:
    judgement = judged(CODE, a_line(shown, (3.0, 4.0)))
    assert judgement.status is CheckStatus.COMPLETED
    assert judgement.findings == ()


def test_a_missing_code_is_a_finding_over_all_that_was_examined() -> None:
    judgement = judged(CODE, a_line("def moving_average(values):"))
    (finding,) = judgement.findings
    assert (finding.code, finding.severity) == ("text.code_missing", Severity.MAJOR)
    assert (finding.start_s, finding.end_s) == (0.0, 60.0)
    assert finding.params == {"code": OWN}
    assert [item.kind for item in finding.evidence] == [EvidenceKind.FRAME]
    assert (finding.evidence[0].start_s, finding.evidence[0].end_s) == (20.0, 60.0)


def test_the_nearest_thing_seen_is_the_evidence() -> None:
    near = OWN[:2] + "WWW" + OWN[5:]
    (finding,) = judged(CODE, a_line("something else"), a_line(near, (5.0, 9.0), row=3)).findings
    assert finding.evidence[0].text == near
    assert (finding.evidence[0].start_s, finding.evidence[0].end_s) == (5.0, 9.0)


def test_a_code_misread_in_one_place_is_not_called_missing() -> None:
    judgement = judged(CODE, a_line(OWN[:-1] + "W"))
    assert judgement.status is CheckStatus.INCONCLUSIVE
    assert judgement.reason == "text.code_nearly"
    assert judgement.findings == ()


def test_another_code_read_whole_is_not_ones_own_misread() -> None:
    judgement = judged(a_task(variant=Variant(code="YKEY-29H7")), a_line("HYKY-29R7"))
    assert judgement.status is CheckStatus.COMPLETED
    assert codes(judgement) == ["text.foreign_code", "text.code_missing"]


def test_beside_another_code_ones_own_may_be_misread() -> None:
    judgement = judged(a_task(variant=Variant(code="YKEY-29H7")), a_line("HYKY-29R7 YKEW-29H7"))
    assert codes(judgement) == ["text.foreign_code"]
    assert judgement.reason == "text.code_nearly"


def test_a_code_is_not_called_missing_where_too_little_was_read() -> None:
    tracks = a_recording(text=a_text_track([a_line("hello")], gaps=[(10.0, 20.0)]))
    judgement = TextCheck().judge(tracks, CODE)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "text.poor_coverage")
    assert judgement.findings == ()
    assert judgement.coverage.examined_s == 50.0


def test_a_small_gap_does_not_keep_the_check_open() -> None:
    tracks = a_recording(text=a_text_track([a_line(OWN)], gaps=[(10.0, 11.0)]))
    assert TextCheck().judge(tracks, CODE).status is CheckStatus.COMPLETED


def test_nothing_is_called_missing_from_a_truncated_file() -> None:
    tracks = a_recording([a_line("hello")], source=a_source(truncated=True, read_s=50.0))
    judgement = TextCheck().judge(tracks, CODE)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "text.truncated")
    assert judgement.findings == ()


def test_another_persons_code_is_found_by_its_check_symbols() -> None:
    judgement = judged(CODE, a_line(OWN), a_line(f"Code {OTHER}", (20.0, 25.0), row=2))
    (finding,) = judgement.findings
    assert (finding.code, finding.params) == ("text.foreign_code", {"code": OTHER})
    assert (finding.start_s, finding.end_s) == (20.0, 25.0)


@pytest.mark.parametrize(
    "shown", ["ABCD-EFGH", "2024-2025", "HAVE THAT", "550e8400-e29b-41d4-a716-446655440000"]
)
def test_a_text_without_right_check_symbols_is_no_code(shown: str) -> None:
    assert judged(CODE, a_line(OWN), a_line(shown, row=2)).findings == ()


def test_a_code_read_in_cyrillic_letters_is_the_same_code() -> None:
    cyrillic = OTHER.translate(str.maketrans("AEHKMPCTXY", "АЕНКМРСТХУ"))
    assert codes(judged(CODE, a_line(OWN), a_line(cyrillic, row=2))) == ["text.foreign_code"]


def test_a_code_of_the_task_page_itself_is_not_foreign() -> None:
    brief = a_task(variant=Variant(code=OWN), statement=f"An example of a code is {OTHER}.")
    assert judged(brief, a_line(OWN), a_line(OTHER, row=2)).findings == ()


def test_a_listed_foreign_code_needs_no_check_symbols() -> None:
    brief = a_task(variant=Variant(foreign_codes=("M3X-118",)))
    assert codes(judged(brief, a_line("M3X-118"))) == ["text.foreign_code"]


def test_a_required_text_may_stand_in_the_columns_of_a_row() -> None:
    brief = a_task(text=Wording(required=("Riverside 41",)))
    assert judged(brief, a_line("Riverside"), a_line("41", x=0.24)).findings == ()


@pytest.mark.parametrize("other", [a_line("41", x=0.4), a_line("41", x=0.24, row=1), a_line("41", x=0.02)])
def test_what_stands_far_off_or_elsewhere_is_no_column(other: TextLine) -> None:
    brief = a_task(text=Wording(required=("Riverside 41",)))
    assert codes(judged(brief, a_line("Riverside"), other)) == ["text.required_missing"]


def test_columns_must_stand_at_the_same_time() -> None:
    brief = a_task(text=Wording(required=("Riverside 41",)))
    lines = a_line("Riverside", (0.0, 10.0)), a_line("41", (12.0, 20.0), x=0.24)
    assert codes(judged(brief, *lines)) == ["text.required_missing"]


def test_words_of_two_columns_are_no_forbidden_text() -> None:
    brief = a_task(text=Wording(forbidden=("full solution",)))
    assert judged(brief, a_line("View in full"), a_line("Solution sheet", x=0.24)).findings == ()


def test_a_required_text_may_be_wrapped_over_two_lines() -> None:
    brief = a_task(text=Wording(required=("the mean of the last three values",)))
    assert (
        judged(brief, *paragraph("Here we print the mean of", "the last three values of a list")).findings
        == ()
    )


def test_two_missing_texts_are_two_findings_with_ids_of_their_own() -> None:
    judgement = judged(a_task(text=Wording(required=("alpha beta", "gamma delta"))), a_line("nothing"))
    assert codes(judgement) == ["text.required_missing", "text.required_missing"]
    assert len({finding.id for finding in judgement.findings}) == 2


def test_a_text_in_a_script_that_the_reader_does_not_know_is_not_called_missing() -> None:
    tracks = a_recording(text=a_text_track([a_line("hello")], scripts=("latin",)))
    judgement = TextCheck().judge(tracks, a_task(text=Wording(required=("привет",))))
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "text.script")
    assert judgement.findings == ()


def test_a_forbidden_text_in_such_a_script_keeps_the_check_open() -> None:
    tracks = a_recording(text=a_text_track([a_line("hello")], scripts=("latin",)))
    judgement = TextCheck().judge(tracks, a_task(text=Wording(forbidden=("нейросеть",))))
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "text.script")


def test_a_text_read_unsurely_is_not_called_missing() -> None:
    brief = a_task(text=Wording(required=("main.py",)))
    assert judged(brief, a_line("main.pv", confidence=0.6)).reason == "text.nearly"
    assert codes(judged(brief, a_line("main.pv", confidence=0.97))) == ["text.required_missing"]


def test_a_forbidden_text_is_one_finding_for_each_stretch() -> None:
    judgement = judged(
        FORBIDDEN,
        a_line("ChatGPT", (10.0, 12.0)),
        a_line("Message ChatGPT", (11.0, 13.0), row=9),
        a_line("ChatGPT - Chromium", (13.5, 14.0), row=20),
        a_line("chatgpt.com", (40.0, 42.0), row=5),
    )
    spans = [(finding.start_s, finding.end_s) for finding in judgement.findings]
    assert codes(judgement) == ["text.forbidden_shown"] * 2
    assert spans == [(10.0, 14.0), (40.0, 42.0)]
    assert judgement.findings[0].params == {"wanted": "ChatGPT"}
    assert len(judgement.findings[0].evidence) == 3


def test_confidence_falls_with_the_readers_and_with_edits() -> None:
    brief = a_task(text=Wording(forbidden=("Telegram",)))
    (exact,) = judged(brief, a_line("Telegram", confidence=0.8)).findings
    (edited,) = judged(brief, a_line("Telegran", confidence=0.8)).findings
    assert exact.confidence == pytest.approx(0.8)
    assert edited.confidence == pytest.approx(0.7)


RULES = [
    "no ChatGPT",
    "No Copilot, no ChatGPT",
    "No AI tools (ChatGPT, Copilot)",
    "ChatGPT and Copilot are not allowed",
    "You may not use ChatGPT during the exam.",
    "do not use ChatGPT",
    "donotuseChatGPT",
    "without the help of ChatGPT",
    "Use of ChatGPT is prohibited",
    "без ChatGPT",
    "Без использования ChatGPT",
    "использование ChatGPT запрещено",
    "Использовать ChatGPT и Copilot запрещено.",
    "ChatGPT нельзя",
    "Нельзя пользоваться ChatGPT.",
    "Не используйте ChatGPT",
]
USES = [
    "ChatGPT",
    "No, ask ChatGPT",
    "why not ask ChatGPT",
    "I have no idea, ChatGPT help",
    "ChatGPT can make mistakes. Check important info.",
    "Ask ChatGPT. Phones are forbidden",
    "Нет, спроси ChatGPT",
    "ChatGPT не работает",
]


@pytest.mark.parametrize("text", RULES)
def test_a_rule_that_names_a_forbidden_text_is_not_its_use(text: str) -> None:
    assert judged(FORBIDDEN, a_line(text)).findings == ()


@pytest.mark.parametrize("text", USES)
def test_use_is_not_taken_for_a_rule(text: str) -> None:
    assert codes(judged(FORBIDDEN, a_line(text))) == ["text.forbidden_shown"]


def test_a_rule_may_stand_over_the_list_that_it_forbids() -> None:
    lines = paragraph("The following are not allowed:", "ChatGPT", "Copilot")
    assert judged(FORBIDDEN, *lines).findings == ()


def test_use_elsewhere_is_found_beside_a_rule() -> None:
    judgement = judged(FORBIDDEN, a_line("no ChatGPT"), a_line("ChatGPT", (30.0, 33.0), row=15))
    assert [(finding.start_s, finding.end_s) for finding in judgement.findings] == [(30.0, 33.0)]


STATEMENT = (
    "Compare the answers of ChatGPT with your own and say which of them is the better one. "
    "Write what you think about each of the three questions below."
)


def test_the_statement_is_never_forbidden_text() -> None:
    brief = a_task(statement=STATEMENT, text=Wording(forbidden=("ChatGPT",)))
    lines = paragraph(
        "Compare the answers of ChatGPT with your own", "and say which of them is the better one."
    )
    assert judged(brief, *lines).findings == ()


def test_a_text_that_the_statement_names_is_found_elsewhere() -> None:
    brief = a_task(statement=STATEMENT, text=Wording(forbidden=("ChatGPT",)))
    assert codes(judged(brief, a_line("ChatGPT", (10.0, 12.0), row=15))) == ["text.forbidden_shown"]


def test_a_claim_that_was_left_out_is_not_made() -> None:
    brief = a_task(variant=Variant(code=OWN), skip=("text.code_missing",))
    judgement = judged(brief, a_line(OWN[:-1] + "W"))
    assert (judgement.status, judgement.findings) == (CheckStatus.COMPLETED, ())


def test_a_screen_without_a_line_was_examined_too() -> None:
    (finding,) = judged(CODE).findings
    assert finding.confidence == 0.5
    assert a_span(20.0, 60.0).start_s == finding.evidence[0].start_s


def test_a_code_read_in_part_is_not_called_missing() -> None:
    judgement = judged(CODE, a_line(f"  {OWN[2:]}"))
    assert (judgement.reason, judgement.findings) == ("text.code_nearly", ())


def test_a_code_on_a_page_in_unknown_letters_is_not_called_missing() -> None:
    tracks = a_recording(text=a_text_track([a_line("  ,  .")], scripts=("latin",)))
    brief = a_task(variant=Variant(code=OWN), statement="Напишите функцию и покажите код.")
    judgement = TextCheck().judge(tracks, brief)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "text.page_script")
    assert judgement.findings == ()


RUSSIAN_BAN = "Титрование уксуса\nНе используйте ChatGPT и Copilot."


def in_latin_letters_only(statement: str, *shown: str) -> Judgement:
    lines = [a_line(text, row=row) for row, text in enumerate(shown)]
    tracks = a_recording(text=a_text_track(lines, scripts=("latin",)))
    brief = a_task(statement=statement, text=Wording(forbidden=("ChatGPT", "Copilot")))
    return TextCheck().judge(tracks, brief)


def test_what_is_left_of_a_ban_in_an_unknown_script_is_no_use() -> None:
    assert in_latin_letters_only(RUSSIAN_BAN, "He 3yte ChatGP è Copilot.").findings == ()
    assert in_latin_letters_only(RUSSIAN_BAN, "� � ChatGPT � Copilot").findings == ()


@pytest.mark.parametrize(
    "shown", ["ChatGPT", "Copilot", "ChatGPT - New chat", "Ask Copilot how to do this task now"]
)
def test_beside_such_a_ban_a_use_is_still_one(shown: str) -> None:
    assert codes(in_latin_letters_only(RUSSIAN_BAN, shown)) == ["text.forbidden_shown"]


def test_where_the_ban_can_be_read_no_outline_excuses_anything() -> None:
    statement = "Vinegar titration\nPlease do not use ChatGPT and Copilot."
    assert codes(in_latin_letters_only(statement, "He 3yte ChatGP è Copilot.")) == ["text.forbidden_shown"]


def test_a_forbidden_text_among_unread_words_is_neither_claimed_nor_cleared() -> None:
    judgement = in_latin_letters_only("Titration", "� � ChatGPT.")
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "text.rule_unread")
    assert judgement.params == {"wanted": "ChatGPT", "seen": "� � ChatGPT."}
    assert judgement.findings == ()


def test_one_unread_sign_beside_a_name_is_a_logo() -> None:
    assert codes(in_latin_letters_only("Titration", "� ChatGPT")) == ["text.forbidden_shown"]
