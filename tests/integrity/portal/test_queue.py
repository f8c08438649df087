"""The queue as reviewers see it."""

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from integrity.inspections.models import Run
from integrity.people.models import User
from integrity.reviews.domain.passing import hand_over, hold
from integrity.reviews.models import Case
from integrity.reviews.shelves import Wanted, queue_for
from integrity.submissions.models import Submission
from tests.integrity.portal.case_pages import at, queries_of, queue
from tests.integrity.portal.pages import client_of
from tests.integrity.reviews.cases import (
    SHOWN,
    a_case,
    a_reviewed_course,
    fresh,
    handed_in,
    store_report,
    taken,
)
from tests.integrity.rows import a_user
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def test_a_queue_shows_no_outcome_and_not_what_was_drawn(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0
    course = a_reviewed_course()
    store_report(handed_in(course, "sam").runs.get(), SHOWN)
    store_report(handed_in(course, "kim").runs.get(), outcome=Outcome.CLEAR)
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", queue(), re.DOTALL)
    without = [re.sub(r"cases/[0-9a-f-]+|Sam|Kim|<time.*?</time>", "", row) for row in rows]
    assert len(rows) == 2
    assert without[0] == without[1]


def test_a_queue_is_narrowed_by_its_form() -> None:
    case = a_case()
    other = a_reviewed_course()
    link = at("case", case)
    assert link in queue(course=str(case.course_id), assignment=str(case.submission.assignment_id))
    assert link not in queue(course=str(other.pk))
    assert link not in queue(older="3")
    assert link not in queue(shelf="done")
    assert "There is nothing here." in queue(shelf="done")


@pytest.mark.parametrize(
    "wanted", [{"shelf": "x"}, {"course": "x"}, {"older": "-1"}, {"page": "x"}, {"page": "²"}]
)
def test_what_a_queue_does_not_understand_is_not_asked_for(wanted: dict[str, str]) -> None:
    assert at("case", a_case()) in queue(**wanted)


def test_shelves_say_whose_a_case_is() -> None:
    course = a_reviewed_course()
    kept, held = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    hand_over(taken(kept, "rosa"), a_user("rob"), "Yours.")
    assert "kept for Rob" in queue(shelf="handed_over")
    hold(taken(held, "rosa"), "Later.")
    assert at("case", held) in queue(shelf="on_hold")
    taken(held, "rosa")
    assert "Rosa" in queue("rob", shelf="taken")


def test_the_next_case_is_the_oldest_that_waits_and_then_in_hand() -> None:
    course = a_reviewed_course()
    first, second = (a_case(course=course, student=student) for student in ("sam", "kim"))
    rosa = client_of("rosa")
    for case in (first, second):
        assert rosa.post(reverse("portal:next-case")).headers["Location"] == at("case", case)
        assert fresh(case).holder == a_user("rosa")
    assert rosa.post(reverse("portal:next-case")).headers["Location"] == reverse("portal:reviews")


def test_a_queue_costs_as_many_queries_with_a_thousand_rows_as_with_ten() -> None:
    case = a_case()
    rosa = client_of("rosa")
    counts = []
    for rows in (10, 1000):
        more_cases(case, rows - Case.objects.count())
        counts.append(queries_of(rosa, reverse("portal:reviews")))
    assert counts[0] == counts[1] <= 15


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_a_queue_is_read_along_its_index_and_never_sorted() -> None:
    a_case()
    plan = queue_for(a_user("rosa"), Wanted()).explain()
    assert "USING INDEX cases_that_ask" in plan
    assert "TEMP B-TREE" not in plan


def more_cases(case: Case, number: int) -> None:
    """Rows alone."""
    known = User.objects.count()
    people = User.objects.bulk_create(User(username=f"s{known + one}") for one in range(number))
    given = case.submission
    submissions = Submission.objects.bulk_create(
        Submission(assignment=given.assignment, student=user, recording=given.recording) for user in people
    )
    runs = Run.objects.bulk_create(Run(submission=one, brief_toml="") for one in submissions)
    Case.objects.bulk_create(
        Case(
            submission=run.submission,
            run=run,
            course=case.course,
            student=run.submission.student,
            handed_in_at=timezone.now(),
        )
        for run in runs
    )
