"""Who may use which address. Every address of the site stands here; one that does not fails the test."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from integrity.courses.models import Assignment, Course, IssuedVariant, Role
from integrity.reviews.domain.evidence import findings_of
from integrity.reviews.domain.passing import skip
from integrity.submissions.domain.arriving import begin_file
from integrity.submissions.models import Submission, Upload
from tests.integrity.reviews.cases import taken
from tests.integrity.rows import PASSWORD, a_course, a_reported_submission, a_user, an_assignment
from tests.integrity.variant_rows import a_templated_assignment, a_variant

pytestmark = pytest.mark.django_db

#: Everybody but `nobody` is signed in. Sam's submission is the one asked for. Kim learns beside Sam;
#: the last three have the same roles in another course of the same institution.
PEOPLE = ("nobody", "sam", "kim", "ines", "rosa", "pat", "ivo", "rex")

SIGN_IN, OK, MOVED, FORBIDDEN, NOT_FOUND, WRONG_METHOD = 302, 200, 303, 403, 404, 405
REFUSED, CONFLICT = 400, 409
UNAUTHORIZED, WITHOUT_VERSION = 401, 412

EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"nobody"}
STAFF = frozenset({"ines", "rosa"})
COURSE = STAFF | {"sam", "kim"}
OWNER_AND_STAFF = STAFF | {"sam"}

#: Address → (method, who may).
WHO_MAY = {
    "portal:home": ("get", SIGNED_IN),
    "portal:sign-in": ("get", EVERYBODY),
    "portal:sign-out": ("post", SIGNED_IN),
    "portal:language": ("post", EVERYBODY),
    "portal:course": ("get", COURSE),
    "portal:new-assignment": ("get", {"ines"}),
    "portal:check-brief": ("post", {"ines"}),
    "portal:assignment": ("get", COURSE),
    "portal:edit-assignment": ("get", {"ines"}),
    "portal:hand-in": ("post", {"sam", "kim"}),
    "portal:submission": ("get", OWNER_AND_STAFF),
    "portal:progress": ("get", OWNER_AND_STAFF),
    "portal:inspect-again": ("post", {"ines"}),
    "portal:report-json": ("get", OWNER_AND_STAFF),
    "portal:report-bundle": ("get", OWNER_AND_STAFF),
    "portal:public-key": ("get", EVERYBODY),
    "portal:recording": ("get", OWNER_AND_STAFF),
    "portal:evidence": ("get", OWNER_AND_STAFF),
    "portal:reviews": ("get", STAFF | {"ivo", "rex"}),
    "portal:next-case": ("post", STAFF | {"ivo", "rex"}),
    "portal:case": ("get", STAFF),
    "portal:take-case": ("post", STAFF),
    "portal:draft": ("post", STAFF),
    "portal:open-evidence": ("post", STAFF),
    "portal:decide": ("post", STAFF),
    "portal:undo": ("post", STAFF),
    "portal:reopen": ("post", STAFF),
    "portal:pass-case": ("post", STAFF),
    "portal:release": ("post", STAFF),
    "portal:reply": ("post", {"sam"}),
    "portal:appeal": ("post", {"sam"}),
    "portal:new-template": ("get", {"ines"}),
    "portal:check-template": ("post", {"ines"}),
    "portal:people": ("get", {"ines"}),
    "portal:template": ("get", {"ines"}),
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
    "portal:uploads": ("post", SIGNED_IN),
    "portal:upload": ("head", {"sam"}),
}
#: Addresses that scripts ask: to nobody they say so, instead of showing a page to sign in.
BY_SCRIPTS = frozenset({"portal:uploads", "portal:upload"})
#: Addresses of assignments in which everybody has a variant of their own; the others have none of them.
OF_VARIANTS = frozenset(
    {
        "portal:answer",
        "portal:variants",
        "portal:variants-csv",
        "portal:use-version",
        "portal:trace",
        "portal:drift",
        "portal:adjust",
    }
)
#: Addresses that change something: a safe method may not reach them, nor POST the others.
READ_AND_WRITE = {
    "portal:new-assignment",
    "portal:edit-assignment",
    "portal:sign-in",
    "portal:new-template",
    "portal:template",
    "portal:people",
    "portal:uploads",
    "portal:upload",
}


@pytest.fixture
def submission() -> Submission:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    a_course("Elsewhere", pat=Role.STUDENT, ivo=Role.INSTRUCTOR, rex=Role.REVIEWER)
    return a_reported_submission(an_assignment(course=course))


def every_address() -> Iterator[tuple[str, str, list[str]]]:
    """Name, pattern and the arguments that it takes."""
    yield from _addresses(get_resolver(), "")


def _addresses(resolver: URLResolver, space: str) -> Iterator[tuple[str, str, list[str]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}", str(pattern.pattern), list(pattern.pattern.converters)


def address_of(name: str, submission: Submission) -> str:
    variant = sam_s_variant(submission.assignment.course)
    known = {
        "course_id": submission.assignment.course_id,
        "assignment_id": variant.assignment_id if name in OF_VARIANTS else submission.assignment_id,
        "submission_id": submission.pk,
        "name": "text.jpg",
        "template_id": variant.version.template_id,
        "version_id": variant.version_id,
        "variant_id": variant.pk,
        "case_id": submission.case.pk,
        "finding_id": next(iter(findings_of(submission.case))),
        "upload_id": sam_s_upload(submission.assignment).pk,
    }
    arguments = next(needed for known_name, _, needed in every_address() if known_name == name)
    return reverse(name, kwargs={argument: known[argument] for argument in arguments})


def sam_s_variant(course: Course) -> IssuedVariant:
    """Made once: an address is asked for again and again."""
    known = IssuedVariant.objects.filter(assignment__course=course, user=a_user("sam")).first()
    return known or a_variant(a_templated_assignment(course=course), "sam")


def sam_s_upload(assignment: Assignment) -> Upload:
    known = Upload.objects.filter(owner=a_user("sam")).first()
    return known or begin_file(assignment, a_user("sam"), length=5000, file_name="work.mp4")


def client_of(person: str) -> Client:
    client = Client()
    if person != "nobody":
        assert client.login(username=a_user(person).username, password=PASSWORD)
    return client


def ask(client: Client, method: str, address: str) -> int:
    response = getattr(client, method)(address)
    response.close()
    if response.status_code == SIGN_IN and "/sign-in/" in response.headers["Location"]:
        return SIGN_IN if "next=" in response.headers["Location"] else MOVED
    return MOVED if response.status_code == SIGN_IN else response.status_code


def test_every_address_says_who_may_use_it() -> None:
    assert {name for name, _, _ in every_address()} == set(WHO_MAY)


@pytest.mark.parametrize("name", sorted(WHO_MAY))
def test_an_address_answers_those_who_may_use_it_and_nobody_else(name: str, submission: Submission) -> None:
    method, allowed = WHO_MAY[name]
    address = address_of(name, submission)
    answers = {person: ask(client_of(person), method, address) for person in PEOPLE}
    for person, answer in answers.items():
        if person in allowed:
            assert answer in {OK, MOVED, REFUSED, CONFLICT, WITHOUT_VERSION}, (name, person, answer)
        elif person == "nobody":
            expected = UNAUTHORIZED if name in BY_SCRIPTS else SIGN_IN
            assert answer == expected, (name, person, answer)
        else:
            expected = FORBIDDEN if name == "portal:reviews" else NOT_FOUND
            assert answer == expected, (name, person, answer)


@pytest.mark.parametrize("name", sorted(set(WHO_MAY) - READ_AND_WRITE))
def test_an_address_refuses_the_other_method(name: str, submission: Submission) -> None:
    method, _ = WHO_MAY[name]
    other = "get" if method == "post" else "post"
    answer = ask(client_of("ines"), other, address_of(name, submission))
    if name == "portal:language":
        assert answer == MOVED
    elif name == "portal:hand-in":
        assert answer == WRONG_METHOD
    else:
        assert answer == WRONG_METHOD, (name, answer)


def test_a_number_that_belongs_to_nothing_answers_like_one_that_belongs_to_somebody_else(
    submission: Submission,
) -> None:
    pat = client_of("pat")
    unknown = pat.get(reverse("portal:submission", args=[uuid.uuid4()]))
    foreign = pat.get(reverse("portal:submission", args=[submission.pk]))
    assert unknown.status_code == foreign.status_code == NOT_FOUND
    assert without_numbers(unknown, unknown.request["PATH_INFO"]) == without_numbers(
        foreign, foreign.request["PATH_INFO"]
    )


def without_numbers(page: HttpResponse, address: str) -> str:
    """A page without what is different each time: its own address and the forms' tokens."""
    text = page.content.decode().replace(address, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_a_student_sees_only_their_own_submissions_on_an_assignment(submission: Submission) -> None:
    a_reported_submission(submission.assignment, "kim")
    page = client_of("kim").get(reverse("portal:assignment", args=[submission.assignment_id]))
    assert str(submission.pk) not in page.content.decode()


def test_somebody_who_left_a_course_as_staff_sees_nothing_of_it(submission: Submission) -> None:
    submission.assignment.course.memberships.filter(user=a_user("rosa")).delete()
    rosa = client_of("rosa")
    for name in (
        "portal:submission",
        "portal:recording",
        "portal:evidence",
        "portal:report-json",
        "portal:report-bundle",
    ):
        assert ask(rosa, "get", address_of(name, submission)) == NOT_FOUND


@pytest.mark.parametrize("name", sorted(OF_VARIANTS))
def test_an_assignment_without_a_template_has_no_pages_of_variants(name: str, submission: Submission) -> None:
    method, allowed = WHO_MAY[name]
    address = reverse(name, args=[submission.assignment_id])
    assert ask(client_of(min(allowed)), method, address) == NOT_FOUND


OF_CASES = sorted(
    name for name, _, needed in every_address() if "case_id" in needed and name.startswith("portal:")
)


@pytest.mark.parametrize("name", OF_CASES)
def test_nobody_reviews_what_they_handed_in_themselves(name: str, submission: Submission) -> None:
    submission.assignment.course.memberships.filter(user=a_user("sam")).update(role=Role.REVIEWER)
    method, _ = WHO_MAY[name]
    assert ask(client_of("sam"), method, address_of(name, submission)) == NOT_FOUND


@pytest.mark.parametrize("name", OF_CASES)
def test_a_case_is_gone_for_whoever_said_that_they_know_too_much(name: str, submission: Submission) -> None:
    skip(taken(submission.case, "rosa"), "My flatmate.", conflict=True)
    method, _ = WHO_MAY[name]
    assert ask(client_of("rosa"), method, address_of(name, submission)) == NOT_FOUND


def test_a_student_who_left_a_course_keeps_what_they_handed_in(submission: Submission) -> None:
    submission.assignment.course.memberships.filter(user=a_user("sam")).delete()
    sam = client_of("sam")
    assert ask(sam, "get", address_of("portal:submission", submission)) == OK
    assert ask(sam, "get", address_of("portal:course", submission)) == NOT_FOUND
