"""Which passages of course material speak of a step."""

import math

import pytest

from workers.engines.vlm.passages import MOST, PASSAGE_CHARS, best_passages, passages_of

COURSE = (
    "A function has a name and gives back a value.",
    "Stir the soup until it thickens, and salt the soup last.",
    "Knives are kept in the drawer.",
    "The oven is heated first.",
    "Peel the carrots and the onions.",
)


def test_the_passage_that_speaks_of_the_step_comes_first_and_others_not_at_all() -> None:
    assert best_passages("Stir the soup", COURSE) == (COURSE[1],)
    assert best_passages("Heat the OVEN, then salt", COURSE) == (COURSE[3], COURSE[1])


def test_a_word_that_stands_everywhere_tells_nothing_apart() -> None:
    everywhere = tuple(f"the {word}" for word in ("oven", "pot", "pan", "knife", "spoon", "fork", "plate"))
    assert best_passages("the", everywhere) == ()
    assert best_passages("the pan", everywhere) == ("the pan",)


def test_of_little_material_too_only_what_shares_more_than_an_article() -> None:
    assert best_passages("Stir the soup", ("Bake the bread.", "Stir the soup slowly.")) == (
        "Stir the soup slowly.",
    )
    assert best_passages("Stir the soup", ("Stir it.",)) == ("Stir it.",)


def test_no_more_than_three_and_the_first_of_equals() -> None:
    alike = tuple(f"soup number {place}" for place in range(8)) + tuple(
        f"bread {place}" for place in range(12)
    )
    assert best_passages("soup", alike) == alike[:MOST]


def test_what_nobody_wrote_of_brings_nothing() -> None:
    assert best_passages("Solder the wire", COURSE) == ()
    assert best_passages("", COURSE) == best_passages("soup", ()) == ()


def test_a_rare_word_outweighs_a_common_one_said_again() -> None:
    passages = ("soup soup soup soup", "soup soup thicken", "soup", "bread", "water", "salt", "oil", "rice")
    assert best_passages("thicken soup", passages)[0] == "soup soup thicken"


def test_the_score_is_that_of_bm25(monkeypatch: pytest.MonkeyPatch) -> None:
    from workers.engines.vlm import passages

    of_both = ("stir stir soup", "bread")
    # In one of two passages, twice among three words where two are the mean.
    expected = math.log(1 + 1.5 / 1.5) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2))
    shelf = passages._shelf(of_both)
    assert passages._score({"stir"}, shelf.counts[0], shelf) == pytest.approx(expected)
    assert passages._score({"stir"}, shelf.counts[1], shelf) == 0


def test_paragraphs_are_passages_and_a_heading_goes_with_the_one_below() -> None:
    text = "# Soup\r\n\r\nStir it\r\nwell.\r\n \r\nSalt it.\n\n\n## Bread\n\nBake."
    assert passages_of(text) == ["# Soup Stir it well.", "Salt it.", "## Bread Bake."]
    assert passages_of("# Only a heading") == ["# Only a heading"]
    assert passages_of("# Two\n\n## headings\n\nbelow") == ["# Two ## headings below"]
    assert passages_of(" \n\n ") == []


def test_a_long_paragraph_is_given_in_pieces_of_whole_words() -> None:
    words = [f"word{number}" for number in range(300)]
    pieces = passages_of(" ".join(words))
    assert max(map(len, pieces)) <= PASSAGE_CHARS
    assert " ".join(pieces).split() == words
    assert [len(piece) for piece in passages_of("x" * 1200)] == [500, 500, 200]
