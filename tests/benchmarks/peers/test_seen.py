"""What two sides saw is counted alike."""

import json

from benchmarks.peers.seen import assembly_lines, people_described, people_seen, recall_of
from tests.factories.clips import a_clip, a_line
from tests.factories.faces import a_faces_track, seen


def test_lines_of_single_pictures_count_like_lines_with_a_span(tmp_path):
    answer = tmp_path / "answer.json"
    said = [{"time_s": 2.0, "text": "The river keeps the garden."}, {"time_s": 3.0, "text": "odd"}]
    answer.write_text(json.dumps({"lines": said}))
    clip = a_clip(
        a_line(text="The river keeps the garden.", start_s=1.5), a_line(text="Nobody read this one.")
    )

    assert recall_of(clip, assembly_lines(answer)) == (1, 2)


def test_a_face_near_to_a_known_one_is_no_other_person(tmp_path):
    answer = tmp_path / "answer.json"
    described = [{"time_s": time_s, "numbers": [float(time_s // 2), 0.0]} for time_s in range(4)]
    answer.write_text(json.dumps({"faces": described}))

    assert people_described(answer) == 2


def test_tracks_of_one_person_are_one_person():
    tracks = a_faces_track(seen(0, (0, 2)), seen(1, (3, 5)), seen(0, (6, 9)))

    assert people_seen(tracks) == 2
