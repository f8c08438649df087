"""Whether faces were looked at is not told where nothing came of it."""

from dataclasses import replace

import pytest

from tests.factories.reports import a_brief, a_check, a_finding, a_report, some_facts, some_tracks
from workers.render.drawing import drawing_of
from workers.render.page import render_page
from workers.report import CheckName, CheckResult, CheckStatus, Coverage, Report
from workers.tracks.recording import RecordingTracks
from workers.untold import drawing_as_told, tracks_as_told, untold_in, without_untold

IDENTITY = frozenset({CheckName.IDENTITY})
NOT_ASKED = a_check(
    "identity", status=CheckStatus.SKIPPED, engines=(), coverage=Coverage(examined_s=0.0), seconds=0.0
)


def with_identity(result: CheckResult, report: Report | None = None) -> Report:
    report = report or a_report()
    checks = tuple(result if one.check is CheckName.IDENTITY else one for one in report.checks)
    return replace(report, checks=checks)


def without_faces() -> Report:
    """Of the same recording, of somebody whose brief and engines are others."""
    report = a_report()
    made_by = replace(report.made_by, settings_sha256="d" * 64)
    return with_identity(
        NOT_ASKED, replace(report, brief=replace(report.brief, sha256="e" * 64), made_by=made_by)
    )


def page_of(report: Report, tracks: RecordingTracks | None = None) -> str:
    return render_page(
        report,
        brief=a_brief(),
        tracks=tracks_as_told(tracks or some_tracks(), report),
        images={},
        language="en",
        recording_name="work.mp4",
        untold=untold_in(report),
    )


def test_who_went_without_faces_cannot_be_told_from_who_was_alone_before_the_camera() -> None:
    assert without_untold(a_report()) == without_untold(without_faces())
    went = page_of(without_untold(without_faces()), replace(some_tracks(), faces=None))
    assert page_of(without_untold(a_report())) == went


def test_a_page_says_that_one_of_two_is_so_and_draws_nobody() -> None:
    page = page_of(without_untold(a_report()))
    assert "Nothing was found, or it was not asked for." in page
    assert 'id="lane-person"' not in page
    assert "dlib" not in page
    assert 'id="lane-person"' in page_of(a_report(findings=(a_finding("identity.absent"),)))


def test_without_a_picture_nobody_is_told_who_was_to_be_looked_at() -> None:
    facts = some_facts(video_codec=None, width=None, height=None)
    asked = with_identity(a_check("identity", status=CheckStatus.INCONCLUSIVE), a_report(recording=facts))
    told = without_untold(asked)
    assert untold_in(told) == IDENTITY
    assert told == without_untold(with_identity(NOT_ASKED, a_report(recording=facts)))


def test_what_was_found_before_the_camera_is_told() -> None:
    report = a_report(findings=(a_finding("identity.absent"),))
    assert without_untold(report) is report


@pytest.mark.parametrize("status", [CheckStatus.INCONCLUSIVE, CheckStatus.FAILED])
def test_a_check_that_came_to_no_end_is_told(status: CheckStatus) -> None:
    report = with_identity(a_check("identity", status=status, message="No face was found."))
    assert without_untold(report) is report


def test_what_is_untold_stays_so_in_what_is_told() -> None:
    told = without_untold(a_report())
    assert untold_in(told) == IDENTITY
    assert without_untold(told) == told
    assert untold_in(a_report()) == frozenset()


def test_a_drawing_has_people_where_the_report_tells_of_them() -> None:
    drawing = drawing_of(some_tracks(), 120.0)
    assert drawing.people is not None
    assert drawing_as_told(drawing, without_untold(a_report())).people is None
    assert drawing_as_told(drawing, a_report(findings=(a_finding("identity.absent"),))) == drawing
