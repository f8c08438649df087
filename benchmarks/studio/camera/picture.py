"""The camera's whole picture at a time: room, people, light, focus, and the sensor's noise."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.studio.camera.person import Person
from benchmarks.studio.camera.plan import CameraPlan, PaperPhoto, Presence
from benchmarks.studio.camera.pose import Sway, pose_at
from benchmarks.studio.camera.room import draw_room
from benchmarks.studio.portraits import LANDMARKS, Picture, portrait

#: Width of a seated person's face as a part of the picture's height.
FACE_PART = 0.40
_NOISE_FIELDS = 12
_REFOCUS_S = 0.6

Voice = Callable[[float], float]


class Camera:
    """`voice`: how loud the person speaks at a time of what happened, 0 to 1."""

    def __init__(self, plan: CameraPlan, voice: Voice, *, fps: int) -> None:
        self._plan = plan
        self._voice = voice
        self._fps = fps
        _, _, self._width, self._height = plan.rect
        self._room = draw_room(plan.room, width=self._width, height=self._height)
        self._noise = self._noise_fields()
        self._people = {(one.person, one.glasses): self._person(one) for one in plan.presences}
        self._sways = {one.motion: Sway(one.motion) for one in plan.presences}
        self._paper = self._draw_paper(plan.paper) if plan.paper else None

    def _person(self, presence: Presence) -> Person:
        return Person(presence.person, face_px=FACE_PART * self._height, glasses=presence.glasses)

    def at(self, time_s: float) -> Picture:
        """RGB, of the plan's size."""
        seen_s = self._plan.seen_at(time_s)
        scene = self._scene(seen_s)
        if self._plan.mirrored:
            scene = np.ascontiguousarray(scene[:, ::-1])
        return self._expose(self._focus(scene, seen_s), seen_s)

    def _scene(self, time_s: float) -> NDArray[np.float32]:
        if self._plan.paper and self._paper is not None:
            return self._held_paper(self._paper, self._plan.paper, time_s)
        scene = self._room.astype(np.float32)
        there = [one for one in self._plan.presences if one.start_s <= time_s < one.end_s]
        for presence in sorted(there, key=lambda one: one.size):
            pose = pose_at(
                self._plan, presence, self._sways[presence.motion], time_s, voice=self._voice(time_s)
            )
            self._people[presence.person, presence.glasses].draw(scene, pose, seat=presence.seat)
        return scene

    def _draw_paper(self, paper: PaperPhoto) -> Picture:
        """The printed portrait, somewhat larger than the picture, so that no hand is seen."""
        image, marks = portrait(paper.person), LANDMARKS[paper.person]
        size = FACE_PART * 1.05 * self._height / marks.face_px
        x, y = marks.face
        matrix = np.array([[size, 0, self._width / 2 - size * x], [0, size, 0.46 * self._height - size * y]])
        drawn: Picture = cv2.warpAffine(
            image, matrix, (self._width, self._height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
        )
        return drawn

    def _held_paper(self, picture: Picture, paper: PaperPhoto, time_s: float) -> NDArray[np.float32]:
        sway = Sway(self._plan.room).at(time_s * 2)
        angle = paper.tilt + 0.002 * paper.shake_px * sway[2]
        matrix = cv2.getRotationMatrix2D((self._width / 2, self._height / 2), np.degrees(angle), 1.06)
        matrix[:, 2] += [paper.shake_px * sway[0], paper.shake_px * sway[1]]
        held: NDArray[np.float32] = cv2.warpAffine(
            picture, matrix, (self._width, self._height), borderMode=cv2.BORDER_REPLICATE
        ).astype(np.float32)
        return held

    def _focus(self, scene: NDArray[np.float32], time_s: float) -> NDArray[np.float32]:
        for start_s in self._plan.refocus:
            part = (time_s - start_s) / _REFOCUS_S
            if 0 <= part < 1:
                scene = cv2.GaussianBlur(scene, (0, 0), 0.3 + 1.5 * float(np.sin(np.pi * part)))
        return scene

    def _expose(self, scene: NDArray[np.float32], time_s: float) -> Picture:
        """Light and noise. The noise hangs on the moment, so a moment shown twice looks the same."""
        times, gains = zip(*self._plan.lights, strict=True)
        gain = float(np.interp(time_s, times, gains)) * (1 + 0.012 * np.sin(0.7 * time_s + self._plan.room))
        moment = round(time_s * self._fps)
        field = self._noise[moment % _NOISE_FIELDS]
        offset = (moment * 7919) % self._height, (moment * 104729) % self._width
        exposed = scene * gain + np.roll(field, offset, axis=(0, 1))
        clipped: Picture = np.clip(exposed, 0, 255).astype(np.uint8)
        return clipped

    def _noise_fields(self) -> list[NDArray[np.float32]]:
        """Grain of the size that a webcam's own compression leaves."""
        rng = np.random.default_rng([self._plan.room, 13])
        shape = (self._height, self._width, 3)
        fields = (rng.normal(0, 1.0, shape).astype(np.float32) for _ in range(_NOISE_FIELDS))
        return [cv2.GaussianBlur(field, (0, 0), 0.6) * self._plan.noise * 1.8 for field in fields]
