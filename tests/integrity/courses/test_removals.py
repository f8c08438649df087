import pytest

from integrity.courses.domain.removals import REMOVABLE_CHECKS, REMOVABLE_CODES, known_removals, without
from tests.integrity.rows import a_brief
from workers.brief import Brief, parse_brief

BRIEF = a_brief() + 'expect_text = ["def"]\n[identity]\n[speech]\nforbidden = ["tell me"]\n'


def left_of(*removed: str, text: str = BRIEF) -> Brief:
    return parse_brief(without(text, removed))


def test_where_nothing_is_removed_the_brief_stays_as_it_was_written() -> None:
    assert without(BRIEF, []) is BRIEF
    assert without(a_brief(), ["identity"]) == a_brief()


def test_a_check_with_a_table_of_its_own_was_never_asked_for() -> None:
    brief = left_of("identity")
    assert brief.identity is None
    assert brief.skip == ()


def test_without_speech_there_is_no_phrase_either() -> None:
    brief = left_of("speech")
    assert brief.speech is None
    assert brief.variant is not None
    assert (brief.variant.code, brief.variant.phrase) == ("K7QX-204M", None)


@pytest.mark.parametrize("name", ["speech.phrase_missing", "text.code_missing"])
def test_a_challenge_that_is_removed_is_not_shown_to_be_met(name: str) -> None:
    brief = left_of(name)
    assert brief.variant is not None
    assert (brief.variant.code is None) == name.startswith("text")
    assert (brief.variant.phrase is None) == name.startswith("speech")


def test_a_brief_without_any_challenge_has_no_variant() -> None:
    assert left_of("speech.phrase_missing", "text.code_missing").variant is None


def test_what_always_runs_and_single_codes_are_skipped_beside_what_the_brief_skips() -> None:
    text = BRIEF.replace("[variant]", 'skip = ["injection.said"]\n[variant]', 1)
    brief = left_of("continuity", "identity.absent", text=text)
    assert brief.skip == ("injection.said", "continuity", "identity.absent")


@pytest.mark.parametrize("name", [*REMOVABLE_CHECKS, *REMOVABLE_CODES])
def test_whatever_is_removed_the_rest_is_a_brief(name: str) -> None:
    assert left_of(name).title == "Moving average"


def test_all_of_it_may_be_removed() -> None:
    assert left_of(*REMOVABLE_CHECKS, *REMOVABLE_CODES).variant is None


def test_nobody_removes_whether_there_is_a_recording() -> None:
    assert known_removals(["recording", "recording.truncated", "nonsense", "identity"]) == ["identity"]
