import json

import pytest

from integrity.courses.domain.accommodations import accommodate
from integrity.courses.domain.issuing import ReasonMissing, reissue
from integrity.courses.domain.templates import assign, save_version, use_version
from integrity.courses.models import Course, IssuedVariant
from tests.integrity.rows import a_course, a_user
from tests.integrity.variant_rows import (
    A_TEMPLATE,
    a_class,
    a_templated_assignment,
    a_variant,
    released,
    right_answer,
)
from variants.codes import is_well_formed
from variants.errors import RosterInvalid, TemplateInvalid
from variants.issue import Issuer, Wish
from variants.reading.template import read_template
from workers.brief import parse_brief

pytestmark = pytest.mark.django_db


def test_every_course_has_a_secret_of_its_own() -> None:
    a_course()
    a_course("Elsewhere")
    secrets = [bytes(secret) for secret in Course.objects.values_list("secret", flat=True)]
    assert [len(secret) for secret in secrets] == [32, 32]
    assert len(set(secrets)) == 2


def test_a_variant_is_made_once_and_stays() -> None:
    assignment = a_templated_assignment()
    first = a_variant(assignment)
    assert a_variant(assignment, language="ru") == first
    assert IssuedVariant.objects.count() == 1
    with pytest.raises(TypeError, match="IssuedVariant is written once"):
        first.save()


def test_a_variant_has_a_code_and_a_brief_that_asks_for_it() -> None:
    variant = a_variant()
    brief = parse_brief(variant.brief_toml)
    assert is_well_formed(variant.code)
    assert brief.variant is not None
    assert (brief.variant.code, brief.variant.phrase) == (variant.code, variant.phrase)
    assert brief.statement == f"{variant.data['statement']}\nThe area"


def test_what_a_student_sees_has_no_answer() -> None:
    variant = a_variant()
    seen = json.dumps(variant.data)
    assert right_answer(variant).split()[0] not in seen
    assert variant.data["questions"] == [{"id": "area", "question": "The area", "unit": "cm^2"}]
    assert not {"answers", "brief", "brief_toml"} & set(variant.data)


def test_a_variant_is_in_the_language_of_the_page_where_the_template_has_it() -> None:
    assignment = a_templated_assignment()
    assert a_variant(assignment, "sam", "ru").data["title"].startswith("Квадрат числа")
    assert a_variant(assignment, "kim", "de").language == "en"


def test_the_course_s_secret_and_a_variant_s_number_make_it_again() -> None:
    variant = a_variant(a_templated_assignment(), "kim")
    secret = bytes(variant.assignment.course.secret)
    wish = Wish(person=str(variant.user_id), number=variant.number, attempt=1, language="en")
    again = Issuer(read_template(variant.version.toml), secret).issue(wish)
    assert (again.statement, again.code, again.phrase) == (
        variant.data["statement"],
        variant.code,
        variant.phrase,
    )


def test_a_second_assignment_of_a_template_gives_a_person_their_next_attempt() -> None:
    first = a_variant()
    again = a_variant(assign(released(first.version)))
    assert (again.attempt, again.number) == (2, first.number + 1)
    assert again.code != first.code
    assert reissue(first, by=a_user("ines"), reason="Broke.").attempt == 3
    assert a_variant(again.assignment) == again


def test_a_newer_version_is_for_those_who_have_not_looked_yet() -> None:
    assignment = a_templated_assignment()
    sam = a_variant(assignment, "sam")
    assert assignment.template_version is not None
    newer = save_version(
        assignment.template_version.template,
        A_TEMPLATE.replace("minutes = 20", "minutes = 30"),
        a_user("ines"),
    )
    use_version(assignment, released(newer))
    assert a_variant(assignment, "sam") == sam
    assert a_variant(assignment, "sam").data["minutes"] == 20
    assert a_variant(assignment, "kim").data["minutes"] == 30


def test_another_variant_is_the_next_attempt_and_the_old_one_is_kept() -> None:
    old = a_variant()
    new = reissue(old, by=a_user("ines"), reason=" The laptop broke. ")
    old.refresh_from_db()
    assert (new.attempt, new.number, new.language) == (2, old.number + 1, old.language)
    assert new.code != old.code
    assert (old.superseded_reason, old.superseded_by) == ("The laptop broke.", a_user("ines"))
    assert a_variant(old.assignment) == new


def test_two_clicks_give_one_more_attempt() -> None:
    old = a_variant()
    first, second = (reissue(old, by=a_user("ines"), reason="Broke.") for _ in range(2))
    assert first == second
    assert IssuedVariant.objects.count() == 2


def test_nothing_is_taken_away_without_a_reason() -> None:
    old = a_variant()
    with pytest.raises(ReasonMissing):
        reissue(old, by=a_user("ines"), reason=" ")
    assert IssuedVariant.objects.get().superseded_at is None


def test_after_the_last_attempt_the_variant_stays() -> None:
    assignment = a_templated_assignment(A_TEMPLATE + "[challenge]\nattempts = 1\n")
    old = a_variant(assignment)
    with pytest.raises(RosterInvalid, match="no attempt 2"):
        reissue(old, by=a_user("ines"), reason="Broke.")
    assert IssuedVariant.objects.get().superseded_at is None


def test_accommodations_of_the_person_are_in_their_variant() -> None:
    course = a_class()
    accommodate(course, a_user("sam").pk, ["large_text", "no_phrase", "more_time", "wings"])
    assignment = a_templated_assignment(course=course)
    sam, kim = a_variant(assignment, "sam"), a_variant(assignment, "kim")
    assert sam.accommodations == ["large_text", "more_time", "no_phrase"]
    assert (sam.phrase, sam.data["minutes"]) == ("", 30)
    assert kim.accommodations == []


def test_a_way_that_the_template_has_not_is_left_out() -> None:
    course = a_class()
    accommodate(course, a_user("sam").pk, ["large_text", "no_phrase"])
    text = A_TEMPLATE.replace("no_phrase = true\n", "")
    assert a_variant(a_templated_assignment(text, course)).accommodations == ["large_text"]


def test_nothing_is_kept_of_a_variant_that_cannot_be_made() -> None:
    never = '[[constraints]]\nthat = "side > 10000"\nbecause = "never"\n'
    assignment = a_templated_assignment(A_TEMPLATE.replace("[[answers]]", never + "[[answers]]"))
    with pytest.raises(TemplateInvalid, match="no variant was found"):
        a_variant(assignment)
    assert not IssuedVariant.objects.exists()
