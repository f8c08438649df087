from datetime import timedelta

import pytest
from django.utils import timezone

from integrity.courses.models import Assignment
from integrity.gradebook.domain.accepting import (
    NotAsShown,
    NothingToAccept,
    UndoRefused,
    accept_clear,
    acceptable,
    undo_acceptance,
    undoable,
)
from integrity.gradebook.models import Acceptance, Accepted
from integrity.reviews.models import Case, CaseState
from tests.integrity.gradebook.classes import inspected_as
from tests.integrity.rows import a_user, an_assignment
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def a_mixed_class() -> Assignment:
    assignment = an_assignment()
    inspected_as(assignment, "ann", Outcome.CLEAR)
    inspected_as(assignment, "ben", Outcome.CLEAR)
    inspected_as(assignment, "cat", Outcome.NEEDS_REVIEW)
    inspected_as(assignment, "dan", Outcome.INCOMPLETE)
    return assignment


def accepted_of(assignment: Assignment) -> Acceptance:
    return accept_clear(assignment, a_user("ines"), digest=acceptable(assignment).digest)


def test_only_clear_submissions_are_accepted() -> None:
    made = accepted_of(a_mixed_class())
    students = made.accepted.order_by("submission__student__username")
    assert [one.submission.student.username for one in students] == ["ann", "ben"]


def test_what_came_meanwhile_needs_another_confirmation() -> None:
    assignment = a_mixed_class()
    digest = acceptable(assignment).digest
    inspected_as(assignment, "eve", Outcome.CLEAR)
    with pytest.raises(NotAsShown):
        accept_clear(assignment, a_user("ines"), digest=digest)
    assert not Accepted.objects.exists()


def test_two_confirmations_accept_once() -> None:
    assignment = a_mixed_class()
    digest = acceptable(assignment).digest
    accept_clear(assignment, a_user("ines"), digest=digest)
    with pytest.raises(NothingToAccept):
        accept_clear(assignment, a_user("ines"), digest=digest)
    assert Accepted.objects.count() == 2


def test_an_undone_acceptance_leaves_them_to_be_accepted_again() -> None:
    assignment = a_mixed_class()
    undo_acceptance(accepted_of(assignment), a_user("ines"))
    assert len(acceptable(assignment).runs) == 2
    assert not Accepted.objects.standing().exists()
    assert undoable(assignment) is None


def test_after_its_minute_an_acceptance_stands() -> None:
    made = accepted_of(a_mixed_class())
    assert not Accepted.objects.in_effect().exists()
    Acceptance.objects.update(undo_until=timezone.now() - timedelta(seconds=1))
    assert Accepted.objects.in_effect().count() == 2
    with pytest.raises(UndoRefused):
        undo_acceptance(made, a_user("ines"))


@pytest.mark.parametrize("state", [CaseState.DECIDED, CaseState.NOTIFIED, CaseState.RELEASED])
def test_what_a_reviewer_decided_is_not_accepted_over_it(state: CaseState) -> None:
    assignment = an_assignment()
    submission = inspected_as(assignment, "ann", Outcome.CLEAR)
    a_drawn_case(assignment, submission.pk, state)
    assert acceptable(assignment).runs == {}


def test_a_clear_one_that_was_drawn_for_a_look_is_accepted_like_the_rest_and_stays_in_the_queue() -> None:
    assignment = an_assignment()
    submission = inspected_as(assignment, "ann", Outcome.CLEAR)
    case = a_drawn_case(assignment, submission.pk, CaseState.WAITING)
    assert accepted_of(assignment).accepted.get().submission == submission
    assert Case.objects.get(pk=case.pk).state == CaseState.WAITING


def a_drawn_case(assignment: Assignment, submission_id: object, state: CaseState) -> Case:
    submission = assignment.submissions.get(pk=submission_id)
    return Case.objects.create(
        submission=submission,
        run=submission.runs.get(),
        course=assignment.course,
        student=submission.student,
        handed_in_at=submission.created_at,
        is_sample=True,
        state=state,
    )
