import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.courses.models import Assignment
from integrity.gradebook.models import Acceptance, Accepted
from integrity.people.models import User
from tests.integrity.gradebook.classes import a_large_class, inspected_as
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import an_assignment
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def table(assignment: Assignment, query: str = "", person: str = "ines") -> str:
    return text_of(client_of(person).get(reverse("portal:assignment", args=[assignment.pk]) + query))


def students(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/submissions/[^"]*" dir="auto">([^<]*)</a>', page)


def a_mixed_class() -> Assignment:
    assignment = an_assignment()
    inspected_as(assignment, "zoe", Outcome.CLEAR)
    inspected_as(assignment, "ben", Outcome.NEEDS_REVIEW)
    inspected_as(assignment, "amy", Outcome.INCOMPLETE)
    return assignment


def test_names_are_found_in_any_case_and_script() -> None:
    assignment = a_mixed_class()
    User.objects.filter(username="ben").update(first_name="Борис", last_name="Ёлкин")
    assert students(table(assignment, "?q=ёлкин+БОР")) == ["Борис Ёлкин"]
    assert "No submission fits all of this." in table(assignment, "?q=nobody")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?inspected=clear", ["Zoe"]),
        ("?inspected=needs_review", ["Ben"]),
        ("?order=name", ["Amy", "Ben", "Zoe"]),
        ("?order=name-back", ["Zoe", "Ben", "Amy"]),
        ("?order=oldest", ["Zoe", "Ben", "Amy"]),
        ("?order=outcome", ["Ben", "Amy", "Zoe"]),
        ("?inspected=nonsense&order=x&decided=y&page=-3", ["Amy", "Ben", "Zoe"]),
    ],
)
def test_the_table_is_narrowed_down_and_ordered(query: str, expected: list[str]) -> None:
    assert students(table(a_mixed_class(), query)) == expected


def test_a_second_recording_says_that_it_is_one() -> None:
    assignment = an_assignment()
    inspected_as(assignment, "amy", Outcome.INCOMPLETE)
    inspected_as(assignment, "amy", Outcome.CLEAR)
    assert re.findall(r'data-name="Attempt">(\d)<', table(assignment)) == ["2", "1"]


def test_clear_ones_are_accepted_by_one_confirmation_that_says_how_many() -> None:
    assignment = a_mixed_class()
    ines = client_of("ines")
    address = reverse("portal:accept-clear", args=[assignment.pk])
    page = text_of(ines.get(address))
    assert "Accept 1 submission" in page
    assert not Accepted.objects.exists()
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest is not None
    ines.post(address, {"digest": digest[1]})
    assert "1 clear submission is accepted." in table(assignment)
    assert students(table(assignment, "?decided=accepted")) == ["Zoe"]


def test_a_confirmation_of_something_else_accepts_nothing() -> None:
    assignment = a_mixed_class()
    answer = client_of("ines").post(reverse("portal:accept-clear", args=[assignment.pk]), {"digest": "0"})
    assert answer.status_code == 409
    assert "Nothing was accepted; look again." in text_of(answer)
    assert not Accepted.objects.exists()


def test_a_student_is_told_once_it_can_no_longer_be_undone() -> None:
    assignment = a_mixed_class()
    submission = assignment.submissions.get(student__username="zoe")
    made = Acceptance.objects.create(
        assignment=assignment, by=User.objects.get(username="ines"), undo_until=timezone.now() + timedelta(60)
    )
    Accepted.objects.create(acceptance=made, submission=submission, run=submission.runs.get())
    address = reverse("portal:submission", args=[submission.pk])
    sentence = "A person accepted this recording."
    assert sentence not in text_of(client_of("zoe").get(address))
    Acceptance.objects.update(undo_until=timezone.now() - timedelta(seconds=1))
    assert sentence in text_of(client_of("zoe").get(address))


def test_an_undo_that_comes_too_late_says_so() -> None:
    assignment = a_mixed_class()
    Acceptance.objects.create(
        assignment=assignment, by=User.objects.get(username="ines"), undo_until=timezone.now()
    )
    answer = client_of("ines").post(reverse("portal:undo-accept", args=[assignment.pk]))
    assert answer.status_code == 409
    assert "Its time is over" in text_of(answer)


def test_a_reviewer_is_offered_no_acceptance() -> None:
    assignment = a_mixed_class()
    assert "accept-clear" in table(assignment)
    assert "accept-clear" not in table(assignment, person="rosa")


def test_a_class_view_says_where_the_brief_may_be_unclear() -> None:
    assignment = an_assignment()
    a_large_class(assignment, 6)
    page = text_of(client_of("ines").get(reverse("portal:class-view", args=[assignment.pk])))
    assert "At 6 of 6 people the step" in page
    assert "Write the function in the editor" in page
    assert "Иванова" not in page


@pytest.mark.parametrize("name", ["portal:assignment", "portal:class-view", "portal:accept-clear"])
@pytest.mark.parametrize("query", ["", "?q=иванова&order=name"])
def test_a_thousand_students_cost_as_many_queries_as_ten(name: str, query: str) -> None:
    counts = [queries_of(name, people, query) for people in (10, 1000)]
    assert counts[0] == counts[1] <= 15


def queries_of(name: str, people: int, query: str) -> int:
    assignment = an_assignment()
    a_large_class(assignment, people, prefix=f"of-{people}-")
    ines = client_of("ines")
    with CaptureQueriesContext(connection) as queries:
        ines.get(reverse(name, args=[assignment.pk]) + query)
    return len(queries)
