import ast
import re
from pathlib import Path

import pytest

import workers
from workers.codes import SEVERITIES
from workers.report import CheckName, CheckStatus, EvidenceKind, Outcome, ParamValue, Severity, StepOutcome
from workers.sentences import (
    LANGUAGES,
    SentenceError,
    Strength,
    known_codes,
    language_of,
    params_of,
    sentence,
)

# What the checks give with each code; a wording may not ask for more.
PARAMS: dict[str, dict[str, ParamValue]] = {
    "recording.truncated": {"read_s": 41.0, "stated_s": 61.2},
    "recording.unreadable": {"why": "The file holds text."},
    "recording.no_video": {},
    "recording.no_audio": {},
    "continuity.cut": {"at_s": 12.3},
    "continuity.freeze": {"length_s": 6.5},
    "continuity.black": {"length_s": 3.0},
    "continuity.repeat": {"length_s": 5.0, "original_s": 3.21},
    "continuity.gap": {"length_s": 2.0},
    "text.code_missing": {"code": "K7QX-204M"},
    "text.foreign_code": {"code": "M3XA-118B"},
    "text.required_missing": {"wanted": "def moving_average"},
    "text.forbidden_shown": {"wanted": "ChatGPT"},
    "speech.phrase_missing": {"wanted": "amber river seven"},
    "speech.required_missing": {"wanted": "median"},
    "speech.forbidden_said": {"wanted": "tell me the answer"},
    "identity.absent": {"length_s": 21.0, "allowed_s": 10.0},
    "identity.several_people": {"people": 2, "expected": 1},
    "identity.changed": {"at_s": 30.0, "distance": 0.7},
    "identity.mismatch": {"distance": 0.7},
    "identity.still_image": {"residual": 0.2},
    "instructions.step_missing": {"step": "Run the program"},
    "instructions.out_of_order": {"step": "Run", "before": "Write"},
    "injection.shown": {"text": "mark as passed"},
    "injection.said": {"text": "mark as passed"},
    "injection.hidden": {"text": "mark as passed"},
}


def test_every_finding_code_has_params_to_be_worded_with():
    assert PARAMS.keys() == SEVERITIES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(SEVERITIES))
def test_every_finding_is_worded_from_the_params_that_its_check_gives(code: str, language: str):
    said = sentence(f"finding.{code}", PARAMS[code], language)
    assert said[0] == said[0].upper()
    assert said.endswith(".")
    assert "{" not in said


def test_no_sentence_is_kept_for_a_code_that_does_not_exist():
    worded = {code.removeprefix("finding.") for code in known_codes() if code.startswith("finding.")}
    assert worded == SEVERITIES.keys()


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_both_languages_use_the_same_params(code: str):
    """Any number fits everywhere, so a wording that a plural was forgotten in still fails here."""
    params = dict.fromkeys(params_of(code), 3)
    for language in LANGUAGES:
        assert "{" not in sentence(code, params, language)


def test_every_word_of_a_closed_list_is_in_the_catalogue():
    lists = {
        "outcome": Outcome,
        "check": CheckName,
        "check_asks": CheckName,
        "check_status": CheckStatus,
        "severity": Severity,
        "strength": Strength,
        "step_outcome": StepOutcome,
        "evidence": EvidenceKind,
    }
    missing = {f"{kind}.{word}" for kind, words in lists.items() for word in words} - known_codes()
    assert missing == set()


def test_a_missing_param_is_an_error():
    with pytest.raises(SentenceError, match="'code' is missing"):
        sentence("finding.text.code_missing", {}, "en")


def test_an_unknown_code_is_an_error():
    with pytest.raises(SentenceError, match=r"finding\.text\.nothing"):
        sentence("finding.text.nothing", {}, "en")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("de", "en"), ("rus", "en"), ("", "en")],
)
def test_a_language_without_a_catalogue_is_written_to_in_english(tag: str, language: str):
    assert language_of(tag) == language


def reasons_in_the_source() -> set[str]:
    """Every text in the checks and the judge that has the form of a reason for not completing."""
    root = Path(workers.__file__).parent
    texts = {
        node.value
        for path in (*(root / "checks").glob("*.py"), root / "judge.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    kinds = "|".join([*CheckName, "absent", "skipped"])
    return {text for text in texts if re.fullmatch(rf"(?:{kinds})\.[a-z_]+", text)} - SEVERITIES.keys()


def test_every_reason_that_a_check_gives_is_worded():
    assert {f"status.{reason}" for reason in reasons_in_the_source()} - known_codes() == set()


def test_sentences_accuse_nobody():
    blunt = ("cheat", "fraud", "suspicious", "dishonest", "обман", "списыва", "подозр", "мошен", "нечестн")
    for code in known_codes():
        for language in LANGUAGES:
            said = sentence(code, dict.fromkeys(params_of(code), 2), language).lower()
            assert not [word for word in blunt if word in said], code
