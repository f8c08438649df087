from dataclasses import replace

from tests.factories.reports import (
    a_brief,
    a_check,
    a_finding,
    a_report,
    a_step,
    some_activity,
    some_faces,
    some_facts,
    some_tracks,
)
from workers.render.context import report_context
from workers.render.drawing import drawing_of
from workers.render.lanes import Lane, Timeline
from workers.report import CheckName, CheckStatus, Coverage
from workers.spans import Span
from workers.tracks.faces import Place


def timeline(report=None, tracks=None, *, without_tracks: bool = False) -> Timeline | None:
    report = report or a_report()
    duration_s = report.recording.duration_s
    return report_context(
        report,
        brief=a_brief(),
        drawing=None if without_tracks or not duration_s else drawing_of(tracks or some_tracks(), duration_s),
        picture_at=str,
        language="en",
        recording_name="a.mp4",
        seekable=False,
    ).timeline


def lane(key: str, **given) -> Lane:
    drawn = timeline(**given)
    assert drawn is not None
    return next(one for one in drawn.lanes if one.key == key)


def placed(one: Lane, kind: str) -> list[tuple[float, float]]:
    return [(bar.x, bar.width) for bar in one.bars if bar.kind == kind]


def test_speech_stands_where_it_was_heard():
    assert placed(lane("speech"), "voice") == [(4.17, 45.83), (80.0, 15.83)]
    assert lane("speech").told == ("0:05–1:00", "1:36–1:55")


def test_a_new_state_of_the_screen_is_an_edge():
    assert lane("screen").edges == "M333 0V100M625 0V100"


def test_only_faces_in_the_camera_picture_are_drawn():
    faces = some_faces()
    poster = replace(faces.tracks[0], id=1, person=1, place=Place.SCREEN)
    drawn = lane("person", tracks=some_tracks(faces=replace(faces, tracks=(*faces.tracks, poster))))
    assert placed(drawn, "person-0") == [(0.0, 58.33), (65.0, 35.0)]
    assert {bar.kind for bar in drawn.bars} == {"person-0"}


def test_a_second_person_has_a_row_of_their_own():
    faces = some_faces()
    guest = replace(faces.tracks[0], id=1, person=3, spans=(Span(start_s=60.0, end_s=72.0),))
    drawn = lane("person", tracks=some_tracks(faces=replace(faces, tracks=(*faces.tracks, guest))))
    assert placed(drawn, "person-1") == [(50.0, 10.0)]


def test_where_faces_were_not_asked_for_the_lane_says_so():
    assert lane("person", tracks=some_tracks(faces=None)).empty == "faces were not looked at"


def test_without_tracks_the_lanes_say_that_none_are_stored():
    assert lane("speech", without_tracks=True).empty == "not stored with this report"


def test_every_check_that_was_asked_for_has_a_lane_of_its_own():
    drawn = timeline()
    assert drawn is not None
    assert [one.key for one in drawn.lanes if one.is_check] == [f"check-{name}" for name in CheckName]


def test_a_check_that_the_brief_does_not_ask_for_has_no_lane():
    drawn = timeline(report=a_report(checks=(a_check("text"),)))
    assert drawn is not None
    assert [one.key for one in drawn.lanes if one.is_check] == ["check-text"]


def test_what_was_not_examined_is_drawn_and_told_in_the_lane_of_its_check():
    examined = lane("check-speech")
    assert placed(examined, "gap") == [(66.67, 12.5)]
    assert examined.told == ("Not examined 1:20–1:35: there is no sound in this part",)
    assert placed(lane("check-text"), "gap") == []


def test_a_check_that_looked_at_nothing_is_one_gap_from_start_to_end():
    failed = a_check(
        "text", status=CheckStatus.FAILED, message="The engine stumbled.", coverage=Coverage(examined_s=0.0)
    )
    drawn = lane("check-text", report=a_report(checks=(failed,)))
    assert placed(drawn, "gap") == [(0.0, 100.0)]
    assert "0:00–2:00: The engine stumbled." in [bar.says for bar in drawn.bars]


def test_a_click_on_a_finding_a_gap_or_a_voice_plays_just_that_span():
    [found] = [bar for bar in lane("check-text").bars if bar.mark]
    assert (found.seconds, found.until_s) == (42.0, 48.5)
    [gap] = [bar for bar in lane("check-speech").bars if bar.kind == "gap"]
    assert (gap.seconds, gap.until_s) == (80.0, 95.0)
    assert [(bar.seconds, bar.until_s) for bar in lane("speech").bars] == [(5.0, 60.0), (96.0, 115.0)]


def test_steps_that_overlap_take_rows_of_their_own():
    steps = (a_step("editor", start_s=0.0, end_s=50.0), a_step("run", start_s=40.0, end_s=60.0))
    assert [bar.y for bar in lane("steps", report=a_report(steps=steps)).bars] == [3, 19]


def test_the_heaviest_finding_is_drawn_on_top():
    findings = (a_finding(), a_finding("text.required_missing", start_s=3.0, params={"wanted": "x"}))
    bars = lane("check-text", report=a_report(findings=findings)).bars
    assert [bar.kind for bar in bars if bar.mark] == ["minor", "major"]


def test_a_finding_about_everything_is_a_thin_line():
    findings = (a_finding(start_s=0.0, end_s=120.0),)
    assert [
        bar.height for bar in lane("check-text", report=a_report(findings=findings)).bars if bar.mark
    ] == [2]


def test_a_time_past_the_end_stays_on_the_drawing():
    bar = lane("check-text", report=a_report(findings=(a_finding(start_s=500.0, end_s=501.0),))).bars[-1]
    assert (bar.x, bar.width) == (100.0, 0.1)


def test_the_axis_has_round_times_and_few_of_them():
    drawn = timeline()
    assert drawn is not None
    assert [tick.text for tick in drawn.ticks] == [
        "0:00",
        "0:15",
        "0:30",
        "0:45",
        "1:00",
        "1:15",
        "1:30",
        "1:45",
        "2:00",
    ]


def test_an_hour_long_recording_still_has_few_ticks():
    drawn = timeline(report=a_report(recording=some_facts(duration_s=2 * 3600.0)))
    assert drawn is not None
    assert len(drawn.ticks) == 9
    assert drawn.ticks[-1].text == "2:00:00"


def test_without_a_length_there_is_no_timeline():
    assert timeline(report=a_report(recording=some_facts(duration_s=None))) is None
    assert timeline(report=a_report(recording=some_facts(duration_s=0.0))) is None


def test_a_still_screen_has_no_curve():
    activity = replace(some_activity(), motion=(0.0,) * 240)
    assert lane("screen", tracks=some_tracks(activity=activity)).curve == ""
