"""What a student sees of their own task, and how they answer."""

import logging
import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from integrity.courses.domain.accommodations import accommodate
from integrity.courses.domain.arrangements import arrange
from integrity.courses.domain.issuing import reissue
from integrity.courses.domain.settings import set_checks
from integrity.courses.models import AnswerGiven, Assignment, IssuedVariant
from integrity.inspections.models import Run
from integrity.submissions.models import Submission
from tests.integrity.portal.pages import client_of, hand_in, text_of
from tests.integrity.rows import a_reported_submission, a_submission, a_user, an_office
from tests.integrity.variant_rows import A_TEMPLATE, a_class, a_templated_assignment, a_variant, right_answer
from variants.codes import find_codes
from workers.brief import parse_brief

pytestmark = pytest.mark.django_db

HARD = A_TEMPLATE.replace(
    "[[answers]]", '[[constraints]]\nthat = "side > 10000"\nbecause = "secret words"\n[[answers]]'
)


def page_of(assignment: Assignment, student: str = "sam", language: str = "en") -> str:
    address = reverse("portal:assignment", args=[assignment.pk])
    return text_of(client_of(student).get(address, headers={"accept-language": language}))


def give(variant: IssuedVariant, text: str) -> HttpResponse:
    address = reverse("portal:answer", args=[variant.assignment_id])
    return client_of("sam").post(address, {"variant": str(variant.pk), "answer-area": text})


def test_a_student_sees_their_own_variant_and_nobody_else_s() -> None:
    assignment = a_templated_assignment()
    kim = a_variant(assignment, "kim")
    page = page_of(assignment)
    sam = IssuedVariant.objects.get(user=a_user("sam"))
    for shown in (sam.code, sam.phrase, sam.data["statement"], sam.data["title"], "Time: 20 min", "The area"):
        assert shown in page
    for hidden in (kim.code, kim.phrase, right_answer(sam).split()[0], sam.note):
        assert hidden not in page


def test_looking_twice_shows_the_same_in_whatever_language() -> None:
    assignment = a_templated_assignment()
    page_of(assignment, language="ru")
    page = page_of(assignment, language="en")
    variant = IssuedVariant.objects.get()
    assert variant.language == "ru"
    assert variant.data["title"] in page
    assert 'lang="ru"' in page


def test_a_reviewer_who_looks_at_the_assignment_is_given_no_variant() -> None:
    page_of(a_templated_assignment(), "rosa")
    assert not IssuedVariant.objects.exists()


def test_large_text_is_larger() -> None:
    course = a_class()
    accommodate(course, a_user("sam").pk, ["large_text", "no_phrase"])
    assignment = a_templated_assignment(course=course)
    assert 'class="own large-text"' in page_of(assignment)
    assert "Say this phrase aloud" not in page_of(assignment)
    assert "large-text" not in page_of(assignment, "kim")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("nine", "No number was found in this."),
        ("9", "The unit is missing. Type it behind the number, for example cm^2."),
        ("9 s", "This unit measures something else. For example cm^2 would fit."),
        ("", "Nothing is typed here yet."),
    ],
)
def test_what_cannot_be_judged_is_asked_again_in_words(typed: str, sentence: str) -> None:
    variant = a_variant()
    answer = give(variant, typed)
    assert answer.headers["Location"].endswith(f"{variant.assignment_id}/#answers")
    page = page_of(variant.assignment)
    assert sentence in page
    assert f'value="{typed}"' in page


def test_right_and_wrong_look_the_same_to_the_student() -> None:
    variant = a_variant()
    pages = []
    for typed in (right_answer(variant), "1 cm^2"):
        give(variant, typed)
        page = page_of(variant.assignment).replace(typed, "")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page))
    assert pages[0] == pages[1]
    assert "Kept. You may change it." in pages[0]


def test_an_answer_that_counts_is_named_beside_one_that_cannot_be_judged() -> None:
    variant = a_variant()
    give(variant, "5 cm^2")
    give(variant, "five")
    assert "Until then “5 cm^2” counts." in page_of(variant.assignment)


def test_answers_from_a_page_of_before_are_not_stored() -> None:
    old = a_variant()
    new = reissue(old, by=a_user("ines"), reason="Broke.")
    answer = give(old, "5 cm^2")
    assert answer.status_code == 400
    assert "You were given another variant in the meantime." in text_of(answer)
    assert new.code in text_of(answer)
    assert not AnswerGiven.objects.exists()


def test_answers_stand_once_a_report_says_by_what_steps_are_known() -> None:
    assignment = a_templated_assignment()
    variant = a_variant(assignment, "sam")
    assert give(variant, right_answer(variant)).status_code == 302
    assert "You can change them until the report" in page_of(assignment)
    a_reported_submission(assignment)
    refused = give(variant, "1 cm^2")
    assert refused.status_code == 400
    assert "Nothing was stored." in text_of(refused)
    assert [one.given for one in AnswerGiven.objects.all()] == [right_answer(variant)]
    page = page_of(assignment)
    assert "so your answers stand as they are." in page
    assert "Keep the answers" not in page


def test_what_is_typed_is_shown_as_text() -> None:
    variant = a_variant()
    give(variant, '"><script>alert(1)</script>')
    assert "<script>alert" not in page_of(variant.assignment)


def test_a_recording_is_inspected_with_the_brief_of_its_student_s_variant() -> None:
    variant = a_variant()
    hand_in(client_of("sam"), variant.assignment)
    assert Submission.objects.get().issued_variant == variant
    assert Run.objects.get().brief_toml == variant.brief_toml


def test_an_inspection_again_keeps_to_the_variant_that_was_asked_then() -> None:
    old = a_variant()
    hand_in(client_of("sam"), old.assignment)
    reissue(old, by=a_user("ines"), reason="Broke.")
    submission = Submission.objects.get()
    Run.objects.update(state="needs_attention")
    client_of("ines").post(reverse("portal:inspect-again", args=[submission.pk]))
    assert [run.brief_toml for run in submission.runs.all()] == [old.brief_toml, old.brief_toml]


def test_who_hands_in_without_having_looked_is_given_a_variant_first() -> None:
    assignment = a_templated_assignment()
    hand_in(client_of("sam"), assignment)
    assert Submission.objects.get().issued_variant == IssuedVariant.objects.get()


def test_a_variant_that_cannot_be_made_is_told_without_the_template_s_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assignment = a_templated_assignment(HARD)
    with caplog.at_level(logging.ERROR):
        answer = client_of("sam").get(reverse("portal:assignment", args=[assignment.pk]))
        refused = hand_in(client_of("sam"), assignment)
    assert (answer.status_code, refused.status_code) == (503, 503)
    assert "could not be made" in text_of(answer)
    assert "secret words" not in text_of(answer)
    assert "secret words" in caplog.text
    assert not Submission.objects.exists()


def test_the_page_to_print_has_the_task_and_no_other_code() -> None:
    assignment = a_templated_assignment()
    sam, kim = a_variant(assignment, "sam"), a_variant(assignment, "kim")
    page = text_of(client_of("sam").get(reverse("portal:variant-sheet", args=[sam.pk])))
    assert sam.code in page
    assert sam.data["statement"] in page
    assert "Show it" in page
    assert find_codes(page) == [sam.code]
    assert client_of("sam").get(reverse("portal:variant-sheet", args=[kim.pk])).status_code == 404


def test_who_goes_without_faces_is_not_told_by_the_page_to_print() -> None:
    assignment = a_templated_assignment(A_TEMPLATE + "\n[brief.identity]\nexpected_people = 1\n")
    institution, variant = assignment.course.institution, a_variant(assignment, "sam")
    institution.faces_basis = "Rule 7."
    institution.save()
    arrange(institution, a_user("sam"), an_office("dis"), removed=["identity"], ways=[], reason="")
    address = reverse("portal:variant-sheet", args=[variant.pk])
    asked = "One person is in the camera picture"
    assert asked not in text_of(client_of("sam").get(address))
    assert asked in text_of(client_of("ines").get(address))


def test_a_student_who_left_the_course_has_no_variant_any_more() -> None:
    variant = a_variant()
    variant.assignment.course.memberships.filter(user=a_user("sam")).delete()
    assert client_of("sam").get(reverse("portal:variant-sheet", args=[variant.pk])).status_code == 404


def test_a_task_is_shown_as_text_whatever_is_written_in_it() -> None:
    text = A_TEMPLATE.replace("Show the square", "Show <b onclick=alert(1)>the</b> square")
    assignment = a_templated_assignment(text)
    variant = a_variant(assignment)
    staff = client_of("ines")
    addresses = [
        ("variant", variant.pk),
        ("variant-sheet", variant.pk),
        ("template", variant.version.template_id),
    ]
    pages = [page_of(assignment)]
    pages += [text_of(staff.get(reverse(f"portal:{name}", args=[number]))) for name, number in addresses]
    for page in pages:
        assert "&lt;b onclick=alert(1)&gt;" in page
        assert "<b onclick" not in page


def test_a_check_that_the_course_turned_off_is_taken_out_of_everybody_s_variant() -> None:
    assignment = a_templated_assignment()
    set_checks(assignment.course, a_user("ines"), ["text", "instructions", "continuity", "injection"])
    page = text_of(client_of("sam").get(reverse("portal:assignment", args=[assignment.pk])))
    assert "Keep this code on the screen" in page
    assert "Say this phrase aloud" not in page
    brief = parse_brief(a_submission(assignment).runs.get().brief_toml)
    assert brief.variant is not None
    assert (brief.variant.phrase, brief.variant.code is None) == (None, False)
