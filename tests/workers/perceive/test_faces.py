"""Where faces are looked for, how long one is there, and what of it is kept."""

import json
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydantic import TypeAdapter

from tests.factories.faces import CAMERA
from tests.factories.reports import FACE
from workers.brief import Reference
from workers.engines.face.base import FaceBox
from workers.perceive.faces import FaceWatcher
from workers.report import EngineUsed, Gap
from workers.spans import Box, Span
from workers.tracks.faces import FacesTrack, Place

HEIGHT_PX, WIDTH_PX = 360, 640
FACE_PX = 40
#: What stands in every embedding of the engine below.
TELLTALE = 7.7777
AT_CAMERA, ON_SCREEN = (540, 280), (100, 60)


class PaintedFaces:
    """Finds squares of the colours 10, 20, 30, … and takes each colour for a person."""

    NAME: ClassVar[str] = "painted"
    DIFFERENT_FROM: ClassVar[float] = 0.6

    def __init__(self) -> None:
        self.searched: list[tuple[int, int]] = []
        self.least_px: list[int] = []

    @property
    def used(self) -> EngineUsed:
        return FACE

    def find(self, picture: NDArray[np.uint8], *, least_px: int = 0) -> list[FaceBox]:
        self.searched.append(picture.shape[:2])
        self.least_px.append(least_px)
        red = picture[:, :, 0]
        return [_box_of(red == colour) for colour in np.unique(red) if colour]

    def align(self, picture: NDArray[np.uint8], face: FaceBox) -> NDArray[np.uint8]:
        return picture[face.y_px : face.y_px + 2, face.x_px : face.x_px + 2]

    def embed(self, chip: NDArray[np.uint8]) -> NDArray[np.float64]:
        embedding = np.zeros(128)
        embedding[0] = TELLTALE
        embedding[1] = int(chip[0, 0, 0]) / 10
        return embedding


def _box_of(mask: NDArray[np.bool_]) -> FaceBox:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return FaceBox(
        x_px=int(columns[0]),
        y_px=int(rows[0]),
        width_px=len(columns),
        height_px=len(rows),
        confidence=0.9,
    )


def picture(**faces: tuple[int, int]) -> NDArray[np.uint8]:
    """A black picture with the faces of `one`, `two`, … at these places (x, y)."""
    drawn = np.zeros((HEIGHT_PX, WIDTH_PX, 3), dtype=np.uint8)
    for name, (x_px, y_px) in faces.items():
        drawn[y_px : y_px + FACE_PX, x_px : x_px + FACE_PX, 0] = {"one": 10, "two": 20}[name]
    return drawn


def box_at(place: tuple[int, int], *, side_px: int = FACE_PX) -> Box:
    x_px, y_px = place
    return Box(x=x_px / WIDTH_PX, y=y_px / HEIGHT_PX, width=side_px / WIDTH_PX, height=side_px / HEIGHT_PX)


@pytest.fixture
def engine() -> PaintedFaces:
    return PaintedFaces()


@pytest.fixture
def watcher(engine: PaintedFaces) -> FaceWatcher:
    return FaceWatcher(engine)


def watched(watcher: FaceWatcher, *times_s: float, shown: NDArray[np.uint8], live=()) -> FaceWatcher:
    """Offers the picture at each time, with another blue each time: nothing stands quite still."""
    for number, time_s in enumerate(times_s):
        stirred = shown.copy()
        stirred[:, :, 2] = number
        watcher.offer(time_s, stirred, live)
    return watcher


def finished(watcher: FaceWatcher, *references: Path, end_s: float = 10.0) -> FacesTrack:
    known = [Reference(path=path, sha256=path.name) for path in references]
    return watcher.finish(CAMERA, known, end_s)


class TestWhereItLooks:
    def test_the_whole_picture_is_searched_first(self, engine: PaintedFaces, watcher: FaceWatcher) -> None:
        watched(watcher, 0.0, shown=picture())
        assert engine.searched == [(HEIGHT_PX, WIDTH_PX)]

    def test_while_nothing_is_known_it_is_searched_each_second(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        watched(watcher, 0.0, 0.5, 1.0, 1.5, 2.0, shown=picture())
        assert engine.searched == [(HEIGHT_PX, WIDTH_PX)] * 3
        assert watcher.looks == 5

    def test_between_only_what_lives_is_searched_with_a_tenth_around_it(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        live = [Box(x=0.5, y=0.5, width=0.25, height=0.25)]
        watched(watcher, 0.0, 0.5, 1.0, shown=picture(), live=live)
        assert engine.searched == [(HEIGHT_PX, WIDTH_PX), (108, 192), (108, 192)]

    def test_where_a_large_face_was_seen_small_ones_are_looked_for_now_and_then(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        shown = picture()
        shown[240:300, 500:560, 0] = 10
        live = [Box(x=0.7, y=0.6, width=0.25, height=0.35)]
        watched(watcher, *np.arange(0.0, 5.0, 0.5).tolist(), shown=shown, live=live)
        assert engine.least_px == [0, 40, 40, 0, 40, 40, 40, 0, 40, 40]

    def test_where_a_small_face_was_seen_small_ones_are_looked_for_each_time(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        live = [Box(x=0.7, y=0.6, width=0.25, height=0.35)]
        watched(watcher, 0.0, 0.5, 1.0, shown=picture(one=AT_CAMERA), live=live)
        assert engine.least_px == [0, 0, 0]

    def test_every_six_seconds_the_whole_picture_is_searched_again(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        live = [Box(x=0.5, y=0.5, width=0.25, height=0.25)]
        watched(watcher, *np.arange(0.0, 12.5, 0.5).tolist(), shown=picture(), live=live)
        whole = [number for number, size in enumerate(engine.searched) if size == (HEIGHT_PX, WIDTH_PX)]
        assert whole == [0, 12, 24]

    def test_a_face_that_was_seen_is_looked_for_around_its_place(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        watched(watcher, 0.0, 0.5, shown=picture(one=ON_SCREEN))
        assert engine.searched[1:] == [(3 * FACE_PX, 3 * FACE_PX)]
        assert len(watcher.boxes) == 2

    def test_a_known_face_in_a_live_region_is_not_looked_for_twice(
        self, engine: PaintedFaces, watcher: FaceWatcher
    ) -> None:
        live = [box_at(ON_SCREEN, side_px=100)]
        watched(watcher, 0.0, 0.5, shown=picture(one=ON_SCREEN), live=live)
        assert len(engine.searched) == 2

    def test_a_face_in_two_regions_at_once_is_one_sighting(self, watcher: FaceWatcher) -> None:
        live = [box_at(ON_SCREEN, side_px=100), box_at(ON_SCREEN, side_px=120)]
        watched(watcher, 0.0, 0.5, shown=picture(one=ON_SCREEN), live=live)
        assert watcher.boxes == [box_at(ON_SCREEN)] * 2


class TestTracks:
    def test_one_face_is_one_track_where_it_stood(self, watcher: FaceWatcher) -> None:
        watched(watcher, 0.0, 0.5, 1.0, 1.5, shown=picture(one=AT_CAMERA))
        (track,) = finished(watcher, end_s=2.0).tracks
        assert (track.id, track.person, track.observations, track.confidence) == (0, 0, 4, 0.9)
        assert track.spans == (Span(start_s=0.0, end_s=2.0),)
        assert track.box.iou(box_at(AT_CAMERA)) > 0.99

    def test_faces_are_told_by_their_place(self, watcher: FaceWatcher) -> None:
        watched(watcher, 0.0, 0.5, 1.0, shown=picture(one=AT_CAMERA, two=ON_SCREEN))
        assert {track.person: track.place for track in finished(watcher).tracks} == {
            0: Place.SCREEN,
            1: Place.CAMERA,
        }

    def test_without_a_camera_every_face_is_on_the_screen(self, watcher: FaceWatcher) -> None:
        watched(watcher, 0.0, shown=picture(one=AT_CAMERA))
        (track,) = watcher.finish(None, (), 1.0).tracks
        assert track.place is Place.SCREEN

    def test_a_person_who_returns_has_the_number_from_before(self, watcher: FaceWatcher) -> None:
        for time_s in np.arange(0.0, 12.0, 0.5).tolist():
            name = "two" if 4.0 <= time_s < 8.0 else "one"
            place = (AT_CAMERA[0] - (60 if name == "two" else 0), AT_CAMERA[1])
            watcher.offer(time_s, picture(**{name: place}), [CAMERA])
        found = finished(watcher, end_s=12.0)
        assert [track.person for track in found.tracks] == [0, 1, 0]
        assert found.distances == ((0.0, 1.0, 0.0), (1.0, 0.0, 1.0), (0.0, 1.0, 0.0))
        assert [(track.start_s, track.end_s) for track in found.tracks] == [
            (0.0, 4.0),
            (4.0, 8.0),
            (8.0, 12.0),
        ]

    def test_one_missed_look_is_passed_over_and_a_longer_time_is_not(self, watcher: FaceWatcher) -> None:
        for time_s in np.arange(0.0, 5.0, 0.5).tolist():
            watcher.offer(time_s, picture() if time_s in {1.0, 2.5, 3.0} else picture(one=AT_CAMERA), [])
        (track,) = finished(watcher, end_s=5.0).tracks
        assert track.spans == (Span(start_s=0.0, end_s=2.5), Span(start_s=3.5, end_s=5.0))

    def test_a_face_in_a_standing_picture_is_there_until_the_next_look(self, watcher: FaceWatcher) -> None:
        watched(watcher, 0.0, 1.0, 11.0, 21.0, shown=picture(one=AT_CAMERA))
        spans = [span for track in finished(watcher, end_s=26.0).tracks for span in track.spans]
        assert [(span.start_s, span.end_s) for span in spans] == [(0.0, 11.0), (11.0, 21.0), (21.0, 26.0)]

    @pytest.mark.parametrize("end_s", [1.2, 1.0, 0.9])
    def test_no_face_outlasts_the_recording(self, watcher: FaceWatcher, end_s: float) -> None:
        watched(watcher, 0.0, 0.5, 1.0, shown=picture(one=AT_CAMERA))
        (track,) = finished(watcher, end_s=end_s).tracks
        assert track.spans == (Span(start_s=0.0, end_s=end_s),)

    def test_a_face_that_does_not_move_leaves_nothing(self, watcher: FaceWatcher) -> None:
        watched(watcher, *np.arange(0.0, 3.0, 0.5).tolist(), shown=picture(one=AT_CAMERA))
        (stillness,) = finished(watcher).stillness
        assert (stillness.track, stillness.residual, stillness.pictures) == (0, 0.0, 8)

    def test_the_edge_of_the_region_that_is_searched_is_no_movement(self, watcher: FaceWatcher) -> None:
        shown = picture(one=AT_CAMERA)
        blocks = np.random.default_rng(1).integers(0, 255, (HEIGHT_PX // 8, WIDTH_PX // 8))
        shown[:, :, 1] = np.kron(blocks, np.ones((8, 8)))
        regions = [box_at(AT_CAMERA), CAMERA]
        for look, time_s in enumerate(np.arange(0.0, 6.0, 0.5).tolist()):
            watcher.offer(time_s, shown, [regions[look % 2]])
        (stillness,) = finished(watcher).stillness
        assert (stillness.residual, stillness.pictures) == (0.0, 25)

    def test_where_no_picture_came_nothing_was_looked_at(self, watcher: FaceWatcher) -> None:
        found = finished(watcher, end_s=10.0)
        assert (found.tracks, found.looked_s) == ((), ())
        assert found.gaps == (Gap(start_s=0.0, end_s=10.0, why="no_picture"),)

    def test_looks_without_a_face_are_looks(self, watcher: FaceWatcher) -> None:
        found = finished(watched(watcher, 0.0, 0.5, shown=picture()))
        assert (found.tracks, found.looked_s, found.gaps) == ((), (0.0, 0.5), ())


class TestReferences:
    def test_distances_are_in_the_order_of_the_brief(self, watcher: FaceWatcher, tmp_path: Path) -> None:
        paths = [tmp_path / "other.png", tmp_path / "same.png"]
        for path, name in zip(paths, ("two", "one"), strict=True):
            Image.fromarray(picture(**{name: (20, 20)})).save(path)
        watched(watcher, 0.0, 0.5, 1.0, shown=picture(one=AT_CAMERA))
        found = finished(watcher, *paths)
        assert found.tracks[0].reference_distances == (1.0, 0.0)
        assert found.unread_references == ()

    def test_a_file_that_is_no_picture_and_one_without_a_face_are_unread(
        self, watcher: FaceWatcher, tmp_path: Path
    ) -> None:
        paths = [tmp_path / name for name in ("notes.png", "empty.png", "alice.png")]
        paths[0].write_text("no picture")
        Image.fromarray(picture()).save(paths[1])
        Image.fromarray(picture(one=(20, 20))).save(paths[2])
        watched(watcher, 0.0, shown=picture(one=AT_CAMERA))
        found = finished(watcher, *paths)
        assert found.unread_references == ("notes.png", "empty.png")
        assert found.tracks[0].reference_distances == (0.0,)

    def test_of_several_faces_in_a_reference_the_largest_counts(
        self, watcher: FaceWatcher, tmp_path: Path
    ) -> None:
        drawn = picture(one=(20, 20), two=(200, 100))
        drawn[100:180, 200:280, 0] = 20
        Image.fromarray(drawn).save(tmp_path / "group.png")
        watched(watcher, 0.0, shown=picture(two=AT_CAMERA))
        assert finished(watcher, tmp_path / "group.png").tracks[0].reference_distances == (0.0,)


def test_nothing_of_an_embedding_is_in_the_track(watcher: FaceWatcher, tmp_path: Path) -> None:
    Image.fromarray(picture(one=(20, 20))).save(tmp_path / "alice.png")
    watched(watcher, *np.arange(0.0, 6.0, 0.5).tolist(), shown=picture(one=AT_CAMERA, two=ON_SCREEN))
    stored = TypeAdapter(FacesTrack).dump_json(finished(watcher, tmp_path / "alice.png")).decode()
    assert str(TELLTALE) not in stored
    assert "embedding" not in stored
    assert len(json.loads(stored)["distances"]) == 2
