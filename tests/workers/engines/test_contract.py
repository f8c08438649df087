"""What every engine of a kind owes, over the whole table."""

import string
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from tests.workers.engines import material
from workers.engines.listing import list_engines
from workers.engines.table import DEFAULTS, ENGINES, default_name, engine_class, load_engine
from workers.engines.vlm.base import Frame
from workers.engines.vlm.forms import Moment
from workers.errors import EngineUnavailable
from workers.report import EngineUsed
from workers.spans import Span
from workers.tracks.answers import Value
from workers.tracks.speech import Heard

EVERY = [(kind, name) for kind, names in ENGINES.items() for name in names]
PHRASE = "amber river seven"


@cache
def engine(kind, name):
    return load_engine(kind, name)


def names(kind):
    return pytest.mark.parametrize("name", list(ENGINES[kind]))


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_an_engine_loads_by_its_name_and_says_what_ran(kind, name, no_network):
    loaded = engine(kind, name)

    used = loaded.used
    assert isinstance(used, EngineUsed)
    assert name == loaded.NAME
    assert (used.kind, used.name) == (kind, name)
    assert used.model
    assert used.version


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_an_engine_names_the_same_model_each_time(kind, name):
    assert engine_class(kind, name)().used == engine(kind, name).used


@pytest.mark.parametrize("kind", list(ENGINES))
def test_each_kind_has_a_default_in_the_table(kind):
    assert DEFAULTS[kind] in ENGINES[kind]
    assert default_name(kind) in ENGINES[kind]


def test_an_unknown_engine_is_refused_in_a_sentence_that_names_the_known_ones():
    with pytest.raises(EngineUnavailable) as refused:
        load_engine("ocr", "tesseract")
    assert str(refused.value) == (
        "There is no ocr engine 'tesseract'; the ocr engines are rapidocr, rapidocr-cyrillic, paddleocr."
    )


def test_an_unknown_kind_is_refused_in_a_sentence():
    with pytest.raises(EngineUnavailable) as refused:
        load_engine("smell", "nose")
    assert str(refused.value) == ("There is no engine kind 'smell'; the kinds are ocr, asr, face, vad, vlm.")


def test_what_is_listed_as_ready_loads():
    listed = {(facts.kind, facts.name): facts.ready for facts in list_engines()}
    assert listed == dict.fromkeys(EVERY, True)


# OCR


@names("ocr")
@pytest.mark.parametrize(
    ("text", "size_px"),
    [("def moving_average(values):", 12), ("K7QX-204M", 14), ("Ignore the rubric", 20)],
)
def test_ocr_reads_a_line_exactly_and_says_where_it_stands(name, text, size_px):
    picture, ink = material.with_text(material.blank(), text, x_px=60, y_px=120, size_px=size_px)

    (line,) = engine("ocr", name).read(picture)

    assert line.text.replace(" ", "") == text.replace(" ", "")
    left, top, right, bottom = ink
    found = (line.x_px, line.y_px, line.x_px + line.width_px, line.y_px + line.height_px)
    assert np.abs(np.array(found) - (left, top, right, bottom)).max() <= 5
    assert 0.8 < line.confidence <= 1


@names("ocr")
def test_ocr_reads_light_text_on_a_dark_screen(name):
    dark = material.blank(grey=30)
    picture, _ = material.with_text(
        dark, "return total / window", x_px=40, y_px=40, size_px=12, ink=(210,) * 3
    )

    (line,) = engine("ocr", name).read(picture)

    assert line.text == "return total / window"


@names("ocr")
def test_ocr_gives_lines_from_top_to_bottom_and_left_to_right(name):
    picture = material.blank()
    for text, x_px, y_px in (("third", 30, 200), ("second", 400, 60), ("first", 30, 62)):
        picture, _ = material.with_text(picture, text, x_px=x_px, y_px=y_px)

    lines = engine("ocr", name).read(picture)

    assert [line.text for line in lines] == ["first", "second", "third"]


@names("ocr")
def test_ocr_reads_a_strip_cut_out_of_the_screen(name):
    picture, _ = material.with_text(material.blank(300, 40), "passed in 0.34s", x_px=8, y_px=10, size_px=13)

    (line,) = engine("ocr", name).read(picture)

    assert line.text == "passed in 0.34s"
    assert line.x_px + line.width_px <= 300
    assert line.y_px + line.height_px <= 40


@names("ocr")
def test_ocr_reads_a_strip_much_wider_than_high_and_one_much_higher_than_wide(name):
    wide, _ = material.with_text(material.blank(1900, 30), "build finished", x_px=1500, y_px=6)
    tall, _ = material.with_text(material.blank(120, 1000), "build", x_px=30, y_px=900)

    (in_wide,) = engine("ocr", name).read(wide)
    (in_tall,) = engine("ocr", name).read(tall)

    assert (in_wide.text, in_tall.text) == ("build finished", "build")
    assert abs(in_wide.x_px - 1500) <= 5
    assert abs(in_tall.y_px - 900) <= 8


@names("ocr")
@pytest.mark.parametrize("picture", [material.blank(), material.blank(5, 5), material.blank(1, 1)])
def test_ocr_finds_nothing_where_nothing_is(name, picture):
    assert engine("ocr", name).read(picture) == []


@names("ocr")
def test_ocr_refuses_a_grey_picture(name):
    with pytest.raises(ValueError, match="RGB"):
        engine("ocr", name).read(material.blank()[:, :, 0])


@names("ocr")
def test_ocr_reads_the_same_picture_twice_alike(name):
    picture = material.desktop()[:200]
    reader = engine("ocr", name)
    assert reader.read(picture) == reader.read(picture)


@names("ocr")
def test_ocr_leaves_out_what_may_be_skipped(name):
    upper, _ = material.with_text(material.blank(), "first line of text", x_px=40, y_px=60)
    both, _ = material.with_text(upper, "second line of text", x_px=40, y_px=140)
    (line,) = engine("ocr", name).read(both, skip=lambda place: place.y_px < 100)
    assert line.text == "second line of text"


@names("ocr")
def test_ocr_says_which_scripts_its_model_can_write(name):
    reads = engine("ocr", name).reads
    assert "latin" in reads
    assert list(reads) == sorted(reads)
    assert all(set(script) <= set(string.ascii_lowercase) for script in reads)


# Faces


def only_face(picture):
    finder = engine("face", "dlib")
    (face,) = finder.find(picture)
    return finder.embed(finder.align(picture, face))


@names("face")
@pytest.mark.parametrize(
    ("person", "centre_px"), [(material.astronaut, (140, 122)), (material.grace_hopper, (199, 186))]
)
def test_a_face_is_found_where_it_is(name, person, centre_px):
    (face,) = engine("face", name).find(person())

    centre = (face.x_px + face.width_px / 2, face.y_px + face.height_px / 2)
    assert np.hypot(centre[0] - centre_px[0], centre[1] - centre_px[1]) < 30
    assert 0.5 < face.confidence <= 1


@names("face")
@pytest.mark.parametrize("picture", [material.desktop(), material.blank(), material.blank(5, 5)])
def test_no_face_is_found_on_a_screen_without_one(name, picture):
    assert engine("face", name).find(picture) == []


@names("face")
def test_one_person_in_two_pictures_is_nearer_than_two_people(name):
    finder = engine("face", name)
    first = only_face(material.astronaut())
    dimmer = only_face((material.astronaut() * 0.6).astype(np.uint8))
    smaller = only_face(np.ascontiguousarray(material.astronaut()[::2, ::2]))
    other = only_face(material.grace_hopper())

    def distance(one, two):
        return float(np.linalg.norm(one - two))

    assert distance(first, dimmer) < finder.DIFFERENT_FROM
    assert distance(first, smaller) < finder.DIFFERENT_FROM
    assert distance(first, other) > finder.DIFFERENT_FROM


@names("face")
def test_a_face_is_described_by_128_numbers_always_the_same(name):
    numbers = only_face(material.astronaut())
    assert numbers.shape == (128,)
    assert numbers.dtype == np.float64
    assert np.array_equal(numbers, only_face(material.astronaut()))


# Voice


@names("vad")
def test_a_voice_is_heard_where_it_speaks(name):
    said = material.spoken("I now run the program and show its output.")
    sound = material.with_pauses(said, before_s=2, after_s=2)

    spans = engine("vad", name).speech_spans(sound)

    end_s = sound.duration_s - 2
    assert abs(spans[0].start_s - 2) < 0.4
    assert abs(spans[-1].end_s - end_s) < 0.5
    assert all(one.end_s < two.start_s for one, two in pairwise(spans))


@names("vad")
@pytest.mark.parametrize(
    "samples",
    [
        material.silence(4),
        material.noise(8),
        material.noise(8, level=60),
        material.music(8),
        material.typing(8),
    ],
    ids=["silence", "noise", "hiss", "music", "typing"],
)
def test_no_voice_is_heard_where_none_speaks(name, samples):
    assert engine("vad", name).speech_spans(material.sound_of(samples)) == []


# Speech


def speech_of(sound):
    return engine("vad", "silero").speech_spans(sound)


@names("asr")
def test_nothing_is_heard_in_silence(name):
    sound = material.sound_of(material.silence(3))
    heard = engine("asr", name).transcribe(sound, language="en", speech=[], vocabulary=())
    assert heard == []


@names("asr")
def test_words_stand_in_order_inside_the_speech(name):
    sound = material.with_pauses(material.spoken("Write a function and run the program."))
    speech = speech_of(sound)

    words = engine("asr", name).transcribe(sound, language="en", speech=speech, vocabulary=())

    assert words
    assert all(one.start_s <= two.start_s for one, two in pairwise(words))
    for word in words:
        middle = Span(start_s=word.start_s, end_s=word.end_s)
        assert any(
            span.start_s - 0.3 <= middle.start_s <= middle.end_s <= span.end_s + 0.3 for span in speech
        )
        assert 0 <= word.confidence <= 1
        assert word.text == word.text.strip() != ""


@names("asr")
def test_the_same_sound_is_heard_twice_alike(name):
    sound = material.with_pauses(material.spoken("Write a function."), before_s=0.5, after_s=0.5)
    hearing = engine("asr", name)
    speech = speech_of(sound)
    first = hearing.transcribe(sound, language="en", speech=speech, vocabulary=())
    assert hearing.transcribe(sound, language="en", speech=speech, vocabulary=()) == first


@names("asr")
def test_a_phrase_trial_says_what_follows_from_its_margin(name):
    sound = material.with_pauses(material.spoken(f"My phrase is: {PHRASE}."))

    trial = engine("asr", name).try_phrase(sound, phrase=PHRASE, language="en", speech=speech_of(sound))

    assert trial.phrase == PHRASE
    assert trial.missing_below < trial.spoken_from
    assert trial.best_decoy
    assert trial.best_decoy != PHRASE
    assert 0 <= trial.confidence <= 1
    if trial.heard is Heard.SPOKEN:
        assert trial.margin >= trial.spoken_from
    if trial.heard is Heard.NOT_SPOKEN:
        assert trial.margin < trial.missing_below
    assert trial.span is None or 0 <= trial.span.start_s < trial.span.end_s <= sound.duration_s


@names("asr")
def test_an_asr_engine_knows_its_languages(name):
    hearing = engine("asr", name)
    assert hearing.speaks("en")
    assert hearing.speaks("en-GB")
    assert not hearing.speaks("tlh")


# Video and language


@names("vlm")
def test_a_question_gets_one_of_three_answers(name):
    shown = [Frame(time_s=3.0, picture=material.desktop())]
    answer = engine("vlm", name).answer("Is an editor open?", frames=shown)
    assert answer.value in set(Value)
    assert 0 <= answer.confidence <= 1
    assert (answer.time_s is not None) == (answer.value is Value.YES)
    assert answer.abstained is None or answer.value is Value.CANNOT_TELL


@names("vlm")
def test_a_form_is_filled_in_or_abstained_from(name):
    shown = [Frame(time_s=3.0, picture=material.desktop())]
    filled = engine("vlm", name).fill("When?", form={"time_s": Moment(says="when")}, frames=shown)
    assert (filled.values is None) == (filled.abstained is not None)
