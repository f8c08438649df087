from integrity.portal.brief_words import asked_for
from tests.integrity.rows import a_brief
from workers.brief import parse_brief

PRESENT = (
    "One person is in the camera picture, the same from start to end. "
    "Being out of the picture for up to 1 second is fine."
)
BARE = 'schema = "candor.brief/1"\n'


def test_a_bare_brief_asks_for_what_always_runs() -> None:
    assert asked_for(parse_brief(BARE)) == [
        "The recording can be read from start to end, with picture and sound.",
        "It runs in one piece: cuts, freezes and repeated stretches are marked.",
        "Nothing shown or said is addressed to a grader instead of a reader.",
    ]


def test_every_wish_of_a_brief_is_a_sentence() -> None:
    extra = '[speech]\nrequired = ["because"]\nforbidden = ["tell me"]\n[identity]\nmax_absence_s = 1.0\n'
    assert asked_for(parse_brief(a_brief() + extra))[2:-1] == [
        "Your code is seen on the screen, and no code of another variant.",
        "Your phrase is spoken aloud.",
        "“def moving_average” is seen on the screen.",
        "“ChatGPT” is not seen on the screen.",
        "“because” is said.",
        "“tell me” is not said.",
        PRESENT,
    ]


def test_what_is_skipped_is_not_promised() -> None:
    skipping = BARE + 'skip = ["continuity", "injection", "identity"]\n[identity]\nexpected_people = 2\n'
    assert len(asked_for(parse_brief(skipping))) == 1
