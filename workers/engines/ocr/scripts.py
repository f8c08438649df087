"""Which scripts a recogniser can write at all, from the characters that it knows."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from workers.errors import EngineUnavailable

#: Letters that no text in a script does without.
_SCRIPTS = {
    "latin": "aeinorst",
    "cyrillic": "аеинорст",
    "greek": "αεινορστ",
    "han": "的一是不",
    "kana": "のはをた",
    "hangul": "이다는에",
    "arabic": "ابتل",
    "hebrew": "אבגל",
    "devanagari": "कतनर",
}


def scripts_of(characters: Iterable[str]) -> tuple[str, ...]:
    """Scripts whose everyday letters are all among the characters, in alphabetical order."""
    known = {unicodedata.normalize("NFC", character) for character in characters}
    return tuple(sorted(script for script, letters in _SCRIPTS.items() if known.issuperset(letters)))


@lru_cache(maxsize=4)
def recogniser_characters(model: Path) -> list[str]:
    """The characters of an ONNX recogniser in the order of its outputs, from its metadata.

    Raises EngineUnavailable where the file is no such model.
    """
    import onnxruntime  # noqa: PLC0415 - loaded on use

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map.get("character")
    if characters is None:
        raise EngineUnavailable(f"The recogniser {model} does not say which characters it knows.")
    # Not splitlines: some of the characters are line breaks to Unicode.
    return str(characters).split("\n")
