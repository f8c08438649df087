import pytest

from integrity.courses.domain.issuers import issuer_of
from integrity.courses.domain.issuing import reissue
from integrity.courses.domain.tracing import as_shown, trace_code, trace_note, trace_values
from integrity.courses.models import IssuedVariant
from tests.integrity.rows import a_user
from tests.integrity.variant_rows import A_TEMPLATE, a_class, a_templated_assignment, a_variant

pytestmark = pytest.mark.django_db


def traced_names(found: list[object]) -> list[tuple[str, int]]:
    return [(one.user.username, one.attempt) for one in found]  # type: ignore[attr-defined]


def two_variants() -> tuple[IssuedVariant, IssuedVariant]:
    assignment = a_templated_assignment()
    return a_variant(assignment, "sam", "ru"), a_variant(assignment, "kim")


@pytest.mark.parametrize("typed", ["K7QX-204M", " k7qx-204m ", "K7QX204M", "k7qx 204m"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert as_shown(typed) == "K7QX-204M"


def test_a_code_is_one_person_s() -> None:
    sam, kim = two_variants()
    assert traced_names(trace_code(sam.assignment, kim.code)) == [("kim", 1)]


def test_the_code_of_a_variant_that_was_replaced_stays_its_person_s() -> None:
    sam, _ = two_variants()
    new = reissue(sam, by=a_user("ines"), reason="Broke.")
    assert traced_names(trace_code(sam.assignment, sam.code)) == [("sam", 1)]
    assert traced_names(trace_code(sam.assignment, new.code)) == [("sam", 2)]


def test_a_code_that_was_not_given_out_is_nobody_s() -> None:
    sam, kim = two_variants()
    code = issuer_of(sam.assignment).challenges.code(kim.number + 1)
    assert trace_code(sam.assignment, code) == []


def test_a_code_from_another_assignment_of_the_course_is_found() -> None:
    course = a_class()
    here = a_templated_assignment(course=course)
    there = a_templated_assignment(A_TEMPLATE.replace('"square"', '"other"'), course)
    kim = a_variant(there, "kim")
    (found,) = trace_code(here, kim.code)
    assert (found.user, found.assignment) == (kim.user, there)


def test_another_course_s_code_is_nobody_s() -> None:
    sam, _ = two_variants()
    stranger = a_variant(a_templated_assignment(course=a_class()), "kim")
    assert trace_code(sam.assignment, stranger.code) == []


@pytest.mark.parametrize("typed", ["", "K7QX", "AAAA-AAAA", "x" * 1000])
def test_what_is_no_code_is_nobody_s(typed: str) -> None:
    assert trace_code(a_templated_assignment(), typed) == []


def test_a_note_is_traced_to_everybody_who_has_it() -> None:
    sam, _ = two_variants()
    assert traced_names(trace_note(sam.assignment, f" {sam.note} ")) == [("sam", 1)]


def test_values_are_traced_as_either_language_writes_them() -> None:
    sam, _ = two_variants()
    side = str(sam.traits["values"]["side"])
    for colour in sam.traits["written"]["colour"]:
        found = trace_values(sam.assignment, {"side": side, "colour": colour})
        assert traced_names(found) == [("sam", 1)]
    assert trace_values(sam.assignment, {"side": side, "colour": "green"}) == []
    assert trace_values(sam.assignment, {"height": side}) == []
