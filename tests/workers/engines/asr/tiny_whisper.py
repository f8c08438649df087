"""A Whisper of a few thousand weights, written in a moment: it hears nonsense, but all of the path."""

from pathlib import Path

import numpy as np
from ctranslate2.specs import whisper_spec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

_WIDTH = 16
_MELS = 80
_WORDS = 60
_BEFORE_LANGUAGES = ("<|endoftext|>", "<|startoftranscript|>")
_AFTER_LANGUAGES = (
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)


def write_tiny_whisper(folder: Path, *, seed: int = 7) -> Path:
    """Lays the folder out as CTranslate2's converter does, with `tokenizer.json` beside."""
    folder.mkdir(parents=True)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    # A vocabulary with the empty token is CTranslate2's mark of a model of many languages.
    text = [*letters, *(f"Ġword{number}" for number in range(_WORDS)), ""]
    languages = [f"<|{code}|>" for code in _LANGUAGE_CODES]
    times = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
    special = [*_BEFORE_LANGUAGES, *languages, *_AFTER_LANGUAGES, *times]
    _write_tokenizer(folder / "tokenizer.json", text, special)
    first_language = len(text) + len(_BEFORE_LANGUAGES)
    spec = _spec([*text, *special], seed=seed)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [len(text)]
    spec.config.lang_ids = list(range(first_language, first_language + len(languages)))
    spec.config.alignment_heads = [(0, 0), (0, 1)]
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    return folder


def _write_tokenizer(path: Path, text: list[str], special: list[str]) -> None:
    tokenizer = Tokenizer(models.BPE(vocab={token: number for number, token in enumerate(text)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    tokenizer.save(str(path))


def _spec(vocabulary: list[str], *, seed: int) -> whisper_spec.WhisperSpec:
    random = np.random.default_rng(seed)

    def drawn(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.3, shape).astype(np.float32)

    def fill(layer, *shape: int) -> None:
        layer.weight = drawn(*shape)
        layer.bias = np.zeros(shape[0], dtype=np.float32)

    def level(norm) -> None:
        norm.gamma = np.ones(_WIDTH, dtype=np.float32)
        norm.beta = np.zeros(_WIDTH, dtype=np.float32)

    spec = whisper_spec.WhisperSpec(1, 2, 1, 2)
    encoder, decoder = spec.encoder, spec.decoder
    fill(encoder.conv1, _WIDTH, _MELS, 3)
    fill(encoder.conv2, _WIDTH, _WIDTH, 3)
    encoder.position_encodings.encodings = drawn(1500, _WIDTH)
    decoder.position_encodings.encodings = drawn(448, _WIDTH)
    decoder.embeddings.weight = drawn(len(vocabulary), _WIDTH)
    decoder.projection.weight = drawn(len(vocabulary), _WIDTH)
    level(encoder.layer_norm)
    level(decoder.layer_norm)
    for layer in (*encoder.layer, *decoder.layer):
        level(layer.self_attention.layer_norm)
        fill(layer.self_attention.linear[0], 3 * _WIDTH, _WIDTH)
        fill(layer.self_attention.linear[1], _WIDTH, _WIDTH)
        level(layer.ffn.layer_norm)
        fill(layer.ffn.linear_0, 4 * _WIDTH, _WIDTH)
        fill(layer.ffn.linear_1, _WIDTH, 4 * _WIDTH)
    for layer in decoder.layer:
        level(layer.attention.layer_norm)
        fill(layer.attention.linear[0], _WIDTH, _WIDTH)
        fill(layer.attention.linear[1], 2 * _WIDTH, _WIDTH)
        fill(layer.attention.linear[2], _WIDTH, _WIDTH)
    spec.register_vocabulary(vocabulary)
    return spec
