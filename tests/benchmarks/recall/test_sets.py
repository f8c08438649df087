"""Twenty of the recordings with exact truth about their text, read as an inspection reads them."""

import pytest

from benchmarks.recall.measure import Read, try_clip
from benchmarks.recall.sets import SETS

UNREADABLE = {"cyrillic"}
TWENTY = [
    *((name, 1) for name in SETS if name not in UNREADABLE),
    ("dark", 2),
    ("px-10", 2),
    ("px-12", 2),
    ("uneven", 2),
]
#: Pictures of so few bits hold fragments that resemble nothing.
STARVED = {"bitrate-200k"}


@pytest.fixture(scope="module", params=TWENTY, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def read(request) -> Read:
    return try_clip(*request.param)


def test_every_line_is_read(read):
    assert [asked.text for asked in read.asked if not asked.alike] == []


def test_a_line_is_one_entry_however_long_it_moves(read):
    assert [(asked.text, asked.entries) for asked in read.asked if asked.entries > 1] == []


def test_a_line_starts_when_it_came(read):
    late_s = sorted(abs(asked.late_s) for asked in read.asked if asked.late_s is not None)

    assert late_s[len(late_s) // 2] <= 0.1
    assert late_s[-1] <= 1.2


def test_hardly_anything_is_read_that_was_not_there(read):
    assert len(read.foreign) <= (8 if read.name in STARVED else 1)


def test_letters_that_the_reader_does_not_know_are_never_taken_for_others():
    read = try_clip("cyrillic", 1)

    assert not any(asked.alike for asked in read.asked)
    assert all("\N{REPLACEMENT CHARACTER}" in line for line in read.foreign)
