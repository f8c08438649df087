"""Variants as staff see them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.courses.domain.answers import give_answers
from integrity.courses.models import Assignment, IssuedVariant, Membership, Role
from integrity.inspections.drift import observed_of
from integrity.inspections.models import StoredReport
from integrity.people.models import User
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import a_reported_submission, a_user, an_assignment
from tests.integrity.variant_rows import A_TEMPLATE, a_class, a_templated_assignment, a_variant, right_answer

pytestmark = pytest.mark.django_db


def get(name: str, number: object, client: str = "rosa", **query: str) -> HttpResponse:
    return client_of(client).get(reverse(f"portal:{name}", args=[number]), query)


def many_variants(assignment: Assignment, count: int) -> None:
    """Copies of Sam's, with codes of their own."""
    first = a_variant(assignment, "sam")
    have = assignment.variants.count()
    users = User.objects.bulk_create(
        User(username=f"many-{number}", first_name="Many", last_name=str(number))
        for number in range(have, count)
    )
    Membership.objects.bulk_create(
        Membership(course=assignment.course, user=user, role=Role.STUDENT) for user in users
    )
    fields = {
        field.name: getattr(first, field.name)
        for field in IssuedVariant._meta.fields
        if field.name not in {"id", "user", "number", "code"}
    }
    IssuedVariant.objects.bulk_create(
        IssuedVariant(**fields, user=user, number=have + number, code=f"{have + number:08}")
        for number, user in enumerate(users)
    )


@pytest.mark.parametrize("name", ["variants", "variants-csv", "drift", "trace", "people"])
def test_a_page_asks_the_database_as_often_for_a_thousand_as_for_ten(name: str) -> None:
    assignment = a_templated_assignment()
    rosa = client_of("ines")
    number = assignment.course_id if name == "people" else assignment.pk
    address = reverse(f"portal:{name}", args=[number])
    asked = []
    for count in (10, 1000):
        many_variants(assignment, count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert rosa.get(address, {"values": "colour=red"}).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_has_what_is_listed_and_counted() -> None:
    assignment = a_templated_assignment()
    sam = a_variant(assignment, "sam")
    page = text_of(get("variants", assignment.pk))
    for shown in (sam.code, sam.phrase, sam.note, "1 of 2 students have opened it"):
        assert shown in page


def test_nobody_has_looked_yet() -> None:
    assert "Nobody has opened the assignment yet" in text_of(get("variants", a_templated_assignment().pk))


def test_variants_are_found_by_name_code_and_note() -> None:
    assignment = a_templated_assignment()
    sam, kim = a_variant(assignment, "sam"), a_variant(assignment, "kim")
    for wanted in ("Sam", sam.code.lower(), sam.note, sam.code[:6]):
        page = text_of(get("variants", assignment.pk, q=wanted))
        assert sam.code in page
        assert kim.code not in page
    assert "Nobody's variant fits these words." in text_of(get("variants", assignment.pk, q="\0zz"))


def test_a_long_list_comes_in_pages() -> None:
    assignment = a_templated_assignment()
    many_variants(assignment, 60)
    first, last = (text_of(get("variants", assignment.pk, page=page)) for page in ("1", "99"))
    assert first.count("<tr>") == 51
    assert last.count("<tr>") == 11
    assert "Page 2 of 2" in last


def test_the_table_says_who_has_what() -> None:
    assignment = a_templated_assignment()
    sam = a_variant(assignment, "sam")
    answer = get("variants-csv", assignment.pk)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(text_of(answer).removeprefix("\ufeff")))
    assert (row["person"], row["number"], row["attempt"], row["code"]) == ("sam", "0", "1", sam.code)
    assert (row["phrase"], row["note"], row["version"]) == (sam.phrase, sam.note, "1")
    assert str(sam.traits["values"]["side"]) in row["parameters"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_a_formula(start: str) -> None:
    assignment = a_templated_assignment()
    a_variant(assignment, "sam")
    IssuedVariant.objects.update(note=f"{start}1+1", superseded_reason=f"{start}2", phrase="1-1")
    answer = text_of(get("variants-csv", assignment.pk))
    (row,) = csv.DictReader(io.StringIO(answer.removeprefix("\ufeff"), newline=""))
    assert (row["note"], row["reason"], row["phrase"]) == (f"'{start}1+1", f"'{start}2", "1-1")


def test_a_name_that_is_a_formula_is_a_text_in_the_table() -> None:
    assignment = a_templated_assignment()
    a_variant(assignment, "sam")
    User.objects.filter(username="sam").update(first_name='=HYPERLINK("http://x")', last_name="")
    (row,) = csv.DictReader(io.StringIO(text_of(get("variants-csv", assignment.pk)).removeprefix("\ufeff")))
    assert row["name"] == '\'=HYPERLINK("http://x")'


def test_staff_see_what_is_right_and_what_was_given() -> None:
    variant = a_variant()
    give_answers(variant, {"area": "1 cm^2"})
    page = text_of(get("variant", variant.pk))
    assert f"{variant.answers[0]['value']:.10g}" in page
    assert "1 cm^2" in page
    assert "not right" in page


def test_an_instructor_gives_another_variant_and_says_why() -> None:
    old = a_variant()
    address = reverse("portal:reissue", args=[old.pk])
    refused = client_of("ines").post(address, {"reason": " "})
    assert refused.status_code == 400
    assert "Say why this person gets another variant." in text_of(refused)
    answer = client_of("ines").post(address, {"reason": "The laptop broke."})
    new = IssuedVariant.objects.get(attempt=2)
    assert answer.headers["Location"] == reverse("portal:variant", args=[new.pk])
    page = text_of(get("variant", old.pk))
    assert "The laptop broke." in page
    assert "Give the next attempt" not in page


def test_a_reviewer_is_not_offered_what_only_an_instructor_may() -> None:
    variant = a_variant()
    assert "Give the next attempt" not in text_of(get("variant", variant.pk, "rosa"))
    assert "Give the next attempt" in text_of(get("variant", variant.pk, "ines"))


def test_a_code_is_traced_to_its_person() -> None:
    assignment = a_templated_assignment()
    kim = a_variant(assignment, "kim")
    page = text_of(get("trace", assignment.pk, code=kim.code.lower()))
    assert reverse("portal:variant", args=[kim.pk]) in page
    assert "It is nobody's in this course." in text_of(get("trace", assignment.pk, code="AAAA-AAAA"))


def test_values_and_notes_are_traced() -> None:
    assignment = a_templated_assignment()
    kim = a_variant(assignment, "kim")
    side = kim.traits["values"]["side"]
    found = reverse("portal:variant", args=[kim.pk])
    assert found in text_of(get("trace", assignment.pk, values=f" side = {side} ;"))
    assert found in text_of(get("trace", assignment.pk, note=kim.note))
    for wrong in ("side", "=5", "side=", "side=1;x"):
        assert "Write values as name=value" in text_of(get("trace", assignment.pk, values=wrong))


def foreign(assignment: Assignment, code: str) -> StoredReport:
    """Sam's report, in which another's code was seen."""
    stored = StoredReport.objects.get(run__submission=a_reported_submission(assignment, "sam"))
    stored.data["findings"][0] |= {"code": "text.foreign_code", "params": {"code": code}}
    stored.save()
    return stored


def test_a_report_with_another_s_code_leads_staff_to_whose_it_is() -> None:
    assignment = a_templated_assignment()
    kim = a_variant(assignment, "kim")
    submission = foreign(assignment, kim.code).run.submission_id
    link = f"{reverse('portal:trace', args=[assignment.pk])}?code={kim.code}"
    assert link in text_of(get("submission", submission, "rosa"))
    assert link not in text_of(get("submission", submission, "sam"))


def test_a_report_of_an_assignment_without_a_template_has_no_such_link() -> None:
    assignment = an_assignment(course=a_class())
    submission = foreign(assignment, "K7QX-204M").run.submission_id
    assert "Whose code was seen?" not in text_of(get("submission", submission, "rosa"))


def adjust(assignment: Assignment, **form: str) -> HttpResponse:
    return client_of("ines").post(reverse("portal:adjust", args=[assignment.pk]), form)


def a_red_and_a_blue() -> Assignment:
    """Of twenty people those with red are right; the colour is all that differs."""
    assignment = a_templated_assignment(A_TEMPLATE.replace("to = 9999", "to = 100"))
    people = [f"p{number}" for number in range(20)]
    for person in people:
        Membership.objects.create(course=assignment.course, user=a_user(person), role=Role.STUDENT)
        variant = a_variant(assignment, person)
        is_red = variant.traits["values"]["colour"] == "red"
        give_answers(variant, {"area": right_answer(variant) if is_red else "1 cm^2"})
    return assignment


def test_a_value_that_was_harder_is_marked_and_can_be_weighed() -> None:
    assignment = a_red_and_a_blue()
    assert text_of(get("drift", assignment.pk)).count("below all others") == 1
    adjust(assignment, value="colour=blue", factor="1.5", reason="Blue is hard to see.")
    page = text_of(get("drift", assignment.pk))
    assert page.count("Blue is hard to see.") == 2
    assert "× 1.5" in page
    assert "Weigh a value anew" not in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"value": "colour=green", "factor": "1.5", "reason": "x"}, "Choose one of the values"),
        (
            {"value": "colour=blue", "factor": "3", "reason": "x"},
            "The factor must be a number from 0.5 to 2.",
        ),
        ({"value": "colour=blue", "factor": "1.5", "reason": " "}, "Say why"),
    ],
)
def test_a_weight_that_is_not_right_is_refused_and_stays_in_the_form(
    form: dict[str, str], sentence: str
) -> None:
    assignment = a_red_and_a_blue()
    answer = adjust(assignment, **form)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert f'value="{form["factor"]}"' in text_of(answer)
    assert not assignment.adjustments.exists()


def test_outcomes_are_counted_beside_values() -> None:
    assignment = a_templated_assignment()
    assert "There is nothing to compare yet" in text_of(get("drift", assignment.pk))
    a_reported_submission(assignment, "sam")
    (sam,) = observed_of(assignment)
    assert sam.outcome == "needs_review"
    assert sam.right == {}
    assert sam.values == IssuedVariant.objects.get().traits["values"]


def test_no_page_of_variants_has_style_or_script_inside() -> None:
    assignment = a_red_and_a_blue()
    variant = assignment.variants.first()
    assert variant is not None
    addresses = [("variant", variant.pk), ("variant-sheet", variant.pk), ("people", assignment.course_id)]
    addresses += [(name, assignment.pk) for name in ("variants", "trace", "drift", "assignment")]
    addresses += [("template", variant.version.template_id), ("new-template", assignment.course_id)]
    for name, number in addresses:
        page = text_of(get(name, number, "ines"))
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", page), name
