"""A cut-out portrait bent by a pose: the head turns as an ellipsoid would, the lids shut, the jaw
drops, the shoulders rise with the breath. Then it is placed in the camera's picture.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.studio.camera.pose import Pose
from benchmarks.studio.portraits import LANDMARKS, Landmarks, Picture, cut_out, portrait

Field = NDArray[np.float32]
_DETAIL = 1.15
_MOUTH_INSIDE = np.array([52, 20, 22], np.float32)


class Person:
    """`face_px`: the width of the face in the camera's picture."""

    def __init__(self, name: str, *, face_px: float, glasses: bool) -> None:
        self._scale = _DETAIL * face_px / LANDMARKS[name].face_px
        self._marks = LANDMARKS[name]
        self._layer = _layer(name, self._scale, glasses=glasses)
        height, width = self._layer.shape[:2]
        ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
        self._xs, self._ys = xs, ys
        self._face = self._marks.face_px * self._scale
        self._prepare_fields()

    def _point(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self._scale, point[1] * self._scale

    def _prepare_fields(self) -> None:
        """How much each pixel takes part in each movement."""
        marks, face = self._marks, self._face
        x, y = self._point(marks.head[:2])
        across, down = marks.head[2] * self._scale * 1.08, marks.head[3] * self._scale * 1.1
        far = ((self._xs - x) / across) ** 2 + ((self._ys - y) / down) ** 2
        self._depth: Field = np.clip(1 - far, 0, None).astype(np.float32)
        self._head_half = across
        chin_y = self._point(marks.chin)[1]
        self._above_neck = _step((chin_y + 0.28 * face - self._ys) / (0.09 * face))
        self._chest: Field = 1 - self._above_neck
        self._lids = sum(
            self._bump(self._point(eye), 0.14 * face, 0.065 * face)
            for eye in (marks.left_eye, marks.right_eye)
        )
        mouth_x, mouth_y = self._point(marks.mouth)
        jaw = self._bump((mouth_x, mouth_y + 0.2 * face), 0.3 * face, 0.24 * face)
        self._jaw: Field = jaw * _step((self._ys - mouth_y - 0.01 * face) / (0.012 * face))

    def _bump(self, centre: tuple[float, float], across: float, down: float) -> Field:
        far = ((self._xs - centre[0]) / across) ** 2 + ((self._ys - centre[1]) / down) ** 2
        bump: Field = np.exp(-far * 1.4).astype(np.float32)
        return bump

    def draw(self, picture: Field, pose: Pose, *, seat: tuple[float, float]) -> None:
        """Blends the person into a float RGB picture, the face at `seat` (parts of it)."""
        bent = self._open_mouth(self._bend(pose), pose)
        height, width = picture.shape[:2]
        placed = cv2.warpAffine(
            bent, self._placement(pose, seat, width, height), (width, height), flags=cv2.INTER_LINEAR
        )
        alpha = placed[:, :, 3:].astype(np.float32) * np.float32(1 / 255)
        picture *= 1 - alpha
        picture += placed[:, :, :3]

    def _bend(self, pose: Pose) -> Picture:
        face = self._face
        turn_x = pose.yaw * self._head_half * self._depth
        turn_y = -pose.pitch * self._head_half * self._depth
        from_x = self._xs - turn_x - pose.head_across * face * self._above_neck
        from_y = (
            self._ys
            - turn_y
            - pose.head_down * face * self._above_neck
            - 0.055 * face * pose.lids * self._lids
            - 0.10 * face * pose.mouth * self._jaw
            + 0.016 * face * pose.breath * self._chest
        )
        bent: Picture = cv2.remap(
            self._layer, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_LINEAR
        )
        return bent

    def _open_mouth(self, bent: Picture, pose: Pose) -> Picture:
        """Darkens what a dropped jaw lets see."""
        if pose.mouth < 0.05:
            return bent
        face = self._face
        x, y = self._point(self._marks.mouth)
        middle = (
            x + pose.yaw * self._head_half * 0.7 + pose.head_across * face,
            y - pose.pitch * self._head_half * 0.7 + (pose.head_down + 0.045 * pose.mouth) * face,
        )
        inside = self._bump(
            middle, 0.36 * self._marks.mouth_width_px * self._scale, max(1.0, 0.055 * face * pose.mouth)
        )
        part = (0.85 * inside)[:, :, None]
        colours = bent[:, :, :3] * (1 - part) + _MOUTH_INSIDE * part
        bent[:, :, :3] = np.minimum(colours, bent[:, :, 3:])
        return bent

    def _placement(
        self, pose: Pose, seat: tuple[float, float], width: int, height: int
    ) -> NDArray[np.float64]:
        """The affine matrix from portrait to camera: turned and sized about the face."""
        x, y = self._point(self._marks.face)
        size = pose.zoom / _DETAIL
        cosine, sine = size * np.cos(pose.roll), size * np.sin(pose.roll)
        to_x = (seat[0] + pose.across) * width
        to_y = (seat[1] + pose.down) * height
        return np.array(
            [[cosine, -sine, to_x - cosine * x + sine * y], [sine, cosine, to_y - sine * x - cosine * y]]
        )


def _step(distance: Field) -> Field:
    """From 0 to 1 as the distance grows through 0 (the logistic curve)."""
    step: Field = (0.5 * (1 + np.tanh(distance / 2))).astype(np.float32)
    return step


def _layer(name: str, scale: float, *, glasses: bool) -> Picture:
    """The cut-out portrait as premultiplied RGBA at the camera's size."""
    image = portrait(name).copy()
    if glasses:
        _draw_glasses(image, LANDMARKS[name])
    alpha = cut_out(name)[:, :, None]
    layer = np.dstack([image * alpha, alpha * 255]).astype(np.uint8)
    filtering = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled: Picture = cv2.resize(layer, None, fx=scale, fy=scale, interpolation=filtering)
    return scaled


def _draw_glasses(image: Picture, marks: Landmarks) -> None:
    face, ink = marks.face_px, (66, 44, 34)
    half = (round(0.18 * face), round(0.13 * face))
    thick = max(1, round(0.014 * face))
    for eye in (marks.left_eye, marks.right_eye):
        centre = (round(eye[0]), round(eye[1] + 0.03 * face))
        lens = np.zeros(image.shape[:2], np.float32)
        cv2.ellipse(lens, centre, half, 0, 0, 360, 1.0, -1, cv2.LINE_AA)
        image[:] = image * (1 - 0.08 * lens[:, :, None]) + 0.08 * lens[:, :, None] * 255
        cv2.ellipse(image, centre, half, 0, 0, 360, ink, thick, cv2.LINE_AA)
        glint = (centre[0] - half[0] // 2, centre[1] - half[1] // 2)
        cv2.ellipse(image, glint, (3, 2), -30, 0, 360, (235, 240, 245), -1, cv2.LINE_AA)
    left, right = marks.left_eye, marks.right_eye
    bridge = ((round(left[0] + half[0]), round(left[1])), (round(right[0] - half[0]), round(right[1])))
    cv2.line(image, *bridge, ink, thick, cv2.LINE_AA)
    for eye, side in ((left, -1), (right, 1)):
        hinge = (round(eye[0] + side * half[0]), round(eye[1]))
        cv2.line(
            image,
            hinge,
            (round(hinge[0] + side * 0.16 * face), round(hinge[1] - 0.02 * face)),
            ink,
            thick,
            cv2.LINE_AA,
        )
