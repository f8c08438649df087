"""Models of ONNX as sessions, opened one way for every engine that runs them."""

from pathlib import Path
from typing import Any

from workers.engines.subnormals import without_subnormals
from workers.errors import EngineUnavailable


def open_session(model: Path, *, threads: int, keeps_memory: bool) -> Any:
    """An `onnxruntime.InferenceSession` on the processor. Threads that wait for work sleep: by default
    they spin, which takes a third of all computing and hardly shortens the wait (docs/measurements.md).

    `keeps_memory`: whether what one picture needed is kept for the next. Raises EngineUnavailable.
    """
    try:
        import onnxruntime  # noqa: PLC0415 - loaded on use
    except ImportError as error:
        raise EngineUnavailable(
            "The package onnxruntime is not installed; install it with: pip install onnxruntime."
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = keeps_memory
    options.log_severity_level = 4
    cleared = without_subnormals(model.read_bytes())
    opened = str(model) if cleared is None else bytes(cleared)
    return onnxruntime.InferenceSession(opened, options, providers=["CPUExecutionProvider"])
