from dataclasses import replace

import cv2
import dlib
import numpy as np
import pytest

from benchmarks.studio.camera.picture import Camera
from benchmarks.studio.camera.plan import CameraPlan, PaperPhoto, Presence
from benchmarks.studio.portraits import PEOPLE
from workers.spans import Span


def _plan(person: str, **changes: object) -> CameraPlan:
    sitter = Presence(
        person=person, start_s=-1.0, end_s=1e9, side=1, seat=(0.5, 0.5), motion=3, liveliness=0.12
    )
    plan = CameraPlan(
        rect=(0, 0, 320, 240), room=4, mirrored=False, noise=2.0, presences=(sitter,), blinks=(1.0, 3.1)
    )
    return replace(plan, **changes)


def _camera(plan: CameraPlan) -> Camera:
    return Camera(plan, lambda _: 0.0, fps=10)


def _residual(one: np.ndarray, other: np.ndarray) -> float:
    """What is left of the change between two pictures after the best shift and turn of the face."""
    first, second = (
        cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1.5)[50:190, 90:230]
        for picture in (one, other)
    )
    matrix = np.eye(2, 3, dtype=np.float32)
    _, matrix = cv2.findTransformECC(first, second, matrix, cv2.MOTION_EUCLIDEAN)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = cv2.warpAffine(second, matrix, (140, 140), flags=flags)
    difference = np.abs(moved.astype(float) - first)[15:-15, 15:-15]
    return float(np.percentile(difference, 99))


@pytest.mark.parametrize("person", PEOPLE)
def test_a_face_finder_finds_the_person(person):
    camera, find = _camera(_plan(person)), dlib.get_frontal_face_detector()
    assert [len(find(camera.at(time_s), 1)) for time_s in (0.0, 2.0)] == [1, 1]


@pytest.mark.parametrize("person", PEOPLE)
def test_even_one_who_sits_still_moves_in_a_way_that_no_picture_does(person):
    living = _camera(_plan(person))
    paper = _camera(_plan(person, paper=PaperPhoto(person=person, shake_px=1.2, tilt=0.0)))
    times_s = (0.0, 1.1, 2.3, 3.2)
    alive = max(_residual(living.at(0.5), living.at(time_s)) for time_s in times_s)
    printed = max(_residual(paper.at(0.5), paper.at(time_s)) for time_s in times_s)
    assert alive > 2 * printed


def test_the_same_moment_is_the_same_picture():
    plan = _plan("astronaut")
    assert np.array_equal(_camera(plan).at(2.5), _camera(plan).at(2.5))


def test_a_frozen_camera_repeats_its_picture_to_the_last_bit():
    camera = _camera(_plan("hopper", frozen=Span(start_s=2.0, end_s=6.0)))
    assert np.array_equal(camera.at(2.0), camera.at(5.9))
    assert not np.array_equal(camera.at(5.9), camera.at(6.1))


def test_whoever_has_left_is_not_in_the_picture():
    (sitter,) = _plan("hopper").presences
    camera = _camera(_plan("hopper", presences=(replace(sitter, end_s=3.0),)))
    assert len(dlib.get_frontal_face_detector()(camera.at(4.0), 1)) == 0


def test_glasses_change_little_but_the_eyes():
    (sitter,) = _plan("astronaut").presences
    plain = _camera(_plan("astronaut")).at(2.0).astype(int)
    worn = _camera(_plan("astronaut", presences=(replace(sitter, glasses=True),))).at(2.0).astype(int)
    changed = np.abs(plain - worn).max(axis=2) > 12
    assert 0.002 < changed.mean() < 0.05
