"""dlib on the pictures a camera inset gives."""

from functools import cache

import cv2
import numpy as np
import pytest

from tests.workers.engines import material
from workers.engines.face.dlib import DlibFace
from workers.engines.weights import package_folder


@cache
def finder():
    return DlibFace()


def inset(person, *, width_px=240, height_px=180):
    """A camera's picture of 240x180 with the person in its middle."""
    picture = person()
    scale = height_px / picture.shape[0]
    small = cv2.resize(picture, (round(picture.shape[1] * scale), height_px), interpolation=cv2.INTER_AREA)
    made = np.full((height_px, width_px, 3), 120, dtype=np.uint8)
    left = (width_px - small.shape[1]) // 2
    made[:, left : left + small.shape[1]] = small
    return made


def turned(picture, degrees):
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


CONDITIONS = {
    "plain": lambda picture: picture,
    "turned": lambda picture: turned(picture, 15),
    "blurred": lambda picture: cv2.GaussianBlur(picture, (0, 0), 1.5),
    "dim": lambda picture: (picture * 0.3).astype(np.uint8),
    "dark": lambda picture: (picture * 0.08).astype(np.uint8),
}


@pytest.mark.parametrize("person", [material.astronaut, material.grace_hopper])
@pytest.mark.parametrize("condition", list(CONDITIONS))
def test_a_person_in_a_camera_inset_is_found(person, condition):
    picture = CONDITIONS[condition](inset(person))
    assert len(finder().find(picture)) == 1


def test_a_face_of_40_px_is_found_on_a_720p_screen():
    screen = material.desktop()
    small = cv2.resize(material.astronaut(), (150, 131), interpolation=cv2.INTER_AREA)
    screen[560 : 560 + 131, 1100 : 1100 + 150] = small
    (face,) = finder().find(screen)
    assert 35 <= face.width_px <= 50
    assert 1100 <= face.x_px <= 1250


def test_two_people_are_two_faces():
    both = np.concatenate([inset(material.astronaut), inset(material.grace_hopper)], axis=1)
    faces = finder().find(both)
    assert len(faces) == 2
    assert faces[0].confidence >= faces[1].confidence


def test_a_box_stays_inside_the_picture():
    cut = np.ascontiguousarray(material.astronaut()[:170, 60:230])
    for face in finder().find(cut):
        assert face.x_px >= 0
        assert face.y_px >= 0
        assert face.x_px + face.width_px <= cut.shape[1]
        assert face.y_px + face.height_px <= cut.shape[0]


def test_the_weights_that_may_not_be_used_commercially_are_not_used():
    assert "68" not in finder().used.model
    folder = package_folder("face_recognition_models", package="face-recognition-models")
    assert (folder / "models" / "shape_predictor_68_face_landmarks.dat").is_file()
