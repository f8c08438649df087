"""A recording perceived as an inspection perceives it, with engines that are loaded once a process."""

from functools import cache
from pathlib import Path

from workers.engines.table import load_engine
from workers.perceive.recording import Engines, see
from workers.tracks.recording import RecordingTracks


@cache
def engines(*, faces: bool = False) -> Engines:
    """The engines that come with Candor."""
    return Engines(
        ocr=load_engine("ocr", "rapidocr"),
        asr=load_engine("asr", "pocketsphinx"),
        vad=load_engine("vad", "silero"),
        face=load_engine("face", "dlib") if faces else None,
    )


def see_alone(recording: Path, folder: Path, *, faces: bool = False) -> RecordingTracks:
    """All tracks but those of speech; `folder` is for what is written meanwhile."""
    tracks = folder / "tracks"
    tracks.mkdir()
    seen = see(recording, (), engines(faces=faces), folder=tracks, work=folder, progress=lambda _: None)
    return seen.tracks
