"""Weights of ONNX models so near to zero that processors take a hundred times as long to multiply by them.

Training leaves such numbers (below 1.2e-38, IEEE 754's subnormals) where it shrinks a channel that nothing needs.
The text detector that we use has 256,000 of them in two layers, which took two thirds of its time. As zeros they
give the same results: no sum of ordinary numbers feels them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

#: Numbers of fields in ONNX's protocol buffers (onnx.proto3), and of its type for single precision.
_GRAPH, _INITIALIZER, _DATA_TYPE, _RAW_DATA = 7, 5, 2, 9
_FLOAT = 1


class _Kind(IntEnum):
    """How protocol buffers write a field: seven bits a byte, in 8 bytes, with its length before it, in 4 bytes."""

    VARINT = 0
    FIXED64 = 1
    COUNTED = 2
    FIXED32 = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """`value`: of a number; of what is counted, the bytes [start, end) of the file."""

    number: int
    value: int = 0
    start: int = 0
    end: int = 0


def without_subnormals(model: bytes) -> bytearray | None:
    """The model's file with zeros for them; nothing where it has none, or is no such file."""
    changed = bytearray(model)
    try:
        found = [_clear(changed, field) for field in _float_weights(changed)]
    except (IndexError, ValueError):
        # Whoever opens it will say what is wrong with it.
        return None
    return changed if any(found) else None


def _clear(model: bytearray, weights: _Field) -> bool:
    values = np.frombuffer(model, dtype="<f4", count=(weights.end - weights.start) // 4, offset=weights.start)
    subnormal = (values != 0) & (np.abs(values) < np.finfo(np.float32).tiny)
    values[subnormal] = 0
    return bool(subnormal.any())


def _float_weights(model: bytearray) -> Iterator[_Field]:
    """Where the model's weights in single precision stand."""
    whole = _Field(number=0, end=len(model))
    for graph in _fields(model, whole, _GRAPH):
        for tensor in _fields(model, graph, _INITIALIZER):
            types = [field.value for field in _fields(model, tensor, _DATA_TYPE)]
            if types == [_FLOAT]:
                yield from _fields(model, tensor, _RAW_DATA)


def _fields(model: bytearray, within: _Field, number: int) -> Iterator[_Field]:
    """Those of one number. Raises IndexError or ValueError where the bytes are no protocol buffer."""
    place = within.start
    while place < within.end:
        key, place = _varint(model, place)
        field, place = _field(model, place, number=key >> 3, kind=key & 7)
        if place > within.end:
            raise ValueError("a field reaches beyond what holds it")
        if field.number == number:
            yield field


def _field(model: bytearray, place: int, *, number: int, kind: int) -> tuple[_Field, int]:
    """What stands there, and where the next begins."""
    match _Kind(kind):
        case _Kind.VARINT:
            value, place = _varint(model, place)
            return _Field(number=number, value=value), place
        case _Kind.COUNTED:
            length, start = _varint(model, place)
            return _Field(number=number, start=start, end=start + length), start + length
        case _Kind.FIXED64:
            return _Field(number=number), place + 8
        case _Kind.FIXED32:
            return _Field(number=number), place + 4


def _varint(model: bytearray, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = model[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place
