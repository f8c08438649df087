"""A model and its processor, opened from a folder: questions and pictures become what the model reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from transformers import AutoModelForMultimodalLM, AutoProcessor
from transformers.video_utils import VideoMetadata

from workers.engines.settings import threads
from workers.engines.vlm.base import Frame
from workers.engines.vlm.families import family_of
from workers.engines.vlm.marks import marks_of, without_marks
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.pooling import Pooler
from workers.engines.vlm.prompts import Request, closed, picture_of
from workers.engines.vlm.showing import Showing
from workers.engines.vlm.video import for_processor, videos_of
from workers.engines.vlm.video_chatgpt import VideoChatGpt, is_video_chatgpt, open_video_chatgpt
from workers.errors import EngineUnavailable
from workers.media.pictures import SOUND_RATE_HZ, as_floats

#: Where a model's configuration names no limit.
_UNSTATED_CONTEXT = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedModel:
    """`pictures`: what the family says to the processor about pictures. `context`: tokens it reads.
    `interleaved`: whether its chat template leaves what stands before a picture there. `pooler`: makes
    pictures take fewer tokens, where that is asked for.
    """

    model: Any
    processor: Any
    pictures: Mapping[str, Any]
    context: int
    interleaved: bool = True
    pooler: Pooler | None = None

    @property
    def precision(self) -> str:
        return str(self.model.dtype).removeprefix("torch.")

    @property
    def tokenizer(self) -> Any:
        return self.processor.tokenizer

    def inputs(self, asked: Request) -> Mapping[str, Any]:
        """What the model reads: the pictures, each behind its time, or as videos; then the question."""
        inputs = self._of_videos(asked) if asked.as_video and asked.frames else self._of_pictures(asked)
        moved: Mapping[str, Any] = inputs.to(self.model.device, dtype=self.model.dtype)
        return moved if self.pooler is None else self.pooler.shorten(moved)

    def _of_pictures(self, asked: Request) -> Any:
        heard = [frame.sound for frame in asked.frames if frame.sound is not None]
        if heard:
            return self.processor(
                text=[self._told(asked)],
                images=[picture_of(frame) for frame in asked.frames],
                audio=[as_floats(sound) for sound in heard],
                return_tensors="pt",
                images_kwargs=dict(self.pictures),
                audio_kwargs={"sampling_rate": SOUND_RATE_HZ},
            )
        return self.processor.apply_chat_template(
            _conversation(asked, self.tokenizer, interleaved=self.interleaved),
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            processor_kwargs={"images_kwargs": dict(self.pictures)},
        )

    def _of_videos(self, asked: Request) -> Any:
        joined = getattr(self.processor.video_processor, "temporal_patch_size", 1)
        videos = [for_processor(frames, joined=joined) for frames in videos_of(asked.frames)]
        return self.processor(
            text=[self._told(asked)],
            videos=[pictures for pictures, _ in videos],
            video_metadata=[VideoMetadata(**told) for _, told in videos],
            do_sample_frames=False,
            return_tensors="pt",
        )

    def _told(self, asked: Request) -> str:
        conversation = _conversation(asked, self.tokenizer, interleaved=self.interleaved)
        return str(
            self.processor.apply_chat_template(conversation, add_generation_prompt=True, tokenize=False)
        )

    def has_pictures(self, ids: Sequence[int]) -> bool:
        """Or videos, or sound."""
        named = ("image_token_id", "video_token_id", "audio_token_id")
        return not {getattr(self.processor, name, None) for name in named}.isdisjoint(ids)


def why_failed(error: Exception) -> str:
    """A model's failure in a sentence."""
    if isinstance(error, torch.OutOfMemoryError):
        torch.cuda.empty_cache()
        return "The model ran out of memory: show fewer pictures at once with CANDOR_VLM_FRAMES."
    return f"The model failed: {_first_line(error)}."


def open_model(folder: Path, showing: Showing) -> OpenedModel | VideoChatGpt:
    """Opens it on the GPU where there is one. Asks no network. Raises EngineUnavailable where there is no such
    model, and where it takes no pictures or sound in the way that is asked for.
    """
    feed = showing.feed
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(threads())
    try:
        if is_video_chatgpt(folder):
            return _averaging_by_itself(open_video_chatgpt(folder), folder, showing)
        processor = AutoProcessor.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        model = _model_in(folder)
        image_token = processor.image_token
    except EngineUnavailable:
        raise
    except Exception as error:
        # What a damaged, incomplete or unknown folder ends in is not one family of errors.
        raise EngineUnavailable(
            f"{folder} cannot be opened as a model that sees pictures: {_first_line(error)}."
        ) from error
    family = family_of(model.config.model_type)
    _see_whether_it_goes_back(model, folder)
    part = getattr(model, family.part) if family.part else model
    if feed.averages:
        _see_whether_it_can_be_averaged(part, folder)
    if showing.as_video:
        _see_whether_it_takes(processor, folder, what="video")
    if showing.listens:
        _see_whether_it_takes(processor, folder, what="audio")
    return OpenedModel(
        model=part,
        processor=processor,
        pictures=family.pictures,
        context=_context_of(model),
        interleaved=_interleaves(processor, image_token, folder),
        pooler=Pooler(part, processor.image_token_id, feed) if feed.averages else None,
    )


def _averaging_by_itself(opened: VideoChatGpt, folder: Path, showing: Showing) -> VideoChatGpt:
    if showing.listens:
        raise EngineUnavailable(f"The model in {folder} takes no audio: {_INSTEAD['audio']}.")
    if showing.feed.averages or showing.as_video:
        raise EngineUnavailable(
            f"The model in {folder} averages pictures in its own way: set CANDOR_VLM_FEED to frames, captions or both."
        )
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


def _see_whether_it_goes_back(model: Any, folder: Path) -> None:
    """Answers are weighed one after the other from one place: a model has to find back to it."""
    kinds = set(getattr(model.config.get_text_config(), "layer_types", None) or ())
    if kinds - {"full_attention"}:
        raise EngineUnavailable(
            f"The model in {folder} does not keep all that it reads ({', '.join(sorted(kinds))}); serve it, and "
            "use --vlm openai."
        )


def _see_whether_it_can_be_averaged(model: Any, folder: Path) -> None:
    """Models that are told where in its picture each token lies take no others."""
    rotary = getattr(model.config.get_text_config(), "rope_parameters", None) or {}
    if "mrope_section" in rotary:
        raise EngineUnavailable(
            f"The model in {folder} takes pictures whole: set CANDOR_VLM_FEED to frames, captions or both."
        )


def _see_whether_it_takes(processor: Any, folder: Path, *, what: str) -> None:
    """`video` or `audio`, by its chat template."""
    mark = getattr(processor, f"{what}_token", None)
    conversation = [{"role": "user", "content": [{"type": what}, {"type": "text", "text": "?"}]}]
    if not mark or mark not in processor.apply_chat_template(conversation, tokenize=False):
        raise EngineUnavailable(f"The model in {folder} takes no {what}: {_INSTEAD[what]}.")


_INSTEAD = {
    "video": "set CANDOR_VLM_FEED to another way",
    "audio": "set CANDOR_VLM_SOUND to none or transcript",
}


def _interleaves(processor: Any, image_token: str, folder: Path) -> bool:
    """Whether the chat template leaves each time before its picture; those of the LLaVA family put all
    pictures first. Raises EngineUnavailable where it takes no rules, pictures and a question.
    """
    frames = [Frame(time_s=time_s, picture=np.zeros((2, 2, 3), dtype=np.uint8)) for time_s in (1.0, 2.0)]
    asked = closed("?", frames, TimeStyle.SECONDS)
    conversation = _conversation(asked, processor.tokenizer, interleaved=True)
    try:
        told = processor.apply_chat_template(conversation, tokenize=False)
    except Exception as error:
        raise EngineUnavailable(
            f"The chat template in {folder} takes no system message, pictures and a question: {_first_line(error)}."
        ) from error
    if told.count(image_token) < len(frames):
        raise EngineUnavailable(f"The chat template in {folder} shows the model no pictures.")
    one, other = map(told.find, asked.labels)
    return bool(one < told.index(image_token) < other)


def _conversation(asked: Request, tokenizer: Any, *, interleaved: bool) -> list[dict[str, Any]]:
    question = without_marks(asked.question, marks_of(tokenizer))
    return [
        {"role": "system", "content": [{"type": "text", "text": asked.system}]},
        {
            "role": "user",
            "content": [*_shown(asked, interleaved=interleaved), {"type": "text", "text": question}],
        },
    ]


def _shown(asked: Request, *, interleaved: bool) -> list[dict[str, Any]]:
    if asked.as_video:
        return [{"type": "video"} for _ in videos_of(asked.frames)]
    return [
        part
        for number, (frame, label) in enumerate(zip(asked.frames, asked.labels, strict=True), 1)
        for part in _parts(frame, label if interleaved else f"Picture {number} is of {label}\n")
    ]


def _parts(frame: Frame, before: str) -> list[dict[str, Any]]:
    heard = [{"type": "audio"}] if frame.sound is not None else []
    return [{"type": "text", "text": before}, {"type": "image", "image": picture_of(frame)}, *heard]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
