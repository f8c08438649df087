"""A person's variant is theirs alone, the same each time, and of equal demand in another way."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.variants.factories import SECRET, SMALL, issuer, template, variant
from variants.data import brief_toml, to_json
from variants.errors import RosterInvalid
from variants.issue import Issuer, Wish
from variants.template import Accommodation
from workers.brief import parse_brief

#: What one variant was on the day this was written: a change of drawing, of a text or of a code would move it.
_ANN = {
    "title": "A rectangle of 8041 by 6581",
    "code": "CNNK-NTPX",
    "phrase": "guitar playground kangaroo carnival",
}


def test_a_variant_is_the_same_each_time_and_another_for_another_person() -> None:
    assert variant() == variant()
    assert to_json(variant()) != to_json(variant("boris", number=1))


def test_anns_variant_is_what_it_always_was() -> None:
    ann = variant()
    assert {"title": ann.title, "code": ann.code, "phrase": ann.phrase} == _ANN


def test_another_secret_is_another_course() -> None:
    other = Issuer(template(), SECRET[::-1]).issue(Wish(person="ann", number=0))
    assert (other.note, other.code, other.phrase) != (variant().note, variant().code, variant().phrase)


def test_languages_show_the_same_values() -> None:
    english, russian = variant(language="en"), variant(language="ru")
    assert (english.note, english.code, english.answers[0].value) == (
        russian.note,
        russian.code,
        russian.answers[0].value,
    )
    assert english.phrase != russian.phrase
    assert str(english.parameters["width"]) in russian.statement


def test_a_word_is_right_in_the_language_in_which_it_is_asked_for() -> None:
    word = """[[answers]]
id = "word"
kind = "text"
question = { en = "The colour", ru = "Цвет" }
value = "colour"
also = ["name + '!'"]

[note]"""
    named = ('area = "width * height"', 'area = "width * height"\nname = "\'the \' + colour"')
    one = issuer(("[note]", word), named)
    made = {language: one.issue(Wish(person="ann", number=0, language=language)) for language in ("en", "ru")}
    assert {
        language: (variant.answers[1].value, variant.answers[1].also) for language, variant in made.items()
    } in (
        {"en": ("red", ("the red!",)), "ru": ("красный", ("the красный!",))},
        {"en": ("blue", ("the blue!",)), "ru": ("синий", ("the синий!",))},
    )


def test_the_brief_asks_for_this_variant() -> None:
    ann = variant()
    brief = parse_brief(brief_toml(ann))
    assert brief.variant is not None
    assert (brief.variant.code, brief.variant.phrase) == (ann.code, ann.phrase)
    width, height = ann.parameters["width"], ann.parameters["height"]
    assert [step.expect_text for step in brief.steps] == [(f"{width} × {height}",), ()]
    assert brief.steps[1].after == ("draw",)
    assert brief.identity is not None
    assert brief.identity.max_absence_s == 5.0
    assert brief.statement == f"{ann.statement}\nThe area"
    assert brief.optional == ("speech",)


def test_the_brief_never_has_the_answer() -> None:
    ann = variant()
    assert str(int(float(ann.answers[0].value))) not in brief_toml(ann)


def test_the_same_task_in_another_way_asks_for_no_phrase_and_gives_more_time() -> None:
    ways = frozenset(Accommodation)
    other = issuer().issue(Wish(person="ann", number=0, language="en", accommodations=ways))
    plain = variant()
    assert (other.phrase, other.minutes, plain.minutes) == (None, 30, 20)
    same = replace(other, phrase=plain.phrase, minutes=20, accommodations=(), brief=plain.brief)
    assert same == plain
    assert parse_brief(brief_toml(other)).variant == replace(
        parse_brief(brief_toml(plain)).variant, phrase=None
    )


def test_an_attempt_more_is_another_variant() -> None:
    second = issuer().issue(Wish(person="ann", number=1, attempt=2))
    assert second.note != variant().note
    assert second.code != variant().code


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish(person="  "), "The person's id is empty."),
        (Wish(person="ann", attempt=6), "There are attempts 1 to 5, and no attempt 6."),
        (Wish(person="ann", language="de"), "The template has no language 'de'; it has en, ru."),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wish: Wish, sentence: str) -> None:
    with pytest.raises(RosterInvalid) as refused:
        issuer().issue(wish)
    assert str(refused.value) == sentence


def test_a_way_that_the_template_lacks_is_refused() -> None:
    with pytest.raises(RosterInvalid, match="The template has no way for 'large_text'"):
        issuer(("large_text = true\n", "")).issue(
            Wish(person="ann", accommodations={Accommodation.LARGE_TEXT})
        )


@pytest.mark.parametrize("hash_seed", ["0", "1", "2"])
def test_the_order_of_pythons_sets_makes_no_difference(hash_seed: str) -> None:
    program = (
        "import sys\nfrom variants.issue import Issuer, Wish\nfrom variants.data import to_json\n"
        "from variants.reading.template import read_template\n"
        "print(to_json(Issuer(read_template(sys.stdin.read()), sys.argv[1].encode()).issue(Wish(person='ann', number=0))))"
    )
    made = subprocess.run(
        [sys.executable, "-c", program, SECRET.decode()],
        input=SMALL,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
    )
    assert made.stdout.strip() == to_json(variant())
