"""How somebody comes onto the site: institutions, courses and people are made, and each chooses a password."""

import csv
import io
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from integrity.audit.models import AuditEntry
from integrity.courses.models import Course, Role
from integrity.people.models import Institution, User
from integrity.stewardship.domain.accounts import set_active
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import PASSWORD, a_course, a_user
from tests.integrity.stewardship.administrators import an_administrator

pytestmark = pytest.mark.django_db

CHOSEN = "four quiet words here"


@pytest.fixture(autouse=True)
def ada() -> User:
    return an_administrator()


def post(name: str, /, *args: object, **fields: object) -> HttpResponse:
    return client_of("ada").post(reverse(f"portal:{name}", args=args), fields)


def a_newcomer(username: str = "ben", email: str = "ben@example.org") -> User:
    assert post("add-person", username=username, name="<b>Ben</b>", email=email).status_code == 302
    return User.objects.get(username=username)


def link_to(person: User) -> str:
    found = re.search(r'value="(http[^"]*/new-password/[^"]*)"', text_of(post("sign-in-link", person.pk)))
    assert found is not None
    return found[1]


def choose(link: str, password: str = CHOSEN) -> HttpResponse:
    client = Client()
    page = client.get(link, follow=True)
    assert link not in page.request["PATH_INFO"]
    fields = {"new_password1": password, "new_password2": password}
    return client.post(page.request["PATH_INFO"], fields, follow=True)


def signs_in(name: str, password: str) -> bool:
    return Client().login(username=name, password=password)


def test_a_site_begins_with_an_institution_a_person_and_their_course() -> None:
    post("add-institution", name="North College")
    north = Institution.objects.get()
    ben = a_newcomer()
    post("add-course", institution=north.pk, title="Programming", instructor="BEN@example.org")
    course = Course.objects.get()
    assert course.memberships.get().user == ben
    assert course.memberships.get().role == Role.INSTRUCTOR
    page = text_of(client_of("ada").get(reverse("portal:all-courses")))
    assert "Link for 1 person" in page
    assert "&lt;b&gt;Ben&lt;/b&gt;" in page
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["institution.added", "person.added", "course.added"]


def test_a_link_is_for_one_password_and_once() -> None:
    ben = a_newcomer()
    assert not signs_in("ben", CHOSEN)
    link = link_to(ben)
    assert "You sign in as ben." in text_of(Client().get(link, follow=True))
    assert "Sign in" in text_of(choose(link))
    assert signs_in("ben", CHOSEN)
    assert "This link was used before, or is too old." in text_of(Client().get(link, follow=True))
    assert "person.password_set" in AuditEntry.objects.values_list("action", flat=True)


def test_a_password_that_is_none_is_refused_in_words_and_the_link_stays_good() -> None:
    link = link_to(a_newcomer())
    assert "This password is too short." in text_of(choose(link, "short"))
    choose(link)
    assert signs_in("ben", CHOSEN)


def test_who_is_inactive_is_given_no_link() -> None:
    ben = a_newcomer()
    set_active(ben, active=False, by=a_user("ada"))
    answer = post("sign-in-link", ben.pk)
    assert (answer.status_code, "new-password" in text_of(answer)) == (400, False)


def test_links_of_a_course_are_for_those_who_never_had_a_way() -> None:
    course = a_course(sam=Role.STUDENT)
    course.memberships.create(user=a_newcomer("+1@x.org", ""), role=Role.STUDENT)
    answer = post("sign-in-links", course.pk)
    head, row = csv.reader(io.StringIO(text_of(answer).removeprefix("\ufeff")))
    assert head == ["Name", "Sign-in", "Address", "Link"]
    assert row[1] == "'+1@x.org"
    assert answer.headers["Cache-Control"] == "private, no-store"
    choose(row[3])
    assert len(text_of(post("sign-in-links", course.pk)).splitlines()) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"username": "SAM"}, "Somebody signs in by this name already"),
        ({"username": "two words"}, "A sign-in has letters"),
        ({"username": ""}, "A sign-in has letters"),
        ({"username": "tom", "email": "tom"}, "This is no address."),
    ],
)
def test_a_person_who_cannot_be_added_stays_in_the_form(fields: dict[str, str], says: str) -> None:
    a_user("sam")
    answer = post("add-person", name="Tom", **fields)
    assert answer.status_code == 400
    assert says in text_of(answer)
    assert 'value="Tom"' in text_of(answer)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "Give the course a title"),
        ({"institution": "x"}, "Choose an institution"),
        ({"instructor": "nobody"}, "Nobody signs in so"),
        ({"instructor": "otto"}, "belongs to another institution"),
    ],
)
def test_a_course_that_cannot_be_made_says_why(fields: dict[str, str], says: str) -> None:
    north, south = (Institution.objects.create(name=name) for name in ("North", "South"))
    a_user("ines")
    User.objects.filter(pk=a_user("otto").pk).update(institution=south)
    answer = post("add-course", **{"title": "A", "institution": north.pk, "instructor": "ines"} | fields)
    assert answer.status_code == 400
    assert says in text_of(answer)
    assert not Course.objects.exists()


def test_an_institution_has_one_name() -> None:
    Institution.objects.create(name="North")
    assert "There is an institution of this name already." in text_of(post("add-institution", name="North"))


def test_a_person_changes_their_password_and_stays_signed_in() -> None:
    a_user("sam")
    sam = Client()
    sam.post(reverse("portal:sign-in"), {"username": "sam", "password": PASSWORD})
    fields = {"old_password": PASSWORD, "new_password1": CHOSEN, "new_password2": CHOSEN}
    page = sam.post(reverse("portal:own-password"), fields, follow=True)
    assert "Your password is changed." in text_of(page)
    assert signs_in("sam", CHOSEN)
    assert not signs_in("sam", PASSWORD)
