"""What the surroundings say to the engines: threads and the folders of models."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workers.engines.vlm.about import NOTHING_WRITTEN, About, TextAlong, read_about
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Drawn, Feed, Pick, Showing, SoundAlong
from workers.errors import EngineUnavailable

#: More threads than this gain little on one picture, and inspections run side by side.
_MOST_THREADS_UNASKED = 2

#: The Whisper models that can be fetched, from small to large.
WHISPER_SIZES = ("tiny", "base", "small", "medium", "large-v3")
#: What one recording may cost where CANDOR_VLM_TOKENS says nothing: about 200 pictures of 1280 x 720 px.
VLM_TOKENS = 200_000


def threads() -> int:
    """Threads one engine may use: `CANDOR_THREADS`, else the machine's cores, at most two."""
    return _number("CANDOR_THREADS", least=1, unstated=min(os.cpu_count() or 1, _MOST_THREADS_UNASKED))


def models_folder() -> Path:
    """Where fetched models are kept: `CANDOR_MODELS`, else the user's cache folder."""
    stated = os.environ.get("CANDOR_MODELS")
    if stated:
        return Path(stated).expanduser()
    return cache_folder() / "models"


def cache_folder() -> Path:
    """Candor's own part of the user's cache folder; it may be emptied at any time."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "candor"


def whisper_folder() -> Path | None:
    """The Whisper model to use: the folder in `CANDOR_WHISPER_MODEL` (whether it exists or not,
    since it was named), else the largest that was fetched into the model folder, else null.
    """
    stated = os.environ.get("CANDOR_WHISPER_MODEL")
    if stated:
        return Path(stated).expanduser()
    fetched = [models_folder() / "asr" / size for size in WHISPER_SIZES]
    return next((folder for folder in reversed(fetched) if (folder / "model.bin").is_file()), None)


def cyrillic_recogniser() -> Path:
    """Where the fetched recogniser of Cyrillic and Latin lies, if it was fetched."""
    return models_folder() / "ocr" / "cyrillic" / "eslav_PP-OCRv5_rec_mobile.onnx"


def named_engine(kind: str) -> str | None:
    """The engine that the surroundings name for a kind, such as `CANDOR_OCR=paddleocr`."""
    return os.environ.get(f"CANDOR_{kind.upper()}") or None


@dataclass(frozen=True, slots=True, kw_only=True)
class VlmSettings:
    """Where a video-language model is asked. `hosts`: the list of hosts outside that may be sent pictures.
    `tokens`: what one recording may cost.
    """

    url: str
    model: str
    key: str | None
    hosts: Path | None
    tokens: int


def vlm_settings() -> VlmSettings:
    """`CANDOR_VLM_URL` and `_MODEL`, and where they are stated `_KEY`, `_HOSTS`, `_TOKENS` and `_FRAMES`."""
    url, model = os.environ.get("CANDOR_VLM_URL"), os.environ.get("CANDOR_VLM_MODEL")
    if not url or not model:
        raise EngineUnavailable(
            "Say where the video-language model is with CANDOR_VLM_URL (such as http://127.0.0.1:8000/v1) "
            "and which one with CANDOR_VLM_MODEL."
        )
    return VlmSettings(
        url=url,
        model=model,
        key=os.environ.get("CANDOR_VLM_KEY") or None,
        hosts=vlm_hosts(),
        tokens=vlm_tokens(),
    )


def vlm_hosts() -> Path | None:
    """`CANDOR_VLM_HOSTS`: the list of hosts outside that may be sent pictures."""
    stated = os.environ.get("CANDOR_VLM_HOSTS")
    return Path(stated).expanduser() if stated else None


def vlm_folder() -> Path:
    """`CANDOR_VLM_FOLDER`: where the model lies that runs in this process."""
    stated = os.environ.get("CANDOR_VLM_FOLDER")
    if not stated:
        raise EngineUnavailable(
            "Say where the video-language model lies with CANDOR_VLM_FOLDER: a folder with config.json, "
            "weights in safetensors files and the processor's files."
        )
    return Path(stated).expanduser()


def vlm_tokens() -> int:
    """`CANDOR_VLM_TOKENS`: what one recording may cost."""
    return _number("CANDOR_VLM_TOKENS", least=1, unstated=VLM_TOKENS)


def vlm_showing() -> Showing:
    """`CANDOR_VLM_FRAMES`, `_TIMES`, `_PICK`, `_FEED`, `_SOUND`, `_TEXT` and `_DRAWN`: how a model is shown a recording."""
    feed = Feed(_one_of("CANDOR_VLM_FEED", list(Feed)))
    sound = SoundAlong(_one_of("CANDOR_VLM_SOUND", list(SoundAlong)))
    if feed is Feed.NATIVE and sound is SoundAlong.HEARD:
        raise EngineUnavailable(
            "Sound is heard behind single pictures: set CANDOR_VLM_FEED to frames, or CANDOR_VLM_SOUND to "
            "none or transcript."
        )
    texts = tuple(TextAlong(name) for name in _some_of("CANDOR_VLM_TEXT", list(TextAlong)))
    return Showing(
        at_once=_number("CANDOR_VLM_FRAMES", least=2, unstated=Showing().at_once),
        times=TimeStyle(_one_of("CANDOR_VLM_TIMES", list(TimeStyle))),
        pick=Pick(_one_of("CANDOR_VLM_PICK", list(Pick))),
        feed=feed,
        sound=sound,
        texts=texts,
        about=_about([text for text in texts if text is not TextAlong.TITLE]),
        drawn=tuple(Drawn(name) for name in _some_of("CANDOR_VLM_DRAWN", list(Drawn))),
    )


def _about(texts: Sequence[TextAlong]) -> About:
    """`CANDOR_VLM_ABOUT`: the file that says what the brief does not; read only where it is wanted."""
    if not texts:
        return NOTHING_WRITTEN
    stated = os.environ.get("CANDOR_VLM_ABOUT")
    if not stated:
        raise EngineUnavailable(
            f"CANDOR_VLM_TEXT asks for {', '.join(texts)}: name the file that says so with CANDOR_VLM_ABOUT."
        )
    return read_about(Path(stated).expanduser(), texts)


def _one_of(name: str, known: Sequence[str]) -> str:
    """The first where nothing is stated."""
    stated = os.environ.get(name) or known[0]
    if stated not in known:
        raise EngineUnavailable(f"{name} must be one of {', '.join(known)}; it says {str(stated)!r}.")
    return stated


def _some_of(name: str, known: Sequence[str]) -> list[str]:
    """Those that are listed with commas between, in one order, whatever order they were written in."""
    stated = [one.strip() for one in os.environ.get(name, "").split(",")]
    unknown = next((one for one in stated if one and one not in known), None)
    if unknown is not None:
        raise EngineUnavailable(f"{name} must list some of {', '.join(known)}; it says {unknown!r}.")
    return [one for one in known if one in stated]


def _number(name: str, *, least: int, unstated: int) -> int:
    stated = os.environ.get(name)
    if stated is None:
        return unstated
    if not stated.isdecimal() or int(stated) < least:
        raise EngineUnavailable(f"{name} must be a whole number from {least} on; it says {stated!r}.")
    return int(stated)
