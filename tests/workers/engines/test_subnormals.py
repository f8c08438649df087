"""Weights that are all but zero, in models written here field by field."""

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.ocr.carried import detection_model
from workers.engines.subnormals import without_subnormals

ORDINARY = [1.5, -2.0, 1.2e-38, 0.0]
FLOAT, DOUBLE = 1, 11


def varint(value: int) -> bytes:
    """Seven bits a byte, the least first."""
    parts = [value >> shift & 0x7F for shift in range(0, max(1, value.bit_length()), 7)]
    return bytes([part | 0x80 for part in parts[:-1]] + parts[-1:])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def counted(field: int, value: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(value)) + value


def a_model(*, weights: bytes, count: int, kind: int = FLOAT) -> bytes:
    """ONNX: `y` is `x` plus the weights."""
    tensor = number(1, count) + number(2, kind) + counted(8, b"w") + counted(9, weights)
    node = counted(1, b"x") + counted(1, b"w") + counted(2, b"y") + counted(4, b"Add")
    shape = counted(2, counted(1, number(1, count)))
    value = counted(2, counted(1, number(1, kind) + shape))
    graph = counted(1, node) + counted(2, b"sum") + counted(5, tensor)
    graph += counted(11, counted(1, b"x") + value) + counted(12, counted(1, b"y") + value)
    return number(1, 8) + counted(7, graph) + counted(8, number(2, 13))


def a_model_of(weights: list[float]) -> bytes:
    return a_model(weights=np.array(weights, "<f4").tobytes(), count=len(weights))


def answer(model: bytes, given_: list[float]) -> list[float]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"x": np.array(given_, "f4")})
    return [float(value) for value in found]


def test_weights_below_ordinary_numbers_become_zeros_and_no_others():
    model = a_model_of([1.5, 1e-39, -1e-44, 1.2e-38])
    cleared = without_subnormals(model)
    assert cleared is not None
    assert cleared == a_model_of([1.5, 0.0, 0.0, 1.2e-38])


def test_a_model_answers_as_before():
    model = a_model_of([1.5, 1e-39, -2.0, -1e-44])
    cleared = without_subnormals(model)
    assert cleared is not None
    asked = [1.0, 2.0, 3.0, 4.0]
    assert answer(bytes(cleared), asked) == answer(model, asked) == [2.5, 2.0, 1.0, 4.0]


def test_a_model_without_any_stays_as_it_is():
    assert without_subnormals(a_model_of(ORDINARY)) is None


def test_weights_of_another_precision_are_left_alone():
    weights = np.array([1e-310, 1e-39], "<f8").tobytes()
    assert without_subnormals(a_model(weights=weights, count=2, kind=DOUBLE)) is None


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_left_to_whoever_opens_it(cut: float):
    model = a_model_of([1e-39] * 40)
    assert without_subnormals(model[: int(cut * len(model))]) is None


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(content: bytes):
    changed = without_subnormals(content)
    assert changed is None or len(changed) == len(content)


def test_the_text_detector_finds_the_same_to_the_last_bit():
    path = detection_model()
    cleared = without_subnormals(path.read_bytes())
    assert cleared is not None
    picture = np.random.default_rng(1).random((1, 3, 64, 96), np.float32)
    as_carried, as_cleared = (
        onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, {"x": picture})[0]
        for model in (str(path), bytes(cleared))
    )
    np.testing.assert_array_equal(as_carried, as_cleared)
