"""Pages that show a code: one's own, or another's as near as codes are."""

import pytest

from benchmarks.variants.shown import SIZE_PX, clip_of, codes_of, try_one
from variants.codes import is_well_formed


def test_every_other_recording_shows_anothers_code() -> None:
    pairs = [codes_of(seed) for seed in range(8)]
    assert [own == shown for own, shown in pairs] == [True, False] * 4
    assert all(is_well_formed(code) for pair in pairs for code in pair)
    own, near = pairs[1]
    assert sum(a != b for a, b in zip(own, near, strict=True)) == 4


def test_all_text_is_small_and_the_code_stands_in_one_line() -> None:
    clip = clip_of(3, "XMJY-2QJT")
    assert {line.size_px for line in clip.lines} == {SIZE_PX}
    assert sum("XMJY-2QJT" in line.text for line in clip.lines) == 1
    assert clip.coding.bits == 300_000


@pytest.mark.slow
def test_ones_own_code_is_found_and_anothers_is_called_so() -> None:
    assert try_one(900).found == ()
    assert try_one(901).found == ("text.foreign_code", "text.code_missing")
