"""A scenario as files: recording.mp4, brief.toml, truth.json, and reference pictures."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.studio.briefs import brief_toml, reference_name
from benchmarks.studio.camera.picture import Camera
from benchmarks.studio.draw.desktop import Desktop
from benchmarks.studio.draw.strips import Picture
from benchmarks.studio.encode import write_recording
from benchmarks.studio.portraits import portrait
from benchmarks.studio.scenario import Scenario
from benchmarks.studio.scene import Timeline
from benchmarks.studio.truth import Truth, frame_times, truth_of, write_truth
from benchmarks.studio.voice import RATE_HZ, Soundtrack, Wave, make_soundtrack

RECORDING = "recording.mp4"
BRIEF = "brief.toml"
TRUTH = "truth.json"


def render(scenario: Scenario, folder: Path) -> Truth:
    """Writes everything of one scenario into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    soundtrack = make_soundtrack(scenario.sound, scenario.timeline.happened_s)
    pictures = draw_pictures(scenario, soundtrack)
    heard = edited_sound(soundtrack.samples, scenario.timeline)
    write_recording(folder / RECORDING, pictures, heard, scenario.format)
    (folder / BRIEF).write_text(brief_toml(scenario), encoding="utf-8")
    if scenario.asked.reference is not None:
        image = Image.fromarray(portrait(scenario.asked.reference))
        image.save(folder / reference_name(scenario.asked.reference), quality=88)
    truth = truth_of(scenario, soundtrack.said)
    write_truth(folder / TRUTH, truth)
    return truth


def draw_pictures(scenario: Scenario, soundtrack: Soundtrack) -> Iterator[Picture]:
    """The recording's pictures in order, RGB."""
    picture = scenario.format
    desktop = Desktop(scenario.screen, width=picture.width, height=picture.height)
    camera = Camera(scenario.camera, soundtrack.voice_at, fps=picture.fps) if scenario.camera else None
    for time_s in frame_times(scenario):
        happened_s = scenario.timeline.happened_at(time_s)
        pixels = desktop.at(happened_s)
        if camera is not None and scenario.camera is not None:
            x, y, width, height = scenario.camera.rect
            cv2.rectangle(pixels, (x - 2, y - 2), (x + width + 1, y + height + 1), (30, 30, 34), 2)
            pixels[y : y + height, x : x + width] = camera.at(happened_s)
        yield pixels


def edited_sound(samples: Wave, timeline: Timeline) -> Wave:
    """The sound of what happened, cut and repeated as the timeline says."""
    pieces = [samples[round(one.start_s * RATE_HZ) : round(one.end_s * RATE_HZ)] for one in timeline.pieces]
    return np.concatenate(pieces)
