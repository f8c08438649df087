import pytest
from django.http import HttpResponse
from django.urls import reverse

from integrity.courses.models import Arrangement, Course, Role
from integrity.people.models import Institution
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import a_course, a_reported_submission, a_user, an_assignment, an_office

pytestmark = pytest.mark.django_db


def save(person: str = "sam", by: str = "dis", **form: object) -> HttpResponse:
    return client_of(by).post(reverse("portal:arrangement", args=[a_user(person).pk]), form)


def page_of(name: str, person: str, *args: object) -> str:
    return text_of(client_of(person).get(reverse(f"portal:{name}", args=args)))


def a_class() -> Course:
    an_office("dis")
    return a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)


def test_an_office_arranges_by_names_that_people_use() -> None:
    a_class()
    save(
        preset=["interpreter", "nonsense"],
        way="large_text",
        removed=["continuity", "x"],
        reason="It is private.",
    )
    made = Arrangement.objects.get()
    assert made.removed == [
        "continuity",
        "speech.forbidden_said",
        "identity.several_people",
        "identity.changed",
    ]
    assert (made.ways, made.reason) == (["large_text"], "It is private.")
    page = page_of("arrangement", "dis", a_user("sam").pk)
    assert 'value="interpreter" checked' in page
    assert 'value="continuity" checked' in page
    assert 'value="identity.changed" checked' not in page
    assert "Sam" in page_of("arrangements", "dis")


def test_a_preset_that_is_taken_back_leaves_nothing() -> None:
    a_class()
    save(preset="interpreter")
    save()
    last = Arrangement.objects.last()
    assert last is not None
    assert last.removed == []


def test_nobody_but_the_office_reads_why_or_that_there_is_an_arrangement() -> None:
    assignment = an_assignment(course=a_class())
    save(preset=["no_phrase", "screen_reader"], way="large_text", reason="A very private reason.")
    submission = a_reported_submission(assignment)
    member = assignment.course.memberships.get(user=a_user("sam"))
    for person in ("ines", "rosa", "sam"):
        pages = [page_of("submission", person, submission.pk), page_of("assignment", person, assignment.pk)]
        if person == "ines":
            pages += [page_of("member", person, member.pk), page_of("people", person, assignment.course_id)]
        for page in pages:
            assert "private reason" not in page
            assert "ccommodation" not in page


def test_the_student_is_not_asked_for_what_was_taken_out() -> None:
    assignment = an_assignment(course=a_class())
    assert "amber river seven" in page_of("assignment", "sam", assignment.pk)
    save(preset="no_phrase")
    page = page_of("assignment", "sam", assignment.pk)
    assert "amber river seven" not in page
    assert "K7QX-204M" in page


def test_an_office_reaches_nobody_of_another_institution() -> None:
    a_class()
    other = Course.objects.create(institution=Institution.objects.create(name="South"), title="Else")
    other.memberships.create(user=a_user("pat"), role=Role.STUDENT)
    assert save("pat").status_code == 404
    assert "Pat" not in text_of(client_of("dis").get(reverse("portal:arrangements") + "?q=pat"))


def test_a_course_says_which_checks_run() -> None:
    course = a_class()
    form = {"check": ["text", "speech", "identity", "instructions", "injection"]}
    client_of("ines").post(reverse("portal:course-settings", args=[course.pk]), form)
    page = page_of("course-settings", "ines", course.pk)
    assert 'value="text" checked' in page
    assert 'value="continuity">' in page
    assert 'value="identity" disabled' in page
    assert "it has given no basis for it" in page


def test_a_brief_that_asks_for_what_cannot_be_seen_says_so_with_the_remedy() -> None:
    assignment = an_assignment(course=a_class())
    sentence = "names neither a text nor words that would show it"
    assert sentence in page_of("edit-assignment", "ines", assignment.pk)
    assert sentence in page_of("assignment", "ines", assignment.pk)
    assert sentence not in page_of("assignment", "rosa", assignment.pk)
