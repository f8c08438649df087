"""Models of every family with a few thousand random weights: they see nothing, but by all of the path.

Each is written as its makers publish it: configuration, weights, tokenizer, processor and chat template.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    CLIPImageProcessor,
    CLIPVisionConfig,
    CLIPVisionModel,
    GotOcr2ImageProcessor,
    InternVLConfig,
    InternVLForConditionalGeneration,
    InternVLProcessor,
    InternVLVideoProcessor,
    InternVLVisionConfig,
    LlamaConfig,
    LlamaForCausalLM,
    LlavaNextImageProcessor,
    LlavaNextVideoConfig,
    LlavaNextVideoForConditionalGeneration,
    LlavaNextVideoProcessor,
    LlavaNextVideoVideoProcessor,
    LlavaOnevisionConfig,
    LlavaOnevisionForConditionalGeneration,
    LlavaOnevisionImageProcessor,
    LlavaOnevisionProcessor,
    LlavaOnevisionVideoProcessor,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2VLImageProcessor,
    Qwen2VLVideoProcessor,
    Qwen3OmniMoeConfig,
    Qwen3OmniMoeForConditionalGeneration,
    Qwen3OmniMoeProcessor,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
    Qwen3VLProcessor,
    Qwen3VLVideoProcessor,
    SiglipVisionConfig,
    WhisperFeatureExtractor,
)

#: Tokens are bytes, so a prompt has about as many as letters.
CONTEXT = 8_192
SIDE_PX, PATCH_PX = 64, 16
_TEXT: Mapping[str, Any] = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": CONTEXT,
}
_QWEN_TEXT: Mapping[str, Any] = _TEXT | {
    "head_dim": 16,
    "rope_parameters": {
        "rope_type": "default",
        "rope_theta": 10_000.0,
        "mrope_section": [4, 2, 2],
        "mrope_interleaved": True,
    },
}
_SIGHT: Mapping[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
}
_QWEN_SIGHT: Mapping[str, Any] = {
    "depth": 2,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_heads": 2,
    "patch_size": PATCH_PX,
    "out_hidden_size": 64,
    "num_position_embeddings": 64,
    "deepstack_visual_indexes": [0],
}
_QWEN_TOKENS = ("<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
_QWEN_PICTURES: Mapping[str, Any] = {
    "patch_size": PATCH_PX,
    "merge_size": 2,
    "temporal_patch_size": 2,
    "size": {"shortest_edge": SIDE_PX**2 // 4, "longest_edge": SIDE_PX**2},
}
_TILES = [[SIDE_PX, SIDE_PX], [SIDE_PX, 2 * SIDE_PX], [2 * SIDE_PX, SIDE_PX]]
_SQUARE = {"height": SIDE_PX, "width": SIDE_PX}
_TEMPLATE = """{%- for message in messages -%}
<|im_start|>{{ message.role }}
{% for part in message.content -%}
{%- if part.type == 'image' -%}IMAGE{%- elif part.type == 'video' -%}VIDEO
{%- elif part.type == 'audio' -%}AUDIO{%- else -%}{{ part.text }}{%- endif -%}
{%- endfor -%}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt -%}<|im_start|>assistant
{% endif -%}"""


#: As the LLaVA family publishes its own: all pictures, then all texts.
_PICTURES_FIRST = """{%- for message in messages -%}
<|im_start|>{{ message.role }}
{% for part in message.content | selectattr('type', 'equalto', 'image') -%}<image>
{% endfor -%}
{% for part in message.content | selectattr('type', 'equalto', 'video') -%}<video>
{% endfor -%}
{%- for part in message.content | selectattr('type', 'equalto', 'text') -%}{{ part.text }}{%- endfor -%}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt -%}<|im_start|>assistant
{% endif -%}"""


def _tokenizer(*marks: str, **named: str) -> PreTrainedTokenizerFast:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    bytes_alone = Tokenizer(models.BPE(vocab={letter: i for i, letter in enumerate(alphabet)}, merges=[]))
    bytes_alone.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytes_alone.decoder = decoders.ByteLevel()
    made = PreTrainedTokenizerFast(
        tokenizer_object=bytes_alone,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        extra_special_tokens=named,
    )
    made.add_tokens(["<|im_start|>", *marks], special_tokens=True)
    return made


def _template(image: str, video: str, audio: str = "") -> str:
    return _TEMPLATE.replace("IMAGE", image).replace("VIDEO", video).replace("AUDIO", audio)


def _qwen3_vl() -> tuple[Any, Any]:
    tokenizer = _tokenizer(*_QWEN_TOKENS)
    start, end, image, video = tokenizer.convert_tokens_to_ids(list(_QWEN_TOKENS))
    config = Qwen3VLConfig(
        text_config=_QWEN_TEXT | {"vocab_size": len(tokenizer)},
        vision_config=dict(_QWEN_SIGHT),
        image_token_id=image,
        video_token_id=video,
        vision_start_token_id=start,
        vision_end_token_id=end,
    )
    processor = Qwen3VLProcessor(
        Qwen2VLImageProcessor(**_QWEN_PICTURES),
        tokenizer,
        Qwen3VLVideoProcessor(**_QWEN_PICTURES),
        chat_template=_template(
            "<|vision_start|><|image_pad|><|vision_end|>", "<|vision_start|><|video_pad|><|vision_end|>"
        ),
    )
    return Qwen3VLForConditionalGeneration(config), processor


def _qwen3_omni() -> tuple[Any, Any]:
    tokenizer = _tokenizer(
        image_token="<|image_pad|>",
        video_token="<|video_pad|>",
        audio_token="<|audio_pad|>",
        vision_bos_token="<|vision_start|>",
        vision_eos_token="<|vision_end|>",
        audio_bos_token="<|audio_start|>",
        audio_eos_token="<|audio_end|>",
    )
    experts = {"moe_intermediate_size": 32, "num_experts_per_tok": 2, "num_experts": 4}
    config = Qwen3OmniMoeConfig(
        thinker_config={
            "text_config": _QWEN_TEXT | experts | {"vocab_size": len(tokenizer)},
            "vision_config": dict(_QWEN_SIGHT),
            "audio_config": {
                "num_mel_bins": 16,
                "encoder_layers": 1,
                "encoder_attention_heads": 2,
                "encoder_ffn_dim": 64,
                "d_model": 32,
                "output_dim": 64,
                "downsample_hidden_size": 8,
            },
            "image_token_id": tokenizer.image_token_id,
            "video_token_id": tokenizer.video_token_id,
            "audio_token_id": tokenizer.audio_token_id,
            "vision_start_token_id": tokenizer.vision_bos_token_id,
            "vision_end_token_id": tokenizer.vision_eos_token_id,
            "audio_start_token_id": tokenizer.audio_bos_token_id,
            "audio_end_token_id": tokenizer.audio_eos_token_id,
        },
        enable_audio_output=False,
    )
    processor = Qwen3OmniMoeProcessor(
        image_processor=Qwen2VLImageProcessor(**_QWEN_PICTURES),
        video_processor=Qwen2VLVideoProcessor(**_QWEN_PICTURES),
        feature_extractor=WhisperFeatureExtractor(feature_size=16),
        tokenizer=tokenizer,
        chat_template=_template(
            "<|vision_start|><|image_pad|><|vision_end|>",
            "<|vision_start|><|video_pad|><|vision_end|>",
            "<|audio_start|><|audio_pad|><|audio_end|>",
        ),
    )
    return Qwen3OmniMoeForConditionalGeneration(config), processor


def _llava_onevision() -> tuple[Any, Any]:
    tokenizer = _tokenizer("<image>", "<video>")
    image, video = tokenizer.convert_tokens_to_ids(["<image>", "<video>"])
    config = LlavaOnevisionConfig(
        vision_config=SiglipVisionConfig(
            **_SIGHT, patch_size=PATCH_PX, image_size=SIDE_PX, vision_use_head=False
        ),
        text_config=Qwen2Config(vocab_size=len(tokenizer), **_TEXT),
        image_token_index=image,
        video_token_index=video,
        image_grid_pinpoints=_TILES,
    )
    processor = LlavaOnevisionProcessor(
        LlavaOnevisionImageProcessor(size=_SQUARE, image_grid_pinpoints=_TILES),
        tokenizer,
        LlavaOnevisionVideoProcessor(size=_SQUARE),
        num_image_tokens=(SIDE_PX // PATCH_PX) ** 2,
        vision_feature_select_strategy="full",
        chat_template=_PICTURES_FIRST,
    )
    return LlavaOnevisionForConditionalGeneration(config), processor


def _llava_next_video() -> tuple[Any, Any]:
    tokenizer = _tokenizer("<image>", "<video>")
    image, video = tokenizer.convert_tokens_to_ids(["<image>", "<video>"])
    config = LlavaNextVideoConfig(
        vision_config=CLIPVisionConfig(**_SIGHT, patch_size=PATCH_PX, image_size=SIDE_PX),
        text_config=LlamaConfig(vocab_size=len(tokenizer), **_TEXT),
        image_token_index=image,
        video_token_index=video,
        image_grid_pinpoints=_TILES,
    )
    edge: Mapping[str, Any] = {"size": {"shortest_edge": SIDE_PX}, "crop_size": _SQUARE}
    processor = LlavaNextVideoProcessor(
        LlavaNextVideoVideoProcessor(**edge),
        LlavaNextImageProcessor(**edge, image_grid_pinpoints=_TILES),
        tokenizer,
        patch_size=PATCH_PX,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        chat_template=_PICTURES_FIRST,
    )
    return LlavaNextVideoForConditionalGeneration(config), processor


def _internvl() -> tuple[Any, Any]:
    tokenizer = _tokenizer(
        start_image_token="<img>",
        end_image_token="</img>",
        context_image_token="<IMG_CONTEXT>",
        video_token="<video>",
    )
    tokens_a_picture = (SIDE_PX // PATCH_PX) ** 2 // 4
    config = InternVLConfig(
        vision_config=InternVLVisionConfig(
            **_SIGHT, patch_size=[PATCH_PX, PATCH_PX], image_size=[SIDE_PX, SIDE_PX]
        ),
        text_config=Qwen2Config(vocab_size=len(tokenizer), **_TEXT),
        image_token_id=tokenizer.context_image_token_id,
        image_seq_length=tokens_a_picture,
    )
    processor = InternVLProcessor(
        GotOcr2ImageProcessor(size=_SQUARE),
        tokenizer,
        InternVLVideoProcessor(size=_SQUARE),
        image_seq_length=tokens_a_picture,
        chat_template=_template("<IMG_CONTEXT>", "<video>"),
    )
    return InternVLForConditionalGeneration(config), processor


def _video_chatgpt() -> tuple[Any, Any]:
    tokenizer = _tokenizer("<vid_start>", "<vid_patch>", "<vid_end>")
    return _VideoChatGpt(len(tokenizer)), tokenizer


class _VideoChatGpt:
    """As its makers publish it, but for the CLIP, which they leave where it comes from."""

    def __init__(self, words: int) -> None:
        self._language = LlamaForCausalLM(LlamaConfig(vocab_size=words, **_TEXT))
        self._sight = CLIPVisionModel(CLIPVisionConfig(**_SIGHT, patch_size=PATCH_PX, image_size=SIDE_PX))
        self._projection = torch.nn.Linear(_SIGHT["hidden_size"], _TEXT["hidden_size"])

    def save_pretrained(self, folder: Path) -> None:
        self._language.save_pretrained(folder)
        config = json.loads((folder / "config.json").read_text()) | {"model_type": "VideoChatGPT"}
        (folder / "config.json").write_text(json.dumps(config))
        projection = {
            f"model.mm_projector.{name}": value for name, value in self._projection.state_dict().items()
        }
        weights = {**load_file(folder / "model.safetensors"), **projection}
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        self._sight.save_pretrained(folder / "vision_tower")
        edge = {"shortest_edge": SIDE_PX}
        CLIPImageProcessor(size=edge, crop_size=_SQUARE).save_pretrained(folder / "vision_tower")


TINY: Mapping[str, Callable[[], tuple[Any, Any]]] = {
    "qwen3-vl": _qwen3_vl,
    "qwen3-omni": _qwen3_omni,
    "llava-onevision": _llava_onevision,
    "llava-next-video": _llava_next_video,
    "internvl": _internvl,
    "video-chatgpt": _video_chatgpt,
}


def write_tiny(family: str, folder: Path, *, seed: int = 7) -> Path:
    """Lays a model of the family out in the folder."""
    torch.manual_seed(seed)
    model, processor = TINY[family]()
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
