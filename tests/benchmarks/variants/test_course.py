"""Codes that are too near to each other are counted."""

from benchmarks.variants.course import near_pairs, shifted_pairs


def test_codes_that_agree_in_five_places_are_near() -> None:
    assert near_pairs(["K7QX204M", "K7QX2AAA", "AAAAAAAA"]) == 1
    assert near_pairs(["K7QX204M", "K7QXAAAA"]) == 0


def test_codes_that_a_shift_joins_are_counted() -> None:
    assert shifted_pairs(["K7QX204M", "7QX204MK", "AAAAAAAA"]) == 1
    assert shifted_pairs(["K7QX204M", "QX204MK7"]) == 0
