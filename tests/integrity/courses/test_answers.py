import pytest

from integrity.courses.domain.answers import VariantReplaced, answer_of, answered, give_answers
from integrity.courses.domain.issuing import reissue
from integrity.courses.models import AnswerGiven, IssuedVariant
from tests.integrity.rows import a_user
from tests.integrity.variant_rows import a_variant, right_answer

pytestmark = pytest.mark.django_db


def judged(variant: IssuedVariant) -> list[tuple[str, str]]:
    return [(one.judged, one.why) for one in variant.given.all()]


def test_an_answer_is_judged_and_kept_as_it_was_typed() -> None:
    variant = a_variant()
    give_answers(variant, {"area": f"  {right_answer(variant)} "})
    assert AnswerGiven.objects.get().given == right_answer(variant)
    assert answered(variant)["area"].is_right


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", "empty"), ("about nine", "no_number"), ("9", "no_unit"), ("9 s", "other_unit"), ("\0", "empty")],
)
def test_what_cannot_be_judged_says_why(typed: str, why: str) -> None:
    variant = a_variant()
    give_answers(variant, {"area": typed})
    assert judged(variant) == [("invalid", why)]
    assert answered(variant)["area"].counts is None


def test_the_last_that_can_be_judged_counts_and_all_are_kept() -> None:
    variant = a_variant()
    for typed in ("1 cm^2", right_answer(variant), "none"):
        give_answers(variant, {"area": typed})
    state = answered(variant)["area"]
    assert [one for one, _ in judged(variant)] == ["wrong", "right", "invalid"]
    assert state.last is not None
    assert state.last.given == "none"
    assert state.is_right


def test_the_same_text_again_is_not_a_new_answer() -> None:
    variant = a_variant()
    for _ in range(2):
        give_answers(variant, {"area": "1 cm^2"})
    assert AnswerGiven.objects.count() == 1


def test_a_question_that_is_not_named_stays_as_it_is() -> None:
    variant = a_variant()
    give_answers(variant, {"other": "1"})
    assert not AnswerGiven.objects.exists()


def test_an_endless_answer_is_cut() -> None:
    variant = a_variant()
    give_answers(variant, {"area": "9" * 5000})
    assert len(AnswerGiven.objects.get().given) == 200


def test_a_variant_that_was_replaced_takes_no_answers() -> None:
    variant = a_variant()
    reissue(variant, by=a_user("ines"), reason="Broke.")
    with pytest.raises(VariantReplaced):
        give_answers(variant, {"area": "1 cm^2"})
    assert not AnswerGiven.objects.exists()


def test_a_whole_number_from_the_database_is_a_number_again() -> None:
    data = {"id": "n", "question": "N", "value": 3, "tolerance": 0, "unit": None, "also": []}
    assert isinstance(answer_of(data).value, float)
    assert answer_of(data | {"value": "three"}).value == "three"
