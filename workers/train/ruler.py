"""The ruler: a LLaVA-OneVision of a million parameters that really sees drawn clips, and nothing else.

With random weights every test of a path through a video-language model passes or fails by chance. The ruler
answers what can be answered about clips of `clips.py`; its figures prove the path, and are never quoted as
accuracy in the world.
"""

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    LlavaOnevisionConfig,
    LlavaOnevisionForConditionalGeneration,
    LlavaOnevisionImageProcessor,
    LlavaOnevisionProcessor,
    LlavaOnevisionVideoProcessor,
    PreTrainedTokenizerFast,
    Qwen2Config,
    SiglipVisionConfig,
)

from workers.engines.vlm.moments import TimeStyle
from workers.train.asking import SENTENCES, Kind
from workers.train.clips import SIDE_PX
from workers.train.lessons import make_lesson

PATCH_PX = 16
PATCHES = (SIDE_PX // PATCH_PX) ** 2
CONTEXT = 4_096
#: Levels from black to white are -1 to 1.
_MIDDLE = [0.5, 0.5, 0.5]
_VOCABULARY = 1_200
#: Lessons of each kind and style that the tokenizer is made of.
_SAMPLES = 12
_WIDTH, _LAYERS, _HEADS = 128, 6, 4
#: Of random weights: the library's 0.02 is for widths in the thousands, and a narrow model learns slowly from it.
_SPREAD = 0.08
_SIGHT_WIDTH, _SIGHT_LAYERS, _SIGHT_HEADS = 128, 4, 4
#: The rules that Candor tells every model stand in the template's place for them, but a small model is not
#: made to read them again with each question: it has learned nothing else than to answer.
_TEMPLATE = """{%- for message in messages -%}
{%- if message.role == 'user' -%}
{%- for part in message.content -%}
{%- if part.type == 'image' -%}<image>{%- else -%}{{ part.text }}{%- endif -%}
{%- endfor -%}<|ask|>
{%- endif -%}
{%- endfor -%}"""
#: The sentences, else a digit, a capital, or a word or a sign with the blank before it.
_PIECES = "|".join((*map(re.escape, SENTENCES), r"[0-9A-Z]", r" ?[a-z_]+", r" ?[^\sa-z0-9A-Z]", r"\s"))
_SPECIAL = ("<|end|>", "<|pad|>", "<|ask|>", "<image>", "<video>")


def new_ruler(seed: int) -> tuple[Any, Any]:
    """A model with random weights (seed torch before) and its processor, whose tokenizer is made of lessons."""
    tokenizer = _tokenizer(seed)
    image, video = tokenizer.convert_tokens_to_ids(["<image>", "<video>"])
    tiles = [[SIDE_PX, SIDE_PX]]
    config = LlavaOnevisionConfig(
        vision_config=SiglipVisionConfig(
            hidden_size=_SIGHT_WIDTH,
            intermediate_size=4 * _SIGHT_WIDTH,
            num_hidden_layers=_SIGHT_LAYERS,
            num_attention_heads=_SIGHT_HEADS,
            patch_size=PATCH_PX,
            image_size=SIDE_PX,
            vision_use_head=False,
        ),
        text_config=Qwen2Config(
            vocab_size=len(tokenizer),
            hidden_size=_WIDTH,
            intermediate_size=2 * _WIDTH,
            num_hidden_layers=_LAYERS,
            num_attention_heads=_HEADS,
            num_key_value_heads=_HEADS,
            max_position_embeddings=CONTEXT,
            initializer_range=_SPREAD,
            tie_word_embeddings=False,
        ),
        image_token_index=image,
        video_token_index=video,
        image_grid_pinpoints=tiles,
        tie_word_embeddings=False,
    )
    size = {"height": SIDE_PX, "width": SIDE_PX}
    processor = LlavaOnevisionProcessor(
        LlavaOnevisionImageProcessor(
            size=size, image_grid_pinpoints=tiles, image_mean=_MIDDLE, image_std=_MIDDLE
        ),
        tokenizer,
        LlavaOnevisionVideoProcessor(size=size),
        num_image_tokens=PATCHES,
        vision_feature_select_strategy="full",
        chat_template=_TEMPLATE,
    )
    model = LlavaOnevisionForConditionalGeneration(config)
    with torch.no_grad():
        # Words and marks are as large as what the eye sees (`sight.hand_on`): what is many times larger than the rest
        # drowns what layers add to it.
        model.model.language_model.embed_tokens.weight.normal_()
        model.model.image_newline.normal_()
    return model, processor


def _tokenizer(seed: int) -> PreTrainedTokenizerFast:
    """One token for each sentence that every lesson has, whole words where lessons have them often, bytes for
    all else; each digit and letter of a sign alone.
    """
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        special_tokens=list(_SPECIAL),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
        min_frequency=5,
    )
    made.train_from_iterator(_texts(Random(seed)), trainer)  # noqa: S311 - lessons, no secrets
    made.model = _with_sentences(made)
    end, pad = _SPECIAL[:2]
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, eos_token=end, pad_token=pad)
    tokenizer.add_tokens(list(_SPECIAL), special_tokens=True)
    return tokenizer


def _with_sentences(made: Tokenizer) -> models.BPE:
    """The same with the sentences that all lessons have; who reads them word by word learns nothing more."""
    learned = json.loads(made.to_str())["model"]
    as_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    vocabulary = dict(learned["vocab"])
    for sentence in SENTENCES:
        ((written, _),) = as_bytes.pre_tokenize_str(sentence)
        vocabulary.setdefault(written, len(vocabulary))
    merges = [tuple(merge) for merge in learned["merges"]]
    return models.BPE(vocab=vocabulary, merges=merges, ignore_merges=True)


def _texts(rng: Random) -> list[str]:
    """What is said in lessons, without the sentences that all of them have."""
    lessons = [
        make_lesson(rng, kind, pictures=3, style=style)
        for kind in Kind
        for style in TimeStyle
        for _ in range(_SAMPLES)
    ]
    told = [f"{lesson.request.question} {lesson.reply}" for lesson in lessons]
    return [re.sub("|".join(map(re.escape, SENTENCES)), " ", text) for text in told]


def trained_ruler(folder: Path) -> tuple[Any, Any]:
    """A ruler as it was saved, in full precision, to go on learning."""
    model = LlavaOnevisionForConditionalGeneration.from_pretrained(
        folder, dtype="float32", local_files_only=True
    )
    return model, LlavaOnevisionProcessor.from_pretrained(folder, local_files_only=True)


def save_ruler(model: Any, processor: Any, folder: Path) -> None:
    """Lays the model out as `--vlm transformers` opens it; weights in half precision are half as large."""
    halved = {name: value.half() for name, value in model.state_dict().items()}
    model.save_pretrained(folder, state_dict=halved)
    processor.save_pretrained(folder)
