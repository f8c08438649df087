from datetime import timedelta

import pytest
from django.utils import timezone

from integrity.courses.domain.deadlines import extend
from integrity.courses.models import Assignment
from integrity.inspections.domain import leases
from integrity.inspections.domain.admission import attempts_used, refuse_out_of_time
from integrity.submissions.models import Recording, Submission
from integrity.submissions.refusals import UploadRefused
from tests.integrity.reviews.cases import store_report
from tests.integrity.rows import MP4_BYTES, a_lease, a_submission, a_user, an_assignment
from workers.report import Outcome

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def an_assignment_with(**columns: object) -> Assignment:
    assignment = an_assignment()
    Assignment.objects.filter(pk=assignment.pk).update(**columns)
    return Assignment.objects.get(pk=assignment.pk)


def refusal_of(assignment: Assignment, content: bytes = MP4_BYTES) -> str:
    with pytest.raises(UploadRefused) as refused:
        a_submission(assignment, content=content)
    return refused.value.code


def test_nothing_is_taken_before_it_opens_or_after_it_closed() -> None:
    now = timezone.now()
    assert refusal_of(an_assignment_with(opens_at=now + HOUR)) == "early"
    assert refusal_of(an_assignment_with(closes_at=now - HOUR)) == "closed"
    assert not Recording.objects.exists()


def test_what_is_late_is_taken_until_it_closes() -> None:
    assert a_submission(an_assignment_with(due_at=timezone.now() - HOUR))


def test_what_was_recorded_in_time_may_arrive_later() -> None:
    now = timezone.now()
    assignment = an_assignment_with(closes_at=now - HOUR)
    refuse_out_of_time(assignment, a_user("sam"), at=now - 2 * HOUR)
    with pytest.raises(UploadRefused):
        refuse_out_of_time(assignment, a_user("sam"), at=now)


def test_an_extension_opens_it_again_for_its_person() -> None:
    assignment = an_assignment_with(closes_at=timezone.now() - HOUR)
    later = timezone.now() + HOUR
    extend(assignment, a_user("sam"), a_user("ines"), due_at=later, closes_at=None, more_attempts=0)
    assert a_submission(assignment)


def test_the_last_attempt_is_the_last_and_leaves_no_file_behind() -> None:
    assignment = an_assignment_with(attempts=1)
    a_submission(assignment)
    assert refusal_of(assignment, MP4_BYTES + b"again") == "attempts"
    assert Submission.objects.count() == Recording.objects.count() == 1


def test_the_same_file_twice_is_one_attempt_and_is_never_refused() -> None:
    assignment = an_assignment_with(attempts=1)
    assert a_submission(assignment) == a_submission(assignment)


def test_what_could_not_be_inspected_as_a_whole_costs_no_attempt() -> None:
    assignment = an_assignment_with(attempts=1)
    store_report(a_submission(assignment).runs.get(), outcome=Outcome.INCOMPLETE)
    assert attempts_used(assignment, a_user("sam")) == 0
    second = a_submission(assignment, content=MP4_BYTES + b"2")
    assert attempts_used(assignment, a_user("sam")) == 1
    leases.fail(a_lease(second.runs.get()), "It cannot be done.", permanent=True)
    assert attempts_used(assignment, a_user("sam")) == 0


def test_a_refused_file_that_is_somebody_else_s_too_stays_theirs() -> None:
    assignment = an_assignment_with(attempts=1)
    a_submission(assignment)
    other = a_submission(an_assignment("other", assignment.course), content=MP4_BYTES + b"2")
    assert refusal_of(assignment, MP4_BYTES + b"2") == "attempts"
    assert Recording.objects.get(pk=other.recording_id).path.exists()
