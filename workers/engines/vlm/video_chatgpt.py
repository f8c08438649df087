"""Video-ChatGPT: means over each picture, and means of each place over all pictures, before a language model.

Maaz et al., Video-ChatGPT: Towards Detailed Video Understanding via Large Vision and Language Models
(ACL 2024). Its published weights are a Llama with a projection of its own, and a CLIP beside it. A folder of them
holds config.json (model type "VideoChatGPT"), the Llama and its projection as safetensors, the tokenizer's
files, and in `vision_tower` the CLIP with its image processor.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from transformers import AutoTokenizer, CLIPImageProcessor, CLIPVisionModel, LlamaConfig, LlamaForCausalLM

from workers.engines.vlm.marks import marks_of, without_marks
from workers.engines.vlm.prompts import Request, picture_of

MODEL_TYPE = "VideoChatGPT"
VISION_FOLDER = "vision_tower"
#: The published projection has learned from means of a hundred pictures; where there are fewer, nothing follows.
PICTURES = 100
#: Of CLIP's layers, the one before the last, without the token that stands for the whole picture.
_LAYER = -2
_START, _PATCH, _END = "<vid_start>", "<vid_patch>", "<vid_end>"
_PROJECTION = "model.mm_projector."


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoChatGpt:
    """`context`: tokens it reads."""

    model: Any
    sight: Any
    projection: torch.nn.Linear
    images: Any
    tokenizer: Any
    context: int

    @property
    def precision(self) -> str:
        return str(self.model.dtype).removeprefix("torch.")

    def inputs(self, asked: Request) -> Mapping[str, Any]:
        """What the model reads: the pictures as one film, their times, then the question."""
        seen = self._film(asked) if asked.frames else None
        ids = self._tokens(asked, 0 if seen is None else len(seen))
        with torch.inference_mode():
            embedded = self.model.get_input_embeddings()(ids)
            if seen is not None:
                embedded[ids == self._patch] = seen.to(embedded.dtype)
        return {"input_ids": ids, "inputs_embeds": embedded}

    def has_pictures(self, ids: Sequence[int]) -> bool:
        return self._patch in ids

    @property
    def _patch(self) -> int:
        token: int = self.tokenizer.convert_tokens_to_ids(_PATCH)
        return token

    def _film(self, asked: Request) -> torch.Tensor:
        """[tokens, width] of the language model."""
        pictures = [picture_of(frame) for frame in asked.frames]
        pixels = self.images(pictures, return_tensors="pt")["pixel_values"]
        with torch.inference_mode():
            layers = self.sight(
                pixel_values=pixels.to(self.model.device, self.model.dtype), output_hidden_states=True
            ).hidden_states
            projected: torch.Tensor = self.projection(means(layers[_LAYER][:, 1:]))
        return projected

    def _tokens(self, asked: Request, film: int) -> torch.Tensor:
        """In the words of Vicuna's conversations, as which its language model was trained."""
        marks = marks_of(self.tokenizer)
        shown = f"{_START}{_PATCH * film}{_END}\n" if film else ""
        times = "".join(
            f"Picture {number} is of {label}\n" for number, label in enumerate(asked.labels, 1) if film
        )
        told = f"{asked.system} USER: {shown}{times}{without_marks(asked.question, marks)} ASSISTANT:"
        ids: torch.Tensor = self.tokenizer(told, return_tensors="pt")["input_ids"]
        return ids.to(self.model.device)


def means(seen: torch.Tensor) -> torch.Tensor:
    """Of `seen` [pictures, places, width]: the mean of each picture, up to `PICTURES`, then of each place."""
    over_places = seen[:PICTURES].mean(dim=1)
    nothing = seen.new_zeros(PICTURES - len(over_places), seen.shape[2])
    return torch.cat([over_places, nothing, seen.mean(dim=0)])


def is_video_chatgpt(folder: Path) -> bool:
    return bool(json.loads((folder / "config.json").read_bytes()).get("model_type") == MODEL_TYPE)


def open_video_chatgpt(folder: Path) -> VideoChatGpt:
    """On the GPU where there is one. Raises whatever a damaged or incomplete folder ends in."""
    on_gpu = torch.cuda.is_available()
    device, precision = ("cuda", torch.bfloat16) if on_gpu else ("cpu", torch.float32)
    stated = json.loads((folder / "config.json").read_bytes())
    config = LlamaConfig(**{name: value for name, value in stated.items() if name != "model_type"})
    given: Mapping[str, Any] = {"local_files_only": True, "use_safetensors": True, "dtype": precision}
    return VideoChatGpt(
        model=LlamaForCausalLM.from_pretrained(folder, config=config, **given).to(device).eval(),
        sight=CLIPVisionModel.from_pretrained(folder / VISION_FOLDER, **given).to(device).eval(),
        projection=_projection(folder).to(device, precision),
        images=CLIPImageProcessor.from_pretrained(folder / VISION_FOLDER, local_files_only=True),
        tokenizer=AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False),
        context=config.max_position_embeddings,
    )


def _projection(folder: Path) -> torch.nn.Linear:
    """From CLIP's width to the language model's."""
    found: dict[str, torch.Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(path, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118 - the file is no mapping
                if name.startswith(_PROJECTION):
                    found[name.removeprefix(_PROJECTION)] = file.get_tensor(name)
    width, sight_width = found["weight"].shape
    linear = torch.nn.Linear(sight_width, width)
    linear.load_state_dict(found)
    return linear
