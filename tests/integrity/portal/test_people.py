import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.courses.models import Course, Membership, Role
from integrity.people.models import User
from tests.integrity.gradebook.classes import a_large_class
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import a_course, a_reported_submission, a_user, an_assignment

pytestmark = pytest.mark.django_db


def roster_page(course: Course, content: bytes, person: str = "ines") -> HttpResponse:
    upload = SimpleUploadedFile("roster.csv", content, content_type="text/csv")
    return client_of(person).post(reverse("portal:roster", args=[course.pk]), {"roster": upload})


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_roster_is_shown_and_changes_nothing_before_it_is_confirmed() -> None:
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)
    text = "email;имя\r\nADA@example.org;<i>Ада</i> לוי\r\n"
    page = text_of(roster_page(course, b"\xef\xbb\xbf" + text.encode()))
    assert "1 new person" in page
    assert "&lt;i&gt;Ада&lt;/i&gt; לוי" in page
    assert "Sam" in page
    assert course.memberships.count() == 2
    address = reverse("portal:apply-roster", args=[course.pk])
    client_of("ines").post(address, {"text": text, "digest": field(page, "digest")})
    assert set(course.memberships.values_list("user__username", flat=True)) == {
        "sam",
        "ines",
        "ada@example.org",
    }


def test_problems_are_told_by_line() -> None:
    course = a_course(ines=Role.INSTRUCTOR)
    page = text_of(roster_page(course, b"email,role\nnonsense,student\nann@example.org,wizard\n"))
    assert "2 lines cannot be used" in page
    assert '<span class="number">2</span> <span dir="auto">“nonsense” is no e-mail address.</span>' in page
    assert "“wizard” is no role" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("почта\nada@example.org".encode("cp1251"), "This file is not UTF-8 text."),
        (b"name\nAda", "The first line must name the columns"),
        (b"\n\n", "This file is empty."),
    ],
)
def test_a_roster_that_cannot_be_read_says_why(content: bytes, sentence: str) -> None:
    answer = roster_page(a_course(ines=Role.INSTRUCTOR), content)
    assert answer.status_code == 400
    assert sentence in text_of(answer)


def test_what_changed_meanwhile_is_shown_again() -> None:
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)
    address = reverse("portal:apply-roster", args=[course.pk])
    answer = client_of("ines").post(address, {"text": "login\nnew\n", "digest": "old"})
    assert answer.status_code == 409
    assert "so nothing was done" in text_of(answer)
    assert course.memberships.count() == 2


def test_removing_somebody_asks_for_a_tick() -> None:
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)
    sam = course.memberships.get(user=a_user("sam"))
    address = reverse("portal:drop-member", args=[sam.pk])
    assert client_of("ines").post(address).status_code == 400
    assert course.memberships.filter(pk=sam.pk).exists()
    client_of("ines").post(address, {"sure": "on"})
    assert not course.memberships.filter(pk=sam.pk).exists()


def test_people_are_found_by_name_role_and_group() -> None:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR)
    ines = client_of("ines")
    ines.post(reverse("portal:new-group", args=[course.pk]), {"name": "Ночная"})
    group = course.groups.get()
    sam = course.memberships.get(user=a_user("sam"))
    ines.post(reverse("portal:member", args=[sam.pk]), {"role": "student", "group": str(group.pk)})

    def names(query: str) -> list[str]:
        page = text_of(ines.get(reverse("portal:people", args=[course.pk]) + query))
        return re.findall(r'<th scope="row"><a href="[^"]*" dir="auto">([^<]*)</a>', page)

    assert names("?q=KI") == ["Kim"]
    assert names("?role=student") == ["Kim", "Sam"]
    assert names(f"?group={group.pk}") == ["Sam"]


def assisted_course() -> Course:
    """Ada assists the group in which Sam is; Kim is in none."""
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR, ada=Role.ASSISTANT)
    group = course.groups.create(name="A")
    for name in ("sam", "ada"):
        course.memberships.get(user=a_user(name)).groups.add(group)
    return course


def test_an_assistant_sees_the_students_of_their_groups_and_nobody_else() -> None:
    assignment = an_assignment(course=assisted_course())
    own, other = a_reported_submission(assignment, "sam"), a_reported_submission(assignment, "kim")
    ada = client_of("ada")
    page = text_of(ada.get(reverse("portal:assignment", args=[assignment.pk])))
    assert str(own.pk) in page
    assert str(other.pk) not in page
    assert "accept-clear" not in page
    for name in ("portal:submission", "portal:report-json", "portal:report-bundle"):
        assert ada.get(reverse(name, args=[own.pk])).status_code == 200
        assert ada.get(reverse(name, args=[other.pk])).status_code == 404


def test_an_assistant_who_leaves_a_group_sees_its_students_no_more() -> None:
    course = assisted_course()
    submission = a_reported_submission(an_assignment(course=course), "sam")
    course.memberships.get(user=a_user("ada")).groups.clear()
    address = reverse("portal:submission", args=[submission.pk])
    assert client_of("ada").get(address).status_code == 404


def test_a_student_who_shares_a_group_sees_nothing_of_the_others() -> None:
    course = assisted_course()
    submission = a_reported_submission(an_assignment(course=course), "sam")
    course.memberships.get(user=a_user("kim")).groups.add(course.groups.get())
    assert client_of("kim").get(reverse("portal:submission", args=[submission.pk])).status_code == 404


def test_an_assistant_of_another_course_sees_nothing_here() -> None:
    course = assisted_course()
    submission = a_reported_submission(an_assignment(course=course), "sam")
    elsewhere = a_course("Elsewhere", ben=Role.ASSISTANT, sam=Role.STUDENT)
    group = elsewhere.groups.create(name="A")
    for member in elsewhere.memberships.all():
        member.groups.add(group)
    assert client_of("ben").get(reverse("portal:submission", args=[submission.pk])).status_code == 404


@pytest.mark.parametrize("name", ["portal:people", "portal:roster"])
def test_a_thousand_people_cost_as_many_queries_as_ten(name: str) -> None:
    counts = []
    for people in (10, 1000):
        course = a_course(f"of {people}", ines=Role.INSTRUCTOR)
        a_large_class(an_assignment(course=course), people, prefix=f"of-{people}-")
        ines = client_of("ines")
        with CaptureQueriesContext(connection) as queries:
            assert ines.get(reverse(name, args=[course.pk])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_large_roster_is_planned_in_few_queries() -> None:
    course = a_course(ines=Role.INSTRUCTOR)
    a_large_class(an_assignment(course=course), 1000)
    User.objects.filter(username__startswith="p").update(email="")
    text = "login\n" + "".join(f"p{number}\n" for number in range(1000))
    ines = client_of("ines")
    with CaptureQueriesContext(connection) as queries:
        page = text_of(ines.post(reverse("portal:roster", args=[course.pk]), {"text": text}))
    assert "1000 people stay as they are." in page
    assert len(queries) <= 15
    assert Membership.objects.filter(course=course).count() == 1001
