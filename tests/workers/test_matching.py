"""The contract's *Matching of texts*."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.folding import fold
from workers.matching import code, find, find_all, nearest_distance, wording

FOUND = [
    ("ChatGPT", "open ChatGPT now"),
    ("ChatGPT", "CHATGPT"),
    ("ChatGPT", "theChatGPTapp"),
    ("Bard", "ask 8ard!"),
    ("Bard", "Bard's answer"),
    ("GPT", "GPTs"),
    ("GPT", "GPT4"),
    ("lllO", "Il|0"),
    ("mark", "rnark"),
    ("modern", "rnodem"),
    ("now", "for now"),
    ("def moving_average", "12def  rnovlng_averaqe(values):"),
    ("Average: 4.0", "average:4.O"),
    ("ﬁle", "file"),
    ("café", "cafe\u0301"),
    ("САРА", "CAPA"),
    ("привет", "ПРИВЕТ, мир"),
    ("зачёт", "зачет"),
    ("用户", "请用户登录"),
    ("a b", "a\u200b\u00a0b"),
]
NOT_FOUND = [
    ("Bard", "Lombardy"),
    ("Bard", "bards"),
    ("ChatGPT", "ChatGFT"),
    ("ChatGPT", "ChatPT"),
    ("x = 1", "x = 10"),
    ("x = 1", "xx = 1"),
    ("C", "Copilot"),
    ("r", "m"),
    ("def moving_average", "def median_filter"),
]


@pytest.mark.parametrize(("wanted", "text"), FOUND)
def test_a_text_is_found(wanted: str, text: str) -> None:
    assert find(wording(wanted), text) is not None


@pytest.mark.parametrize(("wanted", "text"), NOT_FOUND)
def test_another_text_is_not(wanted: str, text: str) -> None:
    assert find(wording(wanted), text) is None


@pytest.mark.parametrize(
    ("wanted", "edits"), [("ChatGPT", 0), ("Telegram", 1), ("moving average x", 1), ("moving average xyz", 2)]
)
def test_one_edit_is_allowed_for_each_eight_whole_characters(wanted: str, edits: int) -> None:
    assert wording(wanted).edits == edits


def test_an_m_is_one_whole_character_though_it_is_compared_as_two() -> None:
    assert wording("mmmmmmm").whole_chars == 7


def test_a_match_says_where_it_stands() -> None:
    match = find(wording("ChatGPT"), "ask Chat GPT, please")
    assert match is not None
    assert "ask Chat GPT, please"[match.start : match.end] == "Chat GPT"
    assert match.edits == 0


def test_of_two_matches_the_one_with_fewer_edits_is_taken() -> None:
    match = find(wording("Telegram"), "Telegran or Telegram")
    assert match is not None
    assert (match.start, match.edits) == (12, 0)


def test_all_matches_are_found_once() -> None:
    text = "ChatGPT, chatgpt and ChatGPT"
    assert [match.start for match in find_all(wording("ChatGPT"), text)] == [0, 9, 21]


@pytest.mark.parametrize(
    "text", ["K7QX-204M", "code:K7QX 2O4M", "K7QX—204M.", "К7QХ-204М", "K7QX204M", "k7qx - 204rn"]
)
def test_a_code_may_lose_its_dash_and_show_look_alikes(text: str) -> None:
    assert find(code("K7QX-204M"), text) is not None


@pytest.mark.parametrize("text", ["K7QX-204N", "K7QX-24M", "K7QX-2044M"])
def test_a_code_allows_no_edit(text: str) -> None:
    assert find(code("K7QX-204M"), text) is None


def test_a_short_code_is_not_part_of_a_longer_one() -> None:
    assert find(code("M3X-118"), "AM3X-118") is None
    assert find(code("M3X-118"), "M3X-1184") is None
    assert find(code("M3X-118"), "(M3X-118)") is not None


def test_a_wanted_text_of_dashes_alone_matches_nothing_as_a_code() -> None:
    assert find(code("--"), "a -- b") is None


texts = st.text(alphabet=st.sampled_from("abcmnrilIOo015S8Bz ZаоерЁё-_.(é\u0301"), max_size=30)


without_accents = st.text(alphabet=st.sampled_from("abcmnrilIOo015S8Bz ZаоерЁё-_.("), max_size=30)


@given(text=without_accents)
def test_folding_twice_is_folding_once(text: str) -> None:
    units = fold(text).units
    assert fold(units).units == units.replace("m", "rn")


@given(text=texts)
def test_the_way_back_leads_to_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.units) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(
    text=texts, before=st.sampled_from(["", "x ", "= ", "\n"]), after=st.sampled_from(["", " y", ";", "\t"])
)
def test_a_text_is_found_in_itself_whatever_stands_around(text: str, before: str, after: str) -> None:
    pattern = wording(text)
    shown = unicodedata.normalize("NFD", text).upper()
    if pattern.units and not unicodedata.combining(text[0]):
        assert find(pattern, f"{before}{shown}{after}") is not None


@given(text=without_accents, place=st.integers(0, 30), other=st.sampled_from("qw7"))
def test_as_many_edits_as_are_allowed_are_bridged(text: str, place: int, other: str) -> None:
    pattern = wording(text)
    if pattern.edits:
        at = place % len(text)
        match = find(pattern, f"{text[:at]}{other}{text[at:]}")
        assert match is not None
        assert match.edits <= 1


@given(wanted=texts, text=texts)
def test_the_distance_is_that_of_the_textbook(wanted: str, text: str) -> None:
    units, shown = fold(wanted).units, fold(text).units
    expected = _textbook(units, shown) if units and shown else len(units)
    assert nearest_distance(wording(wanted), text) == expected


@given(wanted=texts, text=texts)
def test_a_match_is_never_further_than_the_edits_allowed(wanted: str, text: str) -> None:
    pattern = wording(wanted)
    for match in find_all(pattern, text):
        assert match.edits <= pattern.edits
        part = fold(text[match.start : match.end]).units
        assert _whole_distance(pattern.units, part) == match.edits


def _row(units: str, char: str, last: list[int], first: int) -> list[int]:
    row = [first]
    for place, unit in enumerate(units):
        row.append(min(last[place] + (unit != char), last[place + 1] + 1, row[place] + 1))
    return row


def _textbook(units: str, text: str) -> int:
    """Sellers' table: the distance to the nearest part that ends in each place."""
    row, best = list(range(len(units) + 1)), len(units)
    for char in text:
        row = _row(units, char, row, 0)
        best = min(best, row[-1])
    return best


def _whole_distance(units: str, text: str) -> int:
    row = list(range(len(units) + 1))
    for place, char in enumerate(text):
        row = _row(units, char, row, place + 1)
    return row[-1]


def test_thousands_of_lines_are_searched_for_dozens_of_texts_quickly() -> None:
    lines = [f"total += values[{number}]  # the next of the moving window" for number in range(3000)]
    patterns = [wording(f"a sentence of some length, number {number}") for number in range(30)]
    started = time.process_time()
    assert not any(find(pattern, line) for pattern in patterns for line in lines)
    assert time.process_time() - started < 5.0
