import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.sentences.wording import SentenceError, clock, fill, names_in, plain, plural

SECONDS = "{n} {n|секунда|секунды|секунд}"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 секунд"),
        (1, "1 секунда"),
        (2, "2 секунды"),
        (5, "5 секунд"),
        (11, "11 секунд"),
        (12, "12 секунд"),
        (21, "21 секунда"),
        (22, "22 секунды"),
        (111, "111 секунд"),
        (1.5, "1,5 секунды"),
        (3.04, "3 секунды"),
        (4.96, "5 секунд"),
    ],
)
def test_russian_has_three_forms_and_one_for_fractions(number: float, said: str):
    assert fill(SECONDS, {"n": number}, "ru") == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1.04, "1 person")]
)
def test_english_has_two_forms(number: float, said: str):
    assert fill("{n} {n|person|people}", {"n": number}, "en") == said


def test_a_wrong_number_of_forms_is_an_error():
    with pytest.raises(SentenceError, match="3 plural forms"):
        plural(2, ["one", "other"], "ru")


@pytest.mark.parametrize("value", ["3", None, True, ("3",)])
def test_a_plural_wants_a_number(value):
    with pytest.raises(SentenceError, match="must be a number"):
        fill("{n|one|other}", {"n": value}, "en")


def test_yes_and_no_are_no_params():
    with pytest.raises(SentenceError, match="yes and no"):
        fill("{n}", {"n": True}, "en")


def test_an_unknown_manner_is_an_error():
    with pytest.raises(SentenceError, match="'loud'"):
        fill("{n:loud}", {"n": "x"}, "en")


def test_values_are_shown_in_the_manner_of_the_language():
    params = {"n": 2.56, "none": None, "many": ("a", "b")}
    assert fill("{n} {none} {many} {many:quote}", params, "en") == "2.6 — a, b “a”, “b”"
    assert fill("{n} {none} {many} {many:quote}", params, "ru") == "2,6 — a, b «a», «b»"


def test_braces_in_a_value_are_not_filled():
    assert fill("{a:quote}", {"a": "{b} {0.__class__}"}, "en") == "“{b} {0.__class__}”"


def test_names_are_found_in_every_kind_of_placeholder():
    assert names_in("{a} {b:time} {c|x|y}") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (7.99, "0:07"), (432, "7:12"), (3599.9, "59:59"), (3600, "1:00:00"), (36_061, "10:01:01")],
)
def test_a_clock_leaves_parts_of_a_second_off(seconds: float, shown: str):
    assert clock(seconds) == shown


def test_marks_that_turn_the_direction_are_taken_out():
    assert plain("pay\u202elive\u202c\u2066x\u2069\ufeff") == "paylivex"


def test_joiners_of_scripts_and_emoji_stay():
    assert plain("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_right_to_left_text_is_isolated_from_its_sentence():
    assert fill("<{a}>", {"a": "שלום"}, "en") == "<\u2068שלום\u2069>"


def test_a_long_text_is_cut_short_in_a_sentence():
    said = fill("{a}", {"a": "x" * 10_000}, "en")
    assert said == "x" * 199 + "…"


@given(st.text())
def test_plain_text_holds_no_control_character(text: str):
    shown = plain(text)
    assert not any(char < " " or "\x7f" <= char < "\xa0" for char in shown)
    shown.encode("utf-8")


@given(st.text(), st.sampled_from(["en", "ru"]))
def test_any_text_can_be_a_value(text: str, language: str):
    assert len(fill("{a:quote}", {"a": text}, language)) <= 204
