"""Evidence pictures for the student: who else is in them cannot be made out."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.factories.reports import a_finding, a_report, some_faces, some_lines, some_tracks
from workers.crops import region_of
from workers.others import Others
from workers.redaction import FOR_STUDENT
from workers.report import Evidence, EvidenceKind, Finding, Report
from workers.shielding import shield_pictures
from workers.spans import Box, Span
from workers.tracks.faces import Place
from workers.tracks.recording import RecordingTracks
from workers.tracks.text import TextTrack

SIZE = (640, 360)
CODE = "M3XT-118Q"
GUEST_BOX = Box(x=0.2, y=0.2, width=0.1, height=0.2)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """With one picture of checks, in which every change shows."""
    (tmp_path / "evidence").mkdir()
    rows, columns = np.indices((SIZE[1], SIZE[0]))
    checks = (((rows // 4 + columns // 4) % 2) * 255).astype(np.uint8)
    Image.fromarray(checks).convert("RGB").save(tmp_path / "evidence" / "whole.jpg", quality=95)
    return tmp_path


def whole(at_s: float = 75.0, box: tuple[float, float, float, float] | None = None) -> Evidence:
    return Evidence(kind=EvidenceKind.FACE, start_s=at_s, end_s=at_s + 1, box=box, image="evidence/whole.jpg")


def a_report_of(*findings: Finding) -> Report:
    return a_report(findings=findings, steps=())


def with_a_guest(place: Place = Place.CAMERA) -> RecordingTracks:
    faces = some_faces()
    guest = replace(
        faces.tracks[0],
        id=1,
        person=1,
        place=place,
        spans=(Span(start_s=72.0, end_s=77.0),),
        box=GUEST_BOX,
    )
    return some_tracks(faces=replace(faces, tracks=(*faces.tracks, guest)))


def contrast(folder: Path, box: Box, shown: Box | None = None) -> float:
    """How much the checks still stand out in a part of the picture."""
    with Image.open(folder / "whole.jpg") as opened:
        picture: NDArray[np.uint8] = np.asarray(opened.convert("L"))
    around = shown or Box(x=0.0, y=0.0, width=1.0, height=1.0)
    left, top = (box.x - around.x) / around.width, (box.y - around.y) / around.height
    width, height = box.width / around.width, box.height / around.height
    rows = slice(int(top * SIZE[1]) + 4, int((top + height) * SIZE[1]) - 4)
    columns = slice(int(left * SIZE[0]) + 4, int((left + width) * SIZE[0]) - 4)
    return float(picture[rows, columns].std())


OWN_BOX = some_faces().tracks[0].box


@pytest.mark.parametrize("place", [Place.CAMERA, Place.SCREEN])
def test_another_face_is_blurred_and_the_student_s_own_is_not(out: Path, place: Place) -> None:
    finding = a_finding("identity.several_people", start_s=75.0, evidence=(whole(),), params={"people": 2})
    shield_pictures(a_report_of(finding), with_a_guest(place), out, hidden=Others())
    assert contrast(out / FOR_STUDENT, GUEST_BOX) < 20
    assert contrast(out / FOR_STUDENT, OWN_BOX) > 100
    assert contrast(out / "evidence", GUEST_BOX) > 100


def test_a_picture_from_when_nobody_else_was_there_stays_as_it_is(out: Path) -> None:
    shield_pictures(a_report_of(a_finding(evidence=(whole(20.0),))), with_a_guest(), out, hidden=Others())
    assert list((out / FOR_STUDENT).iterdir()) == []


def test_a_face_is_found_in_the_part_of_the_picture_that_a_crop_shows(out: Path) -> None:
    box = (0.15, 0.15, 0.2, 0.3)
    finding = a_finding("identity.several_people", evidence=(whole(75.0, box),), params={"people": 2})
    shield_pictures(a_report_of(finding), with_a_guest(), out, hidden=Others())
    assert contrast(out / FOR_STUDENT, GUEST_BOX, region_of(box)) < 20


def test_where_the_face_is_not_the_expected_one_every_face_is_blurred(out: Path) -> None:
    finding = a_finding("identity.mismatch", start_s=20.0, evidence=(whole(20.0),), params={"distance": 0.8})
    shield_pictures(a_report_of(finding), some_tracks(), out, hidden=Others())
    assert contrast(out / FOR_STUDENT, OWN_BOX) < 20


@pytest.mark.parametrize(
    ("text", "hidden"),
    [(f"Variant {CODE}", Others(codes=(CODE,))), ("Kim Abernathy 12:05", Others(names=("Kim Abernathy",)))],
)
def test_another_s_code_or_name_is_covered_in_every_picture_that_shows_it(
    out: Path, text: str, hidden: Others
) -> None:
    line = replace(
        some_lines()[0],
        text=text,
        box=Box(x=0.4, y=0.6, width=0.3, height=0.1),
        spans=(Span(start_s=40.0, end_s=50.0),),
    )
    tracks = some_tracks()
    assert tracks.text is not None
    tracks = replace(tracks, text=TextTrack(engine=tracks.text.engine, lines=(line,)))
    shield_pictures(a_report_of(a_finding(evidence=(whole(45.0),))), tracks, out, hidden=hidden)
    assert contrast(out / FOR_STUDENT, line.box) < 5
    assert contrast(out / FOR_STUDENT, OWN_BOX) > 100


def test_what_an_earlier_judgement_left_is_gone(out: Path) -> None:
    (out / FOR_STUDENT).mkdir()
    (out / FOR_STUDENT / "old.jpg").write_bytes(b"old")
    shield_pictures(a_report_of(), some_tracks(), out, hidden=Others())
    assert list((out / FOR_STUDENT).iterdir()) == []
