"""Who may use which address: every address, by every method, as every person, for every owner's things.

The list is held against the site's own table of addresses: one that does not stand here fails the test.
"""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from integrity.courses.models import Course, Role
from integrity.reviews.domain.passing import skip
from tests.integrity.portal.addresses import (
    OF_VARIANTS,
    Place,
    a_place,
    address_of,
    address_of_nothing,
    arguments_of,
    every_address,
)
from tests.integrity.portal.shown import NO_PAGE, PAGES
from tests.integrity.reviews.cases import taken
from tests.integrity.rows import a_course, a_reported_submission, a_user, an_office, assisted
from tests.integrity.stewardship.administrators import an_administrator

pytestmark = pytest.mark.django_db

#: Everybody but `nobody` is signed in. Kim learns beside Sam, whose things are asked for. Pat, Ivo and Rex have
#: the same roles in another course of the same institution, Oda, Otto and Olga in one of another institution;
#: Nil is in no course, and Ada in none either: she administers the site, and
#: Dis is the disability office. Eli assists the group in which Sam is, Abe the one of Kim.
PEOPLE = (
    *("nobody", "sam", "kim", "ines", "rosa", "eli", "abe"),
    *("pat", "ivo", "rex"),
    *("oda", "otto", "olga"),
    *("nil", "ada", "dis"),
)
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")

EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"nobody"}
STAFF = frozenset({"ines", "rosa"})
ALL_STAFF = STAFF | {"ivo", "rex", "otto", "olga"}
ASSISTANTS = frozenset({"eli", "abe"})
COURSE = STAFF | ASSISTANTS | {"sam", "kim"}
OWNER_AND_STAFF = STAFF | {"sam"}
OFFICE = frozenset({"dis"})
ADMINISTRATORS = frozenset({"ada"})
#: Of what a student handed in.
READERS = OWNER_AND_STAFF | {"eli"}

#: Address → (methods, who may). With GET goes HEAD. Where others may read than may write, both stand in one
#: line: ("get", STAFF, "post", {"ines"}). What an address's arguments ask for is in addresses.py.
WHO_MAY: dict[str, tuple[str | AbstractSet[str], ...]] = {
    "portal:home": ("get", SIGNED_IN),
    "portal:sign-in": ("get post", EVERYBODY),
    "portal:sign-out": ("post", SIGNED_IN),
    "portal:new-password": ("get post", EVERYBODY),
    "portal:own-password": ("get post", SIGNED_IN),
    "portal:language": ("post", EVERYBODY),
    "portal:course": ("get", COURSE),
    "portal:new-assignment": ("get post", {"ines"}),
    "portal:check-brief": ("post", {"ines"}),
    "portal:assignment": ("get", COURSE),
    "portal:class-view": ("get", STAFF | ASSISTANTS),
    "portal:accept-clear": ("get post", {"ines"}),
    "portal:undo-accept": ("post", {"ines"}),
    "portal:terms": ("get post", {"ines"}),
    "portal:extension": ("post", {"ines"}),
    "portal:gradebook-csv": ("get", {"ines"}),
    "portal:gradebook-xlsx": ("get", {"ines"}),
    "portal:edit-assignment": ("get post", {"ines"}),
    "portal:hand-in": ("post", {"sam", "kim"}),
    "portal:tryouts": ("get post", {"ines"}),
    "portal:drop-tryout": ("post", {"ines"}),
    "portal:submission": ("get", READERS),
    "portal:progress": ("get", READERS),
    "portal:submission-findings": ("get", READERS),
    "portal:record": ("get", {"sam", "kim"}),
    "portal:upload-speed": ("post", {"sam", "kim"}),
    "portal:inspect-again": ("post", {"ines"}),
    "portal:report-json": ("get", READERS),
    "portal:report-html": ("get", READERS),
    "portal:report-pdf": ("get", READERS),
    "portal:report-bundle": ("get", READERS),
    "portal:public-key": ("get", EVERYBODY),
    "portal:recording": ("get", READERS),
    "portal:evidence": ("get", READERS),
    "portal:texts": ("get", READERS),
    "portal:viewing-copy": ("get", READERS),
    "portal:reviews": ("get", ALL_STAFF),
    "portal:next-case": ("post", ALL_STAFF),
    "portal:case": ("get", STAFF),
    "portal:more-findings": ("get", STAFF),
    "portal:take-case": ("post", STAFF),
    "portal:mark": ("post", STAFF),
    "portal:finish-looking": ("post", STAFF),
    "portal:plant-case": ("post", {"ines"}),
    "portal:escalate": ("post", STAFF),
    "portal:keep-view": ("post", ALL_STAFF),
    "portal:escalations": ("get", ALL_STAFF),
    "portal:escalation-seen": ("post", {"ines"}),
    "portal:escalation-settled": ("post", {"ines"}),
    "portal:review-policy": ("get post", {"ines"}),
    "portal:conflicts": ("get post", {"ines"}),
    "portal:end-conflict": ("post", {"ines"}),
    "portal:name-reviewers": ("post", {"ines"}),
    "portal:say-away": ("post", ALL_STAFF),
    "portal:review-quality": ("get", {"ines"}),
    "portal:plant-double": ("post", {"ines"}),
    "portal:withdraw-planted": ("post", {"ines"}),
    "portal:practice": ("get", STAFF),
    "portal:practise": ("get post", STAFF),
    "portal:draft": ("post", STAFF),
    "portal:open-evidence": ("post", STAFF),
    "portal:decide": ("post", STAFF),
    "portal:undo": ("post", STAFF),
    "portal:reopen": ("post", STAFF),
    "portal:pass-case": ("post", STAFF),
    "portal:release": ("post", STAFF),
    "portal:reply": ("post", {"sam"}),
    "portal:appeal": ("post", {"sam"}),
    "portal:new-template": ("get post", {"ines"}),
    "portal:check-template": ("post", {"ines"}),
    "portal:course-settings": ("get post", {"ines"}),
    "portal:arrangements": ("get", OFFICE),
    "portal:arrangement": ("get post", OFFICE),
    "portal:people": ("get", {"ines"}),
    "portal:new-group": ("post", {"ines"}),
    "portal:drop-group": ("post", {"ines"}),
    "portal:member": ("get post", {"ines"}),
    "portal:drop-member": ("post", {"ines"}),
    "portal:roster": ("get post", {"ines"}),
    "portal:apply-roster": ("post", {"ines"}),
    "portal:template": ("get post", {"ines"}),
    "portal:check-version": ("post", {"ines"}),
    "portal:release-version": ("post", {"ines"}),
    "portal:assign-version": ("post", {"ines"}),
    "portal:answer": ("post", {"sam", "kim"}),
    "portal:variants": ("get", STAFF),
    "portal:variants-csv": ("get", STAFF),
    "portal:use-version": ("post", {"ines"}),
    "portal:trace": ("get", STAFF),
    "portal:drift": ("get", STAFF),
    "portal:adjust": ("post", {"ines"}),
    "portal:variant": ("get", STAFF),
    "portal:variant-sheet": ("get", OWNER_AND_STAFF),
    "portal:reissue": ("post", {"ines"}),
    "portal:administration": ("get", ADMINISTRATORS),
    "portal:retry-runs": ("post", ADMINISTRATORS),
    "portal:engines": ("get", ADMINISTRATORS),
    "portal:accounts": ("get", ADMINISTRATORS),
    "portal:account": ("get", ADMINISTRATORS),
    "portal:add-person": ("post", ADMINISTRATORS),
    "portal:sign-in-link": ("post", ADMINISTRATORS),
    "portal:all-courses": ("get", ADMINISTRATORS),
    "portal:add-course": ("post", ADMINISTRATORS),
    "portal:add-institution": ("post", ADMINISTRATORS),
    "portal:sign-in-links": ("post", ADMINISTRATORS),
    "portal:change-account": ("post", ADMINISTRATORS),
    "portal:hold-person": ("post", ADMINISTRATORS),
    "portal:erase-person": ("get post", ADMINISTRATORS),
    "portal:policies": ("get", ADMINISTRATORS),
    "portal:keeping": ("get", ADMINISTRATORS),
    "portal:set-retention": ("post", ADMINISTRATORS),
    "portal:delete-due": ("post", ADMINISTRATORS),
    "portal:log": ("get", ADMINISTRATORS),
    "portal:verify-log": ("post", ADMINISTRATORS),
    "portal:uploads": ("options post", SIGNED_IN),
    "portal:upload": ("options head patch delete", {"sam"}),
    "portal:begin-take": ("post", {"sam", "kim"}),
    "portal:take": ("get", {"sam"}),
    "portal:take-journal": ("post", {"sam"}),
    "portal:take-hand-in": ("post", {"sam"}),
    "portal:take-discard": ("post", {"sam"}),
    "portal:receipt": ("get", READERS),
    "portal:receipt-json": ("get", READERS),
}
#: Where somebody without the role is told so, because the page has no number that could be guessed.
SAYS_FORBIDDEN = {"portal:reviews"}

#: Who stands for whom in the other courses.
ELSEWHERE = {"sam": "pat", "ines": "ivo", "rosa": "rex"}
ABROAD = {"sam": "oda", "ines": "otto", "rosa": "olga"}
STAND_INS = {
    "sam": {one: one for one in COURSE},
    "kim": {"sam": "kim", "kim": "sam", "ines": "ines", "rosa": "rosa", "eli": "abe", "abe": "eli"},
    "pat": ELSEWHERE,
    "oda": ABROAD,
}

ALLOWED, SIGN_IN, FORBIDDEN, NOT_FOUND, WRONG_METHOD = "allowed", "sign in", 403, 404, 405
#: Also what refuses an empty form, or one that comes too late.
#: One for everybody: making a client costs more than most answers.
BROWSER = Client()
_ALLOWED = {200, 204, 302, 303, 400, 409, 412}


@pytest.fixture
def course() -> Course:
    made = a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    assisted(made, eli="sam", abe="kim")
    return made


@pytest.fixture
def place(course: Course) -> Place:
    return a_place(course, "sam")


@pytest.fixture
def places(course: Course, place: Place) -> list[Place]:
    elsewhere = a_course("Elsewhere", pat=Role.STUDENT, ivo=Role.INSTRUCTOR, rex=Role.REVIEWER)
    abroad = a_course(
        "Abroad", institution="South College", oda=Role.STUDENT, otto=Role.INSTRUCTOR, olga=Role.REVIEWER
    )
    return [place, a_place(course, "kim"), a_place(elsewhere, "pat"), a_place(abroad, "oda")]


@pytest.fixture
def sessions() -> dict[str, str]:
    an_administrator("ada")
    an_office("dis")
    return {person: session_of(person) for person in PEOPLE}


def session_of(person: str) -> str:
    """Its key; empty for nobody."""
    if person == "nobody":
        return ""
    client = Client()
    client.force_login(a_user(person))
    return client.cookies["sessionid"].value


def may(name: str, method: str) -> AbstractSet[str]:
    """Who may use an address by a method; nobody where it does not speak it."""
    line = WHO_MAY[name]
    asked = {method, "get"} if method == "head" else {method}
    for methods, people in zip(line[::2], line[1::2], strict=True):
        if asked & set(str(methods).split()):
            assert not isinstance(people, str)
            return people
    return frozenset()


def expected(name: str, method: str, person: str, owner: str) -> str | int:
    stand_ins = STAND_INS[owner]
    if person == "nobody" and not any("nobody" in may(name, one) for one in METHODS):
        return SIGN_IN
    if not may(name, method):
        return WRONG_METHOD
    allowed = {stand_ins[one] for one in may(name, method) if one in stand_ins}
    if person in (allowed if arguments_of(name) and owner != "sam" else may(name, method)):
        return ALLOWED
    return FORBIDDEN if name in SAYS_FORBIDDEN else NOT_FOUND


def ask(session: str, method: str, address: str) -> HttpResponseBase:
    """Nothing that the answer changes stays."""
    BROWSER.cookies.clear()
    BROWSER.cookies["sessionid"] = session
    with transaction.atomic():
        response = getattr(BROWSER, method)(address)
        transaction.set_rollback(True)
    response.close()
    return response


def answer(response: HttpResponseBase) -> str | int:
    """Scripts are told to sign in, people are led there."""
    location = response.headers.get("Location", "")
    if response.status_code == 401 or (response.status_code == 302 and "/sign-in/?next=" in location):
        return SIGN_IN
    return ALLOWED if response.status_code in _ALLOWED else response.status_code


def test_every_address_says_who_may_use_it() -> None:
    assert set(every_address()) == set(WHO_MAY)


def test_every_address_that_is_read_is_a_page_to_look_at_or_says_why_not() -> None:
    read = {name for name in WHO_MAY if may(name, "get")}
    assert read == {page.route for page in PAGES} | set(NO_PAGE), "see shown.py"


def test_an_address_answers_those_who_may_use_it_and_nobody_else(
    places: list[Place], sessions: dict[str, str]
) -> None:
    """Everybody asks for Sam's things; those of others are asked for by their own people and by Sam's."""
    for name, method in spoken():
        # Kim's course is Sam's: what both ask for by the same address is asked for once.
        different = {address_of(name, place): place for place in reversed(places)}.values()
        for place in different if method != "head" else places[:1]:
            people = PEOPLE if place.owner == "sam" else {*STAND_INS["sam"], *STAND_INS[place.owner].values()}
            hold_to_the_list(name, method, place, people, sessions)


def test_an_address_refuses_every_other_method(place: Place, sessions: dict[str, str]) -> None:
    for name in sorted(WHO_MAY):
        for method in METHODS:
            if not may(name, method):
                hold_to_the_list(name, method, place, ("nobody", "sam", "ines", "pat"), sessions)


def hold_to_the_list(
    name: str, method: str, place: Place, people: Collection[str], sessions: dict[str, str]
) -> None:
    address = address_of(name, place)
    answers = {person: answer(ask(sessions[person], method, address)) for person in people}
    wanted = {person: expected(name, method, person, place.owner) for person in people}
    assert answers == wanted, f"{method} {name} of {place.owner}"


def spoken() -> Iterator[tuple[str, str]]:
    """Each address with each of its methods."""
    return ((name, method) for name in sorted(WHO_MAY) for method in METHODS if may(name, method))


def test_what_is_somebody_else_s_answers_like_what_does_not_exist(
    place: Place, sessions: dict[str, str]
) -> None:
    for name, method in spoken():
        if not arguments_of(name) or method == "head":
            continue
        address, nowhere = address_of(name, place), address_of_nothing(name)
        for person in ("kim", "ivo", "oda", "nil"):
            if person not in may(name, method):
                foreign, unknown = (ask(sessions[person], method, one) for one in (address, nowhere))
                assert foreign.status_code == unknown.status_code == NOT_FOUND, (name, person)
                assert without_numbers(foreign, address) == without_numbers(unknown, nowhere), (name, person)


def without_numbers(page: HttpResponseBase, address: str) -> str:
    """A page without what is different each time: its own address and the forms' tokens."""
    text = page.content.decode().replace(address, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_a_student_sees_only_their_own_submissions_on_an_assignment(place: Place) -> None:
    a_reported_submission(place.submission.assignment, "kim")
    page = ask(session_of("kim"), "get", address_of("portal:assignment", place))
    assert str(place.submission.pk) not in page.content.decode()


def test_somebody_who_left_a_course_as_staff_sees_nothing_of_it(place: Place) -> None:
    place.course.memberships.filter(user=a_user("rosa")).delete()
    rosa = session_of("rosa")
    for name in sorted(WHO_MAY):
        if arguments_of(name) and "rosa" in may(name, "get") and "nobody" not in may(name, "get"):
            assert ask(rosa, "get", address_of(name, place)).status_code == NOT_FOUND, name


def test_an_assignment_without_a_template_has_no_pages_of_variants(
    place: Place, sessions: dict[str, str]
) -> None:
    for name, method in spoken():
        if name in OF_VARIANTS:
            address = reverse(name, args=[place.submission.assignment_id])
            for person in may(name, method):
                assert ask(sessions[person], method, address).status_code == NOT_FOUND, (name, person)


def of_cases() -> Iterator[tuple[str, str]]:
    return ((name, method) for name, method in spoken() if "case_id" in arguments_of(name))


def test_nobody_reviews_what_they_handed_in_themselves(place: Place) -> None:
    place.course.memberships.filter(user=a_user("sam")).update(role=Role.REVIEWER)
    sam = session_of("sam")
    for name, method in of_cases():
        assert ask(sam, method, address_of(name, place)).status_code == NOT_FOUND, (name, method)


def test_a_case_is_gone_for_whoever_said_that_they_know_too_much(place: Place) -> None:
    skip(taken(place.submission.case, "rosa"), "My flatmate.", conflict=True)
    rosa = session_of("rosa")
    for name, method in of_cases():
        assert ask(rosa, method, address_of(name, place)).status_code == NOT_FOUND, (name, method)


def test_a_student_who_left_a_course_keeps_what_they_handed_in(place: Place) -> None:
    place.course.memberships.filter(user=a_user("sam")).delete()
    sam = session_of("sam")
    assert ask(sam, "get", address_of("portal:submission", place)).status_code == 200
    assert ask(sam, "get", address_of("portal:course", place)).status_code == NOT_FOUND
