"""A model and its processor, opened from a folder: questions and pictures become what the model reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers
from jinja2 import TemplateError
from PIL import Image
from safetensors import SafetensorError
from transformers import AutoModelForMultimodalLM, AutoProcessor

from workers.engines.settings import threads
from workers.engines.vlm.base import Frame
from workers.engines.vlm.families import family_of
from workers.engines.vlm.prompts import LONGEST_SIDE_PX, Request, closed, label
from workers.errors import EngineUnavailable

#: Where a model's configuration names no limit.
_UNSTATED_CONTEXT = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedModel:
    """`pictures`: what the family says to the processor about pictures. `context`: tokens it reads."""

    model: Any
    processor: Any
    pictures: Mapping[str, Any]
    context: int

    @property
    def tokenizer(self) -> Any:
        return self.processor.tokenizer

    def inputs(self, asked: Request) -> Mapping[str, Any]:
        """What the model reads: the pictures, each behind its time, then the question."""
        inputs = self.processor.apply_chat_template(
            _conversation(asked),
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            processor_kwargs={"images_kwargs": dict(self.pictures)},
        )
        moved: Mapping[str, Any] = inputs.to(self.model.device, dtype=self.model.dtype)
        return moved

    def has_pictures(self, ids: Sequence[int]) -> bool:
        return self.processor.image_token_id in ids

    def why_failed(self, error: RuntimeError) -> str:
        if isinstance(error, torch.OutOfMemoryError):
            torch.cuda.empty_cache()
            return "The model ran out of memory: show fewer pictures at once with CANDOR_VLM_FRAMES."
        return f"The model failed: {_first_line(error)}."


def open_model(folder: Path) -> OpenedModel:
    """Opens it on the GPU where there is one. Asks no network. Raises EngineUnavailable."""
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(threads())
    try:
        processor = AutoProcessor.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        model = _model_in(folder)
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, SafetensorError) as error:
        # These are what a damaged, incomplete or unknown folder ends in.
        raise EngineUnavailable(
            f"{folder} cannot be opened as a model that sees pictures: {_first_line(error)}."
        ) from error
    family = family_of(model.config.model_type)
    opened = OpenedModel(
        model=getattr(model, family.part) if family.part else model,
        processor=processor,
        pictures=family.pictures,
        context=_context_of(model),
    )
    _try_template(opened, folder)
    return opened


def _model_in(folder: Path) -> Any:
    on_gpu = torch.cuda.is_available()
    model = AutoModelForMultimodalLM.from_pretrained(
        folder,
        local_files_only=True,
        trust_remote_code=False,
        use_safetensors=True,
        dtype=torch.bfloat16 if on_gpu else torch.float32,
    )
    return model.to("cuda" if on_gpu else "cpu").eval()


def _context_of(model: Any) -> int:
    limit = getattr(model.config.get_text_config(), "max_position_embeddings", None)
    return int(limit) if limit else _UNSTATED_CONTEXT


def _try_template(opened: OpenedModel, folder: Path) -> None:
    """A model that cannot be told the rules before the pictures is not asked."""
    try:
        opened.processor.apply_chat_template(_conversation(closed("?", ())), tokenize=False)
    except (TemplateError, ValueError) as error:
        raise EngineUnavailable(
            f"The chat template in {folder} takes no system message, pictures and a question: {_first_line(error)}."
        ) from error


def _conversation(asked: Request) -> list[dict[str, Any]]:
    shown = [part for frame in asked.frames for part in _parts(frame)]
    return [
        {"role": "system", "content": [{"type": "text", "text": asked.system}]},
        {"role": "user", "content": [*shown, {"type": "text", "text": asked.question}]},
    ]


def _parts(frame: Frame) -> list[dict[str, Any]]:
    image = Image.fromarray(frame.picture)
    image.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    return [{"type": "text", "text": label(frame)}, {"type": "image", "image": image}]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
