"""What is left out of decoding is counted."""

from benchmarks.decoding import decoded_fed, decoded_whole
from benchmarks.recall.clip import even_times
from benchmarks.recall.write import write_clip
from tests.factories.clips import a_clip, a_line


def test_a_recording_whose_picture_stands_is_hardly_decoded(tmp_path):
    clip = a_clip(a_line(start_s=0.0), times_s=even_times(8.0, 15.0), end_s=8.0)
    write_clip(tmp_path / "clip.mp4", clip)

    assert decoded_whole(tmp_path / "clip.mp4") == len(clip.times_s)
    assert decoded_fed(tmp_path / "clip.mp4") < len(clip.times_s) / 3
