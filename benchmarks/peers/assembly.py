"""The whole assembly as one program: `python -m benchmarks.peers.assembly RECORDING [--faces]`.

Each part is written as its library's documentation tells a user to, and opens the recording for itself:
RapidOCR for each picture, dlib the way face_recognition calls it, PySceneDetect, PocketSphinx over the
whole sound. Prints what was found as JSON.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler

from benchmarks.peers.frames import one_a_second
from workers.engines.weights import package_file

#: face_recognition's default: faces from about 40 px.
_UPSAMPLE = 1


def read_lines(path: Path) -> list[dict[str, object]]:
    """Every line of every picture, with its time."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - each part pays for its own start

    engine, found = RapidOCR(), []
    for time_s, picture in one_a_second(path):
        result = engine(picture[:, :, ::-1])
        found += [{"time_s": time_s, "text": text} for text in result.txts or ()]
    return found


def describe_faces(path: Path) -> list[dict[str, object]]:
    """Every face of every picture as its 128 numbers."""
    import dlib  # noqa: PLC0415 - each part pays for its own start

    detector = dlib.get_frontal_face_detector()
    points = dlib.shape_predictor(str(_model("shape_predictor_5_face_landmarks.dat")))
    numbers = dlib.face_recognition_model_v1(str(_model("dlib_face_recognition_resnet_model_v1.dat")))
    found: list[dict[str, object]] = []
    for time_s, picture in one_a_second(path):
        for place in detector(picture, _UPSAMPLE):
            described = numbers.compute_face_descriptor(picture, points(picture, place), 1)
            found.append({"time_s": time_s, "numbers": list(described)})
    return found


def find_cuts(path: Path) -> list[float]:
    from scenedetect import AdaptiveDetector, detect  # noqa: PLC0415 - each part pays for its own start

    return [scene[0].seconds for scene in detect(str(path), AdaptiveDetector())][1:]


def hear_words(path: Path) -> list[str]:
    """The whole sound in one utterance."""
    from pocketsphinx import Decoder  # noqa: PLC0415 - each part pays for its own start

    samples = sound_of(path)
    if not samples.size:
        return []
    decoder = Decoder(loglevel="FATAL")
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    return [segment.word for segment in decoder.seg() or ()]


def sound_of(path: Path) -> np.ndarray:
    """16 kHz mono int16."""
    pieces: list[np.ndarray] = []
    with av.open(str(path)) as opened:
        if not opened.streams.audio:
            return np.zeros(0, np.int16)
        resampler = AudioResampler(format="s16", layout="mono", rate=16_000)
        for frame in opened.decode(audio=0):
            pieces += [piece.to_ndarray().reshape(-1) for piece in resampler.resample(frame)]
        pieces += [piece.to_ndarray().reshape(-1) for piece in resampler.resample(None)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int16)


def _model(name: str) -> Path:
    return Path(package_file("face_recognition_models", "models", name, package="face-recognition-models"))


PARTS: dict[str, Callable[[Path], object]] = {
    "lines": read_lines,
    "faces": describe_faces,
    "cuts": find_cuts,
    "words": hear_words,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path)
    parser.add_argument("--faces", action="store_true", help="as an inspection with identity does")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    given = parser.parse_args()
    wanted = [given.only] if given.only else [name for name in PARTS if name != "faces" or given.faces]
    json.dump({name: PARTS[name](given.recording) for name in wanted}, sys.stdout)


if __name__ == "__main__":
    main()
