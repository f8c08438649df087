"""A line's picture is recognised once."""

import numpy as np

from workers.engines.ocr.line_cache import LineCache


class CountingReader:
    def __init__(self):
        self.crops = []

    def __call__(self, crop):
        self.crops.append(crop)
        return f"line {len(self.crops)}", 0.9


def line_of(level, *, width=40):
    return np.full((10, width, 3), level, dtype=np.uint8)


def test_the_same_picture_is_recognised_once():
    reader = CountingReader()
    cache = LineCache(reader)
    assert [cache.read(line_of(level)) for level in (1, 2, 1)] == [
        ("line 1", 0.9),
        ("line 2", 0.9),
        ("line 1", 0.9),
    ]
    assert len(reader.crops) == 2


def test_the_same_bytes_in_another_shape_are_another_line():
    cache = LineCache(CountingReader())
    assert cache.read(line_of(1)) != cache.read(line_of(1).reshape(20, 20, 3))


def test_what_was_not_asked_for_longest_is_forgotten_first():
    reader = CountingReader()
    cache = LineCache(reader, most=2)
    for level in (1, 2, 1, 3, 1, 2):
        cache.read(line_of(level))
    assert [int(crop[0, 0, 0]) for crop in reader.crops] == [1, 2, 3, 2]
