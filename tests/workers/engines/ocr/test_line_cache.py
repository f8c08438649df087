"""A line's picture is recognised once."""

import threading
from concurrent.futures import ThreadPoolExecutor

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


def read_alone(cache, level):
    (read,) = cache.read([line_of(level)])
    return read


def test_the_same_picture_is_recognised_once():
    reader = CountingReader()
    cache = LineCache(reader)
    assert [read_alone(cache, level) for level in (1, 2, 1)] == [
        ("line 1", 0.9),
        ("line 2", 0.9),
        ("line 1", 0.9),
    ]
    assert len(reader.crops) == 2


def test_the_same_bytes_in_another_shape_are_another_line():
    cache = LineCache(CountingReader())
    assert cache.read([line_of(1)]) != cache.read([line_of(1).reshape(20, 20, 3)])


def test_what_was_not_asked_for_longest_is_forgotten_first():
    reader = CountingReader()
    cache = LineCache(reader, most=2)
    for level in (1, 2, 1, 3, 1, 2):
        read_alone(cache, level)
    assert [int(crop[0, 0, 0]) for crop in reader.crops] == [1, 2, 3, 2]


def test_alike_lines_of_one_picture_are_recognised_once_and_answered_in_order():
    reader = CountingReader()
    cache = LineCache(reader)
    assert cache.read([line_of(1), line_of(2), line_of(1)]) == [
        ("line 1", 0.9),
        ("line 2", 0.9),
        ("line 1", 0.9),
    ]
    assert len(reader.crops) == 2


def test_a_picture_with_more_lines_than_are_kept_is_still_answered_whole():
    cache = LineCache(CountingReader(), most=2)
    assert [text for text, _ in cache.read([line_of(level) for level in (1, 2, 3)])] == [
        "line 1",
        "line 2",
        "line 3",
    ]


def test_new_lines_are_read_at_once():
    meet = threading.Barrier(2, timeout=5)

    def read_together(crop):
        meet.wait()
        return str(int(crop[0, 0, 0])), 0.9

    with ThreadPoolExecutor(2) as pool:
        cache = LineCache(read_together, each=pool.map)
        assert cache.read([line_of(1), line_of(2)]) == [("1", 0.9), ("2", 0.9)]
