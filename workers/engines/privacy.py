"""Keeps the engines' libraries from reporting about the machine that they run on."""

import os

#: ONNX Runtime (since 1.29) reports models, sizes and a device number to its maker unless told not
#: to; huggingface_hub names the program in what it asks for; PaddleX looks which hosters answer.
_QUIET = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
}


def send_nothing() -> None:
    """Switches the reports off for this process and its children; must run before the imports."""
    os.environ.update(_QUIET)
