"""`make bench-gpu`, or `python -m benchmarks.gpu [--size 8b|tiny] [--frames N]`: what reading pictures costs a model.

A Qwen3-VL of eight billion random weights reads frames of 1280 x 720 px and a question, for one recording at a
time and for eight. Random weights cost what trained ones cost. Without a GPU only `tiny` is worth the wait.
"""

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Any

import torch
from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

BATCHES = (1, 8)
ROUNDS = 5
QUESTION_TOKENS = 128
#: Patches of 16 px in a frame of 1280 x 720 px, whose sides are whole blocks of two; four become one token.
_ROWS, _COLUMNS = 44, 80
_TOKENS = _ROWS * _COLUMNS // 4
_PICTURE, _VIDEO, _START, _END = range(4)
_PATCH_VALUES = 3 * 2 * 16 * 16

#: Published sizes of Qwen3-VL-8B, and a few thousand weights that go the same way.
SIZES: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = MappingProxyType(
    {
        "8b": (
            {
                "hidden_size": 4096,
                "intermediate_size": 12288,
                "num_hidden_layers": 36,
                "num_attention_heads": 32,
                "num_key_value_heads": 8,
                "head_dim": 128,
                "vocab_size": 151_936,
            },
            {
                "hidden_size": 1152,
                "intermediate_size": 4304,
                "depth": 27,
                "num_heads": 16,
                "out_hidden_size": 4096,
                "deepstack_visual_indexes": [8, 16, 24],
            },
        ),
        "tiny": (
            {
                "hidden_size": 64,
                "intermediate_size": 96,
                "num_hidden_layers": 2,
                "num_attention_heads": 4,
                "num_key_value_heads": 2,
                "head_dim": 16,
                "vocab_size": 512,
            },
            {
                "hidden_size": 32,
                "intermediate_size": 64,
                "depth": 2,
                "num_heads": 2,
                "out_hidden_size": 64,
                "deepstack_visual_indexes": [0],
            },
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`peak_bytes`: of the GPU's memory; null without one."""

    frames_per_s: float
    peak_bytes: int | None

    def __str__(self) -> str:
        peak = "no GPU" if self.peak_bytes is None else f"{self.peak_bytes / (1 << 30):.1f} GiB at the peak"
        return f"{self.frames_per_s:.1f} frames a second, {peak}"


def new_model(size: str) -> Any:
    """Random weights, on the GPU in half precision where there is one."""
    text, sight = SIZES[size]
    config = Qwen3VLConfig(
        text_config={
            **text,
            "max_position_embeddings": 262_144,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 5_000_000,
                "mrope_interleaved": True,
                "mrope_section": [4, 2, 2] if size == "tiny" else [24, 20, 20],
            },
        },
        vision_config={**sight, "patch_size": 16, "spatial_merge_size": 2, "temporal_patch_size": 2},
        image_token_id=_PICTURE,
        video_token_id=_VIDEO,
        vision_start_token_id=_START,
        vision_end_token_id=_END,
    )
    on_gpu = torch.cuda.is_available()
    with torch.device("cuda" if on_gpu else "cpu"):
        torch.set_default_dtype(torch.bfloat16 if on_gpu else torch.float32)
        try:
            return Qwen3VLForConditionalGeneration(config).eval()
        finally:
            torch.set_default_dtype(torch.float32)


def prompt(model: Any, *, batch: int, frames: int) -> dict[str, Any]:
    """Frames and a question for each of `batch` recordings."""
    device = model.device
    frame = torch.tensor([_START, *[_PICTURE] * _TOKENS, _END])
    question = torch.full((QUESTION_TOKENS,), _END + 1)
    ids = torch.cat([*[frame] * frames, question]).repeat(batch, 1).to(device)
    patches = batch * frames * _ROWS * _COLUMNS
    return {
        "input_ids": ids,
        "attention_mask": torch.ones_like(ids),
        "mm_token_type_ids": (ids == _PICTURE).int(),
        "pixel_values": torch.rand(patches, _PATCH_VALUES, device=device, dtype=model.dtype),
        "image_grid_thw": torch.tensor([[1, _ROWS, _COLUMNS]] * (batch * frames), device=device),
    }


def measure(model: Any, *, batch: int, frames: int, rounds: int = ROUNDS) -> Cost:
    """The median of some rounds, after one to warm up."""
    given = prompt(model, batch=batch, frames=frames)
    on_gpu = torch.cuda.is_available()
    if on_gpu:
        torch.cuda.reset_peak_memory_stats()
    _seconds(model, given)
    return Cost(
        frames_per_s=batch * frames / median(_seconds(model, given) for _ in range(rounds)),
        peak_bytes=torch.cuda.max_memory_allocated() if on_gpu else None,
    )


def _seconds(model: Any, given: dict[str, Any]) -> float:
    started = time.perf_counter()
    with torch.inference_mode():
        # The likeliest next token waits for the GPU.
        model(**given, use_cache=True, logits_to_keep=1).logits[:, -1].argmax(dim=-1).tolist()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    on_gpu = torch.cuda.is_available()
    parser.add_argument("--size", choices=list(SIZES), default="8b" if on_gpu else "tiny")
    parser.add_argument("--frames", type=int, default=12, help="of each recording (12)")
    given = parser.parse_args()
    device = torch.cuda.get_device_name() if on_gpu else "no GPU: the processor"
    print(f"Qwen3-VL {given.size}, random weights, {given.frames} frames a recording, {device}")
    model = new_model(given.size)
    for batch in BATCHES:
        print(f"  {batch} at once: {measure(model, batch=batch, frames=given.frames)}", flush=True)


if __name__ == "__main__":
    main()
