"""Who asks for which pages: a reviewer with a long queue, and an hour's case in hand."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks.pages.browser import Opening
from benchmarks.pages.rows import a_class, a_long_case, a_queue, a_reviewer
from integrity.courses.models import Assignment
from integrity.people.models import User
from integrity.reviews.domain.leases import take
from integrity.reviews.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A reviewer who is signed in with a case in their hands, and an instructor with a class."""

    client: Client
    case: Case
    instructor: Client
    assignment: Assignment

    @property
    def queue(self) -> str:
        return reverse("portal:reviews")

    @property
    def report(self) -> str:
        return reverse("portal:submission", args=[self.case.submission_id])

    @property
    def case_page(self) -> str:
        return reverse("portal:case", args=[self.case.pk])

    @property
    def class_page(self) -> str:
        return reverse("portal:assignment", args=[self.assignment.pk])

    @property
    def pages(self) -> list[tuple[str, str]]:
        """What the server is asked for by the reviewer, by name: also what follows once a page is there."""
        texts = reverse("portal:texts", args=[self.case.submission_id])
        return [
            ("the queue, first page", self.queue),
            ("the queue, page 1,000", f"{self.queue}?page=1000"),
            ("a report", self.report),
            (
                "… 80 findings that follow",
                reverse("portal:submission-findings", args=[self.case.submission_id, 100]),
            ),
            ("… its texts", f"{texts}?fragment"),
            ("a case in hand", self.case_page),
            ("… 40 findings that follow", reverse("portal:more-findings", args=[self.case.pk, 100])),
        ]

    @property
    def openings(self) -> list[Opening]:
        """What is opened in a browser, and the key that is pressed there."""
        return [
            Opening(name="the queue, first page", path=self.queue),
            Opening(
                name="a report",
                path=self.report,
                key="]",
                works='document.querySelector("[data-player-speed]")?.value !== "1"',
            ),
            Opening(
                name="a case in hand",
                path=self.case_page,
                key="?",
                works='document.querySelector("#keys")?.open === true',
            ),
        ]

    @property
    def session(self) -> dict[str, str]:
        """Cookies."""
        name = settings.SESSION_COOKIE_NAME
        return {name: self.client.cookies[name].value}


def people_asking(*, cases: int, students: int) -> Asking:
    """With a queue of so many, and so many in the class."""
    reviewer = a_reviewer()
    a_queue(cases)
    case = a_long_case()
    take(case.pk, reviewer)
    assignment, instructor = a_class(students)
    return Asking(
        client=_signed_in(reviewer), case=case, instructor=_signed_in(instructor), assignment=assignment
    )


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
