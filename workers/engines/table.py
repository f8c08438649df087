"""Every engine by kind and name. There is no fallback: what is named is loaded, or it is an error."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal, overload

from workers.engines.asr.base import AsrEngine
from workers.engines.face.base import FaceEngine
from workers.engines.ocr.base import OcrEngine
from workers.engines.settings import named_engine, whisper_folder
from workers.engines.vad.base import VadEngine
from workers.engines.vlm.base import VlmEngine
from workers.engines.vlm.captions import Captioned
from workers.errors import EngineUnavailable

ENGINES: Mapping[str, Mapping[str, str]] = {
    "ocr": {
        "rapidocr": "workers.engines.ocr.rapid.RapidOcr",
        "rapidocr-cyrillic": "workers.engines.ocr.rapid.RapidOcrCyrillic",
        "paddleocr": "workers.engines.ocr.paddle.PaddleOcr",
    },
    "asr": {
        "pocketsphinx": "workers.engines.asr.pocketsphinx.PocketSphinxAsr",
        "faster-whisper": "workers.engines.asr.faster_whisper.FasterWhisperAsr",
    },
    "face": {"dlib": "workers.engines.face.dlib.DlibFace"},
    "vad": {"silero": "workers.engines.vad.silero.SileroVad"},
    "vlm": {
        "none": "workers.engines.vlm.none.NoVlm",
        "openai": "workers.engines.vlm.openai.OpenAiVlm",
        "transformers": "workers.engines.vlm.transformers.TransformersVlm",
    },
}

#: What runs where nothing is named and no weights were brought (`default_name`).
DEFAULTS: Mapping[str, str] = {
    "ocr": "rapidocr",
    "asr": "pocketsphinx",
    "face": "dlib",
    "vad": "silero",
    "vlm": "none",
}


def default_name(kind: str) -> str:
    """The engine that runs where the caller names none: the one in `CANDOR_OCR`, `CANDOR_ASR` and so
    on, else `DEFAULTS`, but for speech faster-whisper once it has weights.
    """
    named = named_engine(kind)
    if named is not None:
        return named
    if kind == "asr" and whisper_folder() is not None:
        return "faster-whisper"
    return DEFAULTS[kind]


@overload
def load_engine(kind: Literal["ocr"], name: str) -> OcrEngine: ...
@overload
def load_engine(kind: Literal["asr"], name: str) -> AsrEngine: ...
@overload
def load_engine(kind: Literal["face"], name: str) -> FaceEngine: ...
@overload
def load_engine(kind: Literal["vad"], name: str) -> VadEngine: ...
@overload
def load_engine(kind: Literal["vlm"], name: str) -> VlmEngine: ...
def load_engine(kind: str, name: str) -> Any:
    """The engine, imported and loaded only now. Raises EngineUnavailable with one sentence."""
    engine = engine_class(kind, name)()
    return Captioned(engine) if kind == "vlm" and engine.showing.feed.captions else engine


def engine_class(kind: str, name: str) -> Any:
    """The engine's class, imported only now. Raises EngineUnavailable for an unknown name."""
    path = ENGINES.get(kind, {}).get(name)
    if path is None:
        raise EngineUnavailable(_unknown(kind, name))
    module, _, class_name = path.rpartition(".")
    return getattr(import_module(module), class_name)


def _unknown(kind: str, name: str) -> str:
    if kind not in ENGINES:
        return f"There is no engine kind {kind!r}; the kinds are {', '.join(ENGINES)}."
    return f"There is no {kind} engine {name!r}; the {kind} engines are {', '.join(ENGINES[kind])}."
