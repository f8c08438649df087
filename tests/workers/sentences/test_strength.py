import pytest

from workers.codes import SEVERITIES
from workers.sentences.strength import THRESHOLDS, Strength, strength_of


def test_every_code_has_a_row():
    assert THRESHOLDS.keys() == SEVERITIES.keys()


@pytest.mark.parametrize("code", sorted(THRESHOLDS))
def test_the_words_follow_the_thresholds_of_the_code(code: str):
    row = THRESHOLDS[code]
    assert 0 < row.fair_from < row.strong_from < 1
    assert strength_of(code, row.strong_from) is Strength.STRONG
    assert strength_of(code, row.fair_from) is Strength.FAIR
    assert strength_of(code, row.fair_from - 0.001) is Strength.WEAK


def test_a_code_of_a_policy_pack_is_read_by_the_row_for_texts():
    assert strength_of("policy.hate", 0.9) is strength_of("text.forbidden_shown", 0.9)
