"""After an erasure, no byte of a person's name or recording is in the site's home, its database included."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from integrity.audit.domain.audit import first_broken
from integrity.lib.environment import env_database
from integrity.reviews.models import Verdict
from integrity.stewardship.domain.erasing import erase
from integrity.submissions.domain.arriving import begin_file, take_piece
from tests.integrity.houses import House, a_house
from tests.integrity.portal.pages import client_of
from tests.integrity.reviews.cases import a_case, a_reviewed_course, decided
from tests.integrity.rows import MP4_BYTES, a_reported_submission, a_user, an_assignment
from tests.integrity.variant_rows import a_templated_assignment, a_variant

pytestmark = pytest.mark.slow

#: Of the names, and of the picture and sound of the recording.
NAMES = [b"zquack77", b"Zebulon", b"Quackenbush", b"zeb@example.org", "Қвак".encode()]
RECORDED = bytes(range(200, 250))


@pytest.fixture
def house(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with (
        django_db_blocker.unblock(),
        a_house(home, database=env_database("NOT_SET", home=home), urls={}) as house,
    ):
        yield house


def test_no_byte_of_a_name_or_a_recording_is_left(house: House) -> None:
    course = a_reviewed_course()
    zeb = a_user("zquack77")
    zeb.first_name, zeb.last_name, zeb.email = "Zebulon Қвак", "Quackenbush", "zeb@example.org"
    zeb.save()
    course.memberships.create(user=zeb, role="student")
    assignment = an_assignment(course=course)
    everything_of(zeb.username, assignment, house.home)
    other = a_case(course=course, student="kim")
    assert {name for name in (*NAMES, RECORDED) if places_of(name, house.home)} == {*NAMES, RECORDED}
    assert erase(zeb, by=None).whole
    assert {name: places for name in (*NAMES, RECORDED) if (places := places_of(name, house.home))} == {}
    assert other.submission.recording.path.is_file()
    assert first_broken() is None


def everything_of(username: str, assignment: object, home: Path) -> None:
    """A report with a file name that tells, a variant, an upload half-way, a session and a cache."""
    submission = a_reported_submission(assignment, username)
    type(submission).objects.filter(pk=submission.pk).update(file_name="Quackenbush.mp4")
    path = submission.recording.path
    path.write_bytes(path.read_bytes() + RECORDED)
    report = submission.runs.get().report
    (report.path / "evidence" / "face.jpg").write_bytes(RECORDED)
    report.data["findings"][0]["message"] = "Zebulon Қвак Quackenbush is named."
    type(report).objects.filter(pk=report.pk).update(data=report.data)
    decided(submission.case, Verdict.DISMISSED)
    stage = home / "cache" / submission.recording_id / "stage"
    stage.mkdir(parents=True)
    (stage / "text.json").write_text('"Quackenbush"')
    upload = begin_file(assignment, a_user(username), length=5000, file_name="zquack77.mp4")
    piece = MP4_BYTES[:1000] + RECORDED
    take_piece(upload, 0, [piece], count=len(piece))
    a_variant(a_templated_assignment(course=submission.assignment.course), username)
    client_of(username)


def places_of(needle: bytes, home: Path) -> list[str]:
    """Also where SQLite keeps what it has not written into its file yet."""
    connection.close()
    files = (path for path in home.rglob("*") if path.is_file())
    return sorted(path.name for path in files if needle in path.read_bytes())
