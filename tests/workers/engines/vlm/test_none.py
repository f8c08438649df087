from workers.engines.vlm.base import Answer
from workers.engines.vlm.none import NoVlm
from workers.tracks.answers import Value


def test_it_abstains_and_says_so():
    assert NoVlm().answer("Is the editor open?", frames=[]) == Answer(
        value=Value.CANNOT_TELL,
        confidence=0.0,
        abstained="No video-language model was set up, so nobody looked at the pictures for this question.",
    )
