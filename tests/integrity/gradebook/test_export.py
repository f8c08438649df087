import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.courses.models import Assignment, Role
from integrity.gradebook.domain.accepting import accept_clear, acceptable
from integrity.gradebook.models import Acceptance
from integrity.people.models import User
from integrity.reviews.domain.hearings import release
from integrity.reviews.models import Verdict
from integrity.submissions.models import Submission
from tests.integrity.gradebook.classes import a_large_class, inspected_as
from tests.integrity.portal.pages import client_of
from tests.integrity.reviews.cases import (
    a_case,
    a_minute_passes,
    a_reviewed_course,
    decided,
    taken,
    the_time_to_reply_passes,
)
from tests.integrity.rows import a_course, a_user, an_assignment
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def content_of(assignment: Assignment, name: str = "gradebook-csv") -> bytes:
    answer = client_of("ines").get(reverse(f"portal:{name}", args=[assignment.pk]))
    assert answer.status_code == 200
    return answer.content


def table(assignment: Assignment) -> dict[str, dict[str, str]]:
    """By login, what stands under the names of the columns without their meanings."""
    text = content_of(assignment).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    names = [heading.partition(" (")[0] for heading in head]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def test_everybody_has_a_row_and_nobody_is_suspected() -> None:
    assignment = an_assignment(course=a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR))
    inspected_as(assignment, "sam", Outcome.NEEDS_REVIEW)
    rows = table(assignment)
    assert set(rows) == {"sam", "kim"}
    assert (rows["sam"]["inspection"], rows["sam"]["decision"]) == ("completed", "open")
    assert (rows["kim"]["inspection"], rows["kim"]["decision"]) == ("nothing handed in", "")
    assert not {"outcome", "findings", "suspicion", "confidence"} & set(rows["sam"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_that_somebody_is_called_is_computed(start: str) -> None:
    assignment = an_assignment()
    inspected_as(assignment, "ann", Outcome.CLEAR)
    group = assignment.course.groups.create(name=f"{start}1+1")
    assignment.course.memberships.get(user__username="ann").groups.add(group)
    text = content_of(assignment).decode("utf-8-sig")
    assert f"'{start}1+1" in text
    assert "<f>" not in workbook_part(assignment, "xl/worksheets/sheet1.xml")


def workbook_part(assignment: Assignment, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content_of(assignment, "gradebook-xlsx"))) as book:
        return book.read(name).decode()


def test_names_of_every_script_arrive_whole_and_the_columns_are_explained() -> None:
    assignment = an_assignment()
    inspected_as(assignment, "ann", Outcome.CLEAR)
    User.objects.filter(username="ann").update(first_name="Мария", last_name="לוי")
    assert table(assignment)["ann"]["name"] == "Мария לוי"
    texts = workbook_part(assignment, "xl/sharedStrings.xml")
    assert "Мария לוי" in texts
    assert "minutes after that; nothing follows from it by itself" in texts
    assert "(minutes after that; nothing follows from it by itself)" in content_of(assignment).decode()


def test_lateness_counts_from_when_it_was_recorded() -> None:
    assignment = an_assignment()
    due = datetime(2026, 12, 1, 12, tzinfo=UTC)
    Assignment.objects.filter(pk=assignment.pk).update(due_at=due)
    submission = inspected_as(assignment, "ann", Outcome.CLEAR)
    Submission.objects.filter(pk=submission.pk).update(
        created_at=due + timedelta(days=3), recorded_at=due + timedelta(seconds=61)
    )
    assert table(assignment)["ann"]["minutes_late"] == "2"
    assert table(assignment)["ann"]["recorded_at"] == "2026-12-01T12:01+00:00"


def test_an_acceptance_counts_once_it_can_no_longer_be_undone() -> None:
    assignment = an_assignment()
    inspected_as(assignment, "ann", Outcome.CLEAR)
    accept_clear(assignment, a_user("ines"), digest=acceptable(assignment).digest)
    assert table(assignment)["ann"]["decision"] == "open"
    Acceptance.objects.update(undo_until=timezone.now() - timedelta(seconds=1))
    assert table(assignment)["ann"]["decision"] == "accepted"


def test_what_is_held_against_somebody_counts_once_it_was_heard_and_released() -> None:
    case = a_case(course=a_reviewed_course())
    assignment = case.submission.assignment
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    assert table(assignment)["sam"]["decision"] == "open"
    the_time_to_reply_passes(case)
    assert table(assignment)["sam"]["decision"] == "open"
    release(taken(case))
    assert table(assignment)["sam"]["decision"] == "upheld against the student"


def test_what_is_dismissed_counts_after_its_minute() -> None:
    case = a_case(course=a_reviewed_course())
    decided(case, Verdict.DISMISSED)
    assert table(case.submission.assignment)["sam"]["decision"] == "open"
    a_minute_passes(case)
    assert table(case.submission.assignment)["sam"]["decision"] == "accepted"


def test_a_thousand_people_cost_as_many_queries_as_ten() -> None:
    counts = []
    for people in (10, 1000):
        assignment = an_assignment()
        a_large_class(assignment, people, prefix=f"of-{people}-")
        ines, address = client_of("ines"), reverse("portal:gradebook-csv", args=[assignment.pk])
        with CaptureQueriesContext(connection) as queries:
            ines.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
