"""Who is said to be in the camera picture; and all that must not be said of anybody."""

import pytest

from tests.factories.faces import CAMERA, FACE_BOX, RIGID, Seen, a_faces_track, camera_motion, seen
from tests.factories.judged import LENGTH_S, a_recording, a_task, an_activity
from workers.brief import Brief, Identity
from workers.checks.base import Judgement, box_values
from workers.checks.identity import IdentityCheck
from workers.report import CheckStatus, EvidenceKind, Severity
from workers.spans import Box
from workers.tracks.faces import Place

WHOLE = (0.0, LENGTH_S)
AWAY = (20.0, 40.0)
ELSEWHERE = Box(x=0.9, y=0.7, width=0.04, height=0.07)


def a_brief(**identity) -> Brief:
    return a_task(identity=Identity(**identity))


def judged(*faces: Seen, brief: Brief | None = None, rests=(), motion=None, **faces_track) -> Judgement:
    """What is said of these faces, in a recording whose camera rests in these stretches."""
    moved = camera_motion(*rests, seconds=LENGTH_S) if motion is None else motion
    tracks = a_recording(
        faces=a_faces_track(*faces, **faces_track),
        activity=an_activity(camera=CAMERA, motion_step_s=0.5, camera_motion=moved),
    )
    return IdentityCheck().judge(tracks, brief or a_brief())


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in judgement.findings]


def is_clear(judgement: Judgement) -> bool:
    return judgement.status is CheckStatus.COMPLETED and judgement.findings == ()


def test_nobody_is_looked_at_unless_the_brief_asks() -> None:
    assert IdentityCheck().asked_for(a_brief())
    assert not IdentityCheck().asked_for(a_task())


def test_one_person_all_the_time_leaves_nothing_to_say() -> None:
    judgement = judged(seen(0, WHOLE))
    assert is_clear(judgement)
    assert judgement.coverage.examined_s == LENGTH_S


def test_without_a_camera_picture_nothing_is_concluded() -> None:
    judgement = judged(seen(0, WHOLE), camera=None)
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "identity.no_camera")
    assert judgement.findings == ()
    assert judgement.coverage.examined_s == 0.0


class TestAbsence:
    def test_an_empty_chair_for_longer_than_allowed_is_an_absence(self) -> None:
        (finding,) = judged(seen(0, (0.0, 20.0), (40.0, 60.0)), rests=[AWAY]).findings
        assert (finding.code, finding.severity) == ("identity.absent", Severity.MINOR)
        assert (finding.start_s, finding.end_s, finding.confidence) == (20.0, 40.0, 1.0)
        assert finding.params == {"length_s": 20.0, "allowed_s": 10.0}
        (evidence,) = finding.evidence
        assert (evidence.kind, evidence.box) == (EvidenceKind.FRAME, box_values(CAMERA))

    @pytest.mark.parametrize("allowed_s", [20.0, 60.0])
    def test_as_long_as_the_brief_allows_is_none(self, allowed_s: float) -> None:
        brief = a_brief(max_absence_s=allowed_s)
        assert is_clear(judged(seen(0, (0.0, 20.0), (40.0, 60.0)), rests=[AWAY], brief=brief))

    def test_coming_late_and_leaving_early_are_absences(self) -> None:
        judgement = judged(seen(0, (15.0, 45.0)), rests=[(0.0, 15.0), (45.0, 60.0)])
        assert [(item.start_s, item.end_s) for item in judgement.findings] == [(0.0, 15.0), (45.0, 60.0)]

    def test_a_turned_head_is_no_absence_but_keeps_the_check_open(self) -> None:
        judgement = judged(seen(0, (0.0, 20.0), (40.0, 60.0)))
        assert judgement.findings == ()
        assert (judgement.status, judgement.reason) == (
            CheckStatus.INCONCLUSIVE,
            "identity.face_not_found",
        )
        assert judgement.params == {"start_s": 20.0, "end_s": 40.0}
        assert judgement.coverage.examined_s == 40.0

    @pytest.mark.parametrize(("resting", "found"), [(0.5, ["identity.absent"]), (0.51, [])])
    def test_an_empty_picture_moves_at_most_half_as_much(self, resting: float, found: list[str]) -> None:
        motion = camera_motion(AWAY, seconds=LENGTH_S, resting=resting)
        assert codes(judged(seen(0, (0.0, 20.0), (40.0, 60.0)), motion=motion)) == found

    def test_without_a_measure_of_movement_nobody_is_called_absent(self) -> None:
        judgement = judged(seen(0, (0.0, 20.0), (40.0, 60.0)), motion=())
        assert (judgement.findings, judgement.reason) == ((), "identity.face_not_found")

    def test_where_no_face_was_ever_found_nobody_is_called_absent(self) -> None:
        judgement = judged()
        assert (judgement.findings, judgement.reason) == ((), "identity.face_not_found")
        assert judgement.coverage.examined_s == 0.0

    def test_a_face_on_the_screen_is_nobody_at_the_camera(self) -> None:
        faces = [seen(0, (0.0, 20.0)), seen(0, WHOLE, place=Place.SCREEN)]
        assert codes(judged(*faces, rests=[(20.0, 60.0)])) == ["identity.absent"]

    def test_a_face_seen_in_two_pictures_ends_no_absence(self) -> None:
        faces = [seen(0, (0.0, 20.0), (40.0, 60.0)), seen(1, (29.0, 30.0), observations=2)]
        (finding,) = judged(*faces, rests=[AWAY]).findings
        assert (finding.start_s, finding.end_s) == (20.0, 40.0)

    def test_somebody_who_sits_still_for_a_while_is_not_absent(self) -> None:
        faces = [seen(0, (0.0, 20.0)), seen(0, AWAY, residual=RIGID), seen(0, (40.0, 60.0))]
        assert is_clear(judged(*faces, rests=[AWAY]))


class TestSeveral:
    def test_two_at_once_are_several(self) -> None:
        judgement = judged(seen(0, WHOLE), seen(1, (30.0, 45.0), confidence=0.7))
        (finding,) = judgement.findings
        assert (finding.code, finding.severity) == ("identity.several_people", Severity.MAJOR)
        assert (finding.start_s, finding.end_s, finding.confidence) == (30.0, 45.0, 0.7)
        assert finding.params == {"people": 2, "expected": 1}
        assert [(item.kind, item.start_s, item.end_s, item.box) for item in finding.evidence] == [
            (EvidenceKind.FACE, 30.0, 45.0, box_values(FACE_BOX))
        ] * 2

    @pytest.mark.parametrize(("end_s", "found"), [(30.8, []), (31.0, ["identity.several_people"])])
    def test_they_are_together_from_nine_tenths_of_a_second_on(self, end_s: float, found: list[str]) -> None:
        other = seen(1, (30.0, end_s), observations=3)
        assert codes(judged(seen(0, WHOLE), other)) == found

    def test_moments_together_add_up_and_the_time_between_does_not(self) -> None:
        moments = [(start_s, start_s + 0.03) for start_s in (30.0, 30.5, 31.0, 31.5, 32.0)]
        assert is_clear(judged(seen(0, WHOLE), seen(1, *moments, observations=5)))

    def test_they_are_no_more_than_were_there_at_once(self) -> None:
        others = [seen(1, (30.0, 33.0)), seen(1, (33.5, 36.0)), seen(1, (36.5, 40.0))]
        (finding,) = judged(seen(0, WHOLE), *others).findings
        assert (finding.start_s, finding.end_s) == (30.0, 40.0)
        assert finding.params["people"] == 2
        assert [(item.start_s, item.end_s) for item in finding.evidence] == [(36.5, 40.0)] * 2

    def test_as_many_as_are_expected_are_not_too_many(self) -> None:
        faces = [seen(0, WHOLE), seen(1, WHOLE)]
        assert is_clear(judged(*faces, brief=a_brief(expected_people=2)))
        (finding,) = judged(*faces, seen(2, (5.0, 9.0)), brief=a_brief(expected_people=2)).findings
        assert finding.params == {"people": 3, "expected": 2}

    def test_a_face_in_fewer_than_three_pictures_is_passed_over(self) -> None:
        assert is_clear(judged(seen(0, WHOLE), seen(1, (30.0, 31.0), observations=2)))

    def test_three_short_tracks_of_one_face_are_three_pictures_of_it(self) -> None:
        others = [seen(1, (at_s, at_s + 1.0), observations=1) for at_s in (10.0, 30.0, 50.0)]
        assert codes(judged(seen(0, WHOLE), *others)) == ["identity.several_people"] * 3

    def test_a_face_on_the_shared_screen_is_not_beside_anybody(self) -> None:
        assert is_clear(judged(seen(0, WHOLE), seen(1, WHOLE, place=Place.SCREEN)))

    def test_a_poster_is_nobody(self) -> None:
        assert is_clear(judged(seen(0, WHOLE), seen(1, WHOLE, residual=RIGID)))

    def test_a_poster_that_was_covered_for_a_moment_is_nobody_either(self) -> None:
        poster = [
            seen(1, (0.0, 30.0), residual=RIGID),
            seen(1, (31.0, 32.0), residual=0.0, pairs=0, observations=2),
            seen(1, (33.0, 60.0), residual=RIGID),
        ]
        assert is_clear(judged(seen(0, WHOLE), *poster))

    def test_a_poster_that_is_found_for_a_while_only_is_nobody(self) -> None:
        poster = seen(1, (20.0, 25.0), residual=2.5, departure=0.4)
        assert is_clear(judged(seen(0, WHOLE), poster))

    @pytest.mark.parametrize(("departure", "found"), [(11.9, []), (12.0, ["identity.several_people"])])
    def test_who_came_and_went_is_somebody_however_still(self, departure: float, found: list[str]) -> None:
        visitor = seen(1, (20.0, 24.5), residual=2.5, departure=departure)
        assert codes(judged(seen(0, WHOLE), visitor)) == found

    def test_where_the_camera_itself_comes_and_goes_a_poster_in_it_is_nobody(self) -> None:
        sitter = seen(0, (10.0, 50.0), departure=50.0)
        assert codes(judged(sitter, seen(1, (10.0, 50.0), residual=2.5, departure=40.0))) == []

    @pytest.mark.parametrize(("residual", "found"), [(1.7999, []), (1.8, ["identity.several_people"])])
    def test_a_card_that_is_held_up_is_nobody(self, residual: float, found: list[str]) -> None:
        card = seen(1, (5.0, 9.0), residual=residual, departure=40.0)
        assert codes(judged(seen(0, WHOLE), card)) == found

    def test_a_card_with_their_own_picture_is_no_second_person(self) -> None:
        assert is_clear(judged(seen(0, WHOLE), seen(0, (5.0, 9.0), residual=RIGID)))

    def test_two_living_faces_that_are_alike_are_two_people(self) -> None:
        assert codes(judged(seen(0, WHOLE), seen(0, (5.0, 9.0)))) == ["identity.several_people"]


class TestChange:
    def test_another_face_in_the_same_place_is_a_change(self) -> None:
        judgement = judged(seen(0, (0.0, 30.0)), seen(1, (30.0, 60.0)))
        (finding,) = judgement.findings
        assert (finding.code, finding.severity) == ("identity.changed", Severity.MAJOR)
        assert (finding.start_s, finding.end_s) == (30.0, 60.0)
        assert finding.params == {"at_s": 30.0, "distance": 0.8}
        assert finding.confidence == 0.8438
        assert [(item.start_s, item.end_s) for item in finding.evidence] == [(0.0, 30.0), (30.0, 60.0)]

    def test_who_takes_somebodys_place_is_somebody_however_still(self) -> None:
        faces = [seen(0, (0.0, 30.0)), seen(1, (30.0, 60.0), residual=2.2)]
        assert codes(judged(*faces)) == ["identity.changed"]

    @pytest.mark.parametrize(
        "poster", [seen(1, (30.0, 60.0), residual=1.7), seen(1, (30.0, 60.0), residual=2.2, box=ELSEWHERE)]
    )
    def test_a_poster_that_is_seen_once_somebody_left_takes_nobodys_place(self, poster: Seen) -> None:
        assert codes(judged(seen(0, (0.0, 30.0)), poster)) == []

    @pytest.mark.parametrize(("apart", "confidence"), [(0.58, 0.5), (0.9, 1.0), (1.3, 1.0)])
    def test_confidence_grows_with_the_distance(self, apart: float, confidence: float) -> None:
        (finding,) = judged(seen(0, (0.0, 30.0)), seen(1, (30.0, 60.0)), apart=apart).findings
        assert finding.confidence == confidence

    @pytest.mark.parametrize("spans", [[(30.0, 30.8)], [(10.0, 10.5), (30.0, 30.5), (50.0, 50.5)]])
    def test_moments_beside_the_first_are_no_change(self, spans) -> None:
        assert is_clear(judged(seen(0, WHOLE), *(seen(1, span, observations=3) for span in spans)))

    def test_below_the_limit_it_is_the_same_person(self) -> None:
        assert is_clear(judged(seen(0, (0.0, 30.0)), seen(1, (30.0, 60.0)), apart=0.5799))

    def test_a_distance_that_was_not_measured_accuses_nobody(self) -> None:
        unknown = ((0.0, None), (None, 0.0))
        assert is_clear(judged(seen(0, (0.0, 30.0)), seen(1, (30.0, 60.0)), distances=unknown))

    def test_somebody_beside_the_first_is_one_of_several_and_no_change(self) -> None:
        assert codes(judged(seen(0, WHOLE), seen(1, (30.0, 60.0)))) == ["identity.several_people"]

    def test_a_passing_overlap_does_not_hide_a_change(self) -> None:
        assert codes(judged(seen(0, (0.0, 30.5)), seen(1, (30.0, 60.0)))) == ["identity.changed"]

    def test_who_comes_back_ends_the_change(self) -> None:
        faces = [seen(0, (0.0, 20.0)), seen(1, AWAY), seen(0, (40.0, 60.0))]
        (finding,) = judged(*faces).findings
        assert (finding.code, finding.start_s, finding.end_s) == ("identity.changed", 20.0, 40.0)

    def test_tracks_of_another_that_follow_each_other_are_one_change(self) -> None:
        others = [seen(1, (30.0, 40.0)), seen(1, (42.0, 60.0))]
        (finding,) = judged(seen(0, (0.0, 30.0)), *others).findings
        assert (finding.start_s, finding.end_s, len(finding.evidence)) == (30.0, 60.0, 3)

    def test_the_second_of_two_expected_people_may_stay_alone(self) -> None:
        faces = [seen(0, (0.0, 30.0)), seen(1, (0.0, 35.0)), seen(1, (36.0, 60.0))]
        assert is_clear(judged(*faces, brief=a_brief(expected_people=2)))

    def test_two_expected_people_may_take_turns(self) -> None:
        faces = [seen(0, (0.0, 20.0)), seen(1, AWAY), seen(0, (40.0, 60.0))]
        assert is_clear(judged(*faces, brief=a_brief(expected_people=2)))

    def test_a_third_face_in_place_of_two_expected_people_is_a_change(self) -> None:
        faces = [seen(0, (0.0, 30.0)), seen(1, (0.0, 30.0)), seen(2, (30.0, 60.0))]
        (finding,) = judged(*faces, brief=a_brief(expected_people=2)).findings
        assert (finding.code, finding.start_s) == ("identity.changed", 30.0)


class TestReferences:
    def test_a_face_like_the_reference_is_the_person(self) -> None:
        assert is_clear(judged(seen(0, WHOLE, references=(0.4999,))))

    def test_the_nearest_of_several_references_counts(self) -> None:
        assert is_clear(judged(seen(0, WHOLE, references=(0.8, 0.3))))

    def test_a_face_unlike_every_reference_is_a_mismatch(self) -> None:
        judgement = judged(seen(0, (1.0, 59.0), references=(0.9, 0.74)))
        (finding,) = judgement.findings
        assert judgement.status is CheckStatus.COMPLETED
        assert (finding.code, finding.severity) == ("identity.mismatch", Severity.MAJOR)
        assert (finding.start_s, finding.end_s, finding.confidence) == (1.0, 59.0, 0.75)
        assert finding.params == {"distance": 0.74}
        assert [(item.start_s, item.end_s) for item in finding.evidence] == [(1.0, 59.0)]

    @pytest.mark.parametrize("distance", [0.5, 0.5799])
    def test_between_alike_and_unlike_nothing_is_decided(self, distance: float) -> None:
        judgement = judged(seen(0, WHOLE, references=(distance,)))
        assert (judgement.findings, judgement.reason) == ((), "identity.reference_undecided")

    def test_a_few_bad_looks_outweigh_no_long_good_one(self) -> None:
        good = seen(0, (0.0, 56.0), references=(0.3,))
        bad = [seen(0, (at_s, at_s + 1.0), references=(0.7,)) for at_s in (56.0, 57.0, 58.0, 59.0)]
        assert is_clear(judged(good, *bad, alike=0.5))

    def test_a_passer_by_is_not_compared_with_the_reference(self) -> None:
        faces = [seen(0, WHOLE, references=(0.3,)), seen(1, (5.0, 8.0), references=(0.9,))]
        assert codes(judged(*faces)) == ["identity.several_people"]

    def test_a_reference_without_a_face_keeps_the_check_open(self) -> None:
        judgement = judged(seen(0, WHOLE), unread_references=("alice.jpg",))
        assert (judgement.status, judgement.reason) == (
            CheckStatus.INCONCLUSIVE,
            "identity.reference_unread",
        )
        assert judgement.params == {"references": ("alice.jpg",)}

    def test_where_nobody_was_seen_nobody_was_compared(self) -> None:
        brief = a_brief(references=("alice.jpg",), max_absence_s=600.0)
        judgement = judged(brief=brief)
        assert (judgement.findings, judgement.reason) == ((), "identity.face_not_found")
        assert judgement.params == {"start_s": 0.0, "end_s": LENGTH_S}


class TestStillImage:
    def test_a_picture_from_start_to_end_is_said_to_be_one(self) -> None:
        (finding,) = judged(seen(0, WHOLE, residual=RIGID)).findings
        assert (finding.code, finding.severity) == ("identity.still_image", Severity.MAJOR)
        assert (finding.start_s, finding.end_s, finding.confidence) == (0.0, 60.0, 0.8036)
        assert finding.params == {"residual": 1.1}
        assert [(item.start_s, item.end_s) for item in finding.evidence] == [(0.0, 60.0)]

    @pytest.mark.parametrize(
        ("end_s", "found"), [(47.5, []), (48.0, ["identity.still_image"]), (60.0, ["identity.still_image"])]
    )
    def test_it_takes_four_fifths_of_the_recording(self, end_s: float, found: list[str]) -> None:
        brief = a_brief(max_absence_s=60.0)
        assert codes(judged(seen(0, (0.0, end_s), residual=RIGID), brief=brief)) == found

    def test_two_tracks_at_once_do_not_make_the_time_twice_as_long(self) -> None:
        faces = [seen(0, (0.0, 30.0), residual=RIGID), seen(0, (0.0, 30.0), residual=RIGID)]
        brief = a_brief(max_absence_s=60.0, expected_people=2)
        assert is_clear(judged(*faces, brief=brief))

    @pytest.mark.parametrize(("pairs", "found"), [(9, []), (10, ["identity.still_image"])])
    def test_it_takes_ten_pairs_of_pictures(self, pairs: int, found: list[str]) -> None:
        assert codes(judged(seen(0, WHOLE, residual=RIGID, pairs=pairs))) == found

    @pytest.mark.parametrize(("residual", "found"), [(2.8, []), (2.7999, ["identity.still_image"])])
    def test_a_person_who_sits_still_is_none(self, residual: float, found: list[str]) -> None:
        assert codes(judged(seen(0, WHOLE, residual=residual))) == found

    def test_one_lively_track_speaks_for_the_person(self) -> None:
        assert is_clear(judged(seen(0, (0.0, 50.0), residual=RIGID), seen(0, (50.0, 60.0))))

    def test_a_last_look_too_short_to_measure_speaks_for_nobody(self) -> None:
        faces = [
            seen(0, (0.0, 59.0), residual=RIGID),
            seen(0, (59.5, 60.0), residual=0.0, pairs=0, observations=1),
        ]
        assert codes(judged(*faces)) == ["identity.still_image"]

    def test_without_any_measure_of_movement_nothing_is_claimed(self) -> None:
        assert is_clear(judged(seen(0, WHOLE), stillness=()))
