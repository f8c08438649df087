"""What must hold of identity's claims whatever faces were seen, and how their tracks were cut."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.faces import CAMERA, LIVELY, Seen, a_faces_track, seen
from tests.factories.judged import LENGTH_S, a_recording, a_task, an_activity
from workers.brief import Identity
from workers.checks.base import Judgement
from workers.checks.identity import IdentityCheck
from workers.tracks.faces import FacesTrack, FaceTrack, Place

LIMIT = 0.58
MOMENTS = st.integers(0, 120).map(lambda steps: steps / 2)
STRETCHES = st.tuples(MOMENTS, MOMENTS).map(sorted).filter(lambda ends: ends[1] - ends[0] >= 0.5)


def a_face(**fixed) -> st.SearchStrategy[Seen]:
    """Any track of one or two stretches inside the recording, in order of time."""
    values = {
        "person": st.integers(0, 3),
        "spans": st.lists(STRETCHES, min_size=1, max_size=2).map(_apart),
        "observations": st.integers(1, 120),
        "residual": st.floats(0.0, 8.0),
        "pairs": st.integers(0, 60),
        "place": st.sampled_from(Place),
        "confidence": st.floats(0.0, 1.0),
    }
    return st.builds(Seen, **(values | fixed))


def _apart(stretches: list[list[float]]) -> tuple[tuple[float, float], ...]:
    first, *rest = sorted(stretches)
    later = [stretch for stretch in rest if stretch[0] > first[1]]
    return tuple((start_s, end_s) for start_s, end_s in [first, *later])


@st.composite
def faces_tracks(draw, **fixed) -> FacesTrack:
    """Tracks in order of time with any distances, whatever persons they are taken for."""
    faces = sorted(draw(st.lists(a_face(**fixed), max_size=6)), key=lambda face: face.spans)
    drawn = draw(
        st.lists(st.floats(0.0, 1.4) | st.none(), min_size=len(faces) ** 2, max_size=len(faces) ** 2)
    )
    distances = tuple(
        tuple(
            0.0 if row == column else drawn[min(row, column) * len(faces) + max(row, column)]
            for column in range(len(faces))
        )
        for row in range(len(faces))
    )
    return a_faces_track(*faces, distances=distances)


def a_judgement(track: FacesTrack, identity: Identity, motion: tuple[float, ...]) -> Judgement:
    activity = an_activity(camera=CAMERA, motion_step_s=0.5, camera_motion=motion)
    return IdentityCheck().judge(a_recording(faces=track, activity=activity), a_task(identity=identity))


IDENTITIES = st.builds(Identity, expected_people=st.integers(1, 3), max_absence_s=st.floats(0.0, 90.0))
MOTIONS = st.lists(st.floats(0.0, 4.0), max_size=120).map(tuple)


@given(faces_tracks(), IDENTITIES, MOTIONS)
def test_a_claim_lies_inside_the_recording_and_shows_something_inside_itself(track, identity, motion) -> None:
    for finding in a_judgement(track, identity, motion).findings:
        assert 0.0 <= finding.start_s < finding.end_s <= LENGTH_S
        assert 0.0 <= finding.confidence <= 1.0
        assert all(0.0 <= item.start_s <= item.end_s <= LENGTH_S for item in finding.evidence)
        assert any(finding.start_s <= item.start_s < item.end_s <= finding.end_s for item in finding.evidence)


@given(faces_tracks(), IDENTITIES, MOTIONS)
def test_no_more_people_are_claimed_than_tracks_at_one_moment(track, identity, motion) -> None:
    in_camera = [face for face in track.tracks if face.place is Place.CAMERA]
    edges = [span.start_s for face in in_camera for span in face.spans]
    most = max((sum(_is_there(face, at_s) for face in in_camera) for at_s in edges), default=0)
    for finding in a_judgement(track, identity, motion).findings:
        if finding.code == "identity.several_people":
            assert identity.expected_people < finding.params["people"] <= most
            assert len(finding.evidence) == finding.params["people"]


def _is_there(face: FaceTrack, at_s: float) -> bool:
    return any(span.start_s <= at_s < span.end_s for span in face.spans)


@given(faces_tracks(place=st.just(Place.SCREEN)), IDENTITIES, MOTIONS)
def test_of_faces_on_the_shared_screen_nothing_is_ever_claimed(track, identity, motion) -> None:
    assert a_judgement(track, identity, motion).findings == ()


@st.composite
def one_persons_tracks(draw) -> FacesTrack:
    """One person in one place, cut into tracks anywhere, all nearer than the limit; but for some
    cuts too short to measure, each as lively as a person is.
    """
    cuts = draw(st.lists(st.integers(1, 119), max_size=8, unique=True).map(sorted))
    edges_s = [0.0, *(cut / 2 for cut in cuts), LENGTH_S]
    unlike = st.floats(0.0, LIMIT, exclude_max=True)
    faces = [
        seen(0, stretch, residual=draw(st.floats(2.8, 9.0)), references=(draw(unlike),))
        for stretch in itertools.pairwise(edges_s)
    ]
    return a_faces_track(*faces, alike=draw(unlike))


@given(one_persons_tracks(), MOTIONS)
def test_of_one_person_there_all_the_time_nothing_is_claimed_however_the_tracks_are_cut(
    track, motion
) -> None:
    judgement = a_judgement(track, Identity(references=("alice.jpg",)), motion)
    assert judgement.findings == ()
    assert judgement.reason in {"", "identity.reference_undecided"}


@given(st.integers(1, 119), st.floats(LIMIT, 1.4))
def test_a_swap_at_any_moment_is_one_change_from_then_on(cut: int, apart: float) -> None:
    faces = [seen(0, (0.0, cut / 2), observations=9), seen(1, (cut / 2, LENGTH_S), observations=9)]
    track = a_faces_track(*faces, apart=apart)
    (finding,) = a_judgement(track, Identity(), ()).findings
    assert (finding.code, finding.start_s, finding.end_s) == ("identity.changed", cut / 2, LENGTH_S)


@given(faces_tracks(residual=st.just(LIVELY)), IDENTITIES, MOTIONS)
def test_nobody_lively_is_called_a_picture(track, identity, motion) -> None:
    claims = a_judgement(track, identity, motion).findings
    assert "identity.still_image" not in [finding.code for finding in claims]


@given(faces_tracks(), IDENTITIES)
def test_where_the_camera_never_rests_nobody_is_absent(track, identity) -> None:
    claims = a_judgement(track, identity, (1.0,) * 120).findings
    assert "identity.absent" not in [finding.code for finding in claims]
