"""A case is in one person's hands at a time, and never in those of whoever handed it in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from integrity.audit.domain.audit import first_broken
from integrity.audit.models import AuditEntry
from integrity.courses.models import Role
from integrity.people.models import User
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.drafts import draft_of, keep_draft
from integrity.reviews.domain.leases import Lease, LeaseLost, renew, take
from integrity.reviews.models import Case, CaseState, Decision, Verdict
from integrity.reviews.queries import cases_for, cases_to_take
from tests.integrity.reviews.cases import a_case, a_reviewed_course, all_as, fresh, taken, typed_and_opened
from tests.integrity.rows import a_course, a_user


def let_lease_pass(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_case_that_is_taken_is_nobody_else_s_for_ten_minutes() -> None:
    case = a_case()
    before = timezone.now()
    taken(case, "rosa")
    lease_until = fresh(case).lease_until
    assert lease_until is not None
    assert timedelta(minutes=10) <= lease_until - before < timedelta(minutes=10, seconds=5)
    assert take(case.pk, a_user("rob")) is None


@pytest.mark.django_db
def test_whoever_has_it_takes_it_again_without_losing_their_place() -> None:
    case = a_case()
    assert taken(case, "rosa") == taken(case, "rosa")


@pytest.mark.django_db
def test_renewing_prolongs_the_lease() -> None:
    case = a_case()
    lease = taken(case)
    let_lease_pass(case)
    assert renew(lease)
    assert take(case.pk, a_user("rob")) is None


@pytest.mark.django_db
def test_a_lease_that_ran_out_is_taken_by_the_next() -> None:
    case = a_case()
    lost = taken(case, "rosa")
    let_lease_pass(case)
    assert taken(case, "rob").token == 2
    assert not renew(lost)
    with pytest.raises(LeaseLost):
        decide(lost)


@pytest.mark.django_db
def test_a_lease_lost_while_typing_keeps_the_draft_and_the_next_sees_no_decision() -> None:
    case = a_case()
    taken(case, "rosa")
    let_lease_pass(case)
    taken(case, "rob")
    typed = all_as(case, Verdict.DISMISSED, reason="Half a senten")
    keep_draft(case, a_user("rosa"), typed)
    assert draft_of(case, a_user("rosa")) == typed
    assert draft_of(case, a_user("rob")).findings == {}
    assert not Decision.objects.exists()
    assert fresh(case).state == CaseState.WAITING


@pytest.mark.django_db
def test_nobody_reviews_what_they_handed_in() -> None:
    case = a_case(student="sam")
    case.course.memberships.filter(user=a_user("sam")).update(role=Role.REVIEWER)
    assert not cases_for(a_user("sam")).exists()
    assert take(case.pk, a_user("sam")) is None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["sam", "kim", "rex"])
def test_students_and_staff_of_other_courses_have_no_cases(who: str) -> None:
    case = a_case()
    a_course("Elsewhere", rex=Role.REVIEWER)
    assert not cases_for(a_user(who)).exists()
    assert take(case.pk, a_user(who)) is None


@pytest.mark.django_db
def test_a_case_that_needs_nobody_is_not_taken() -> None:
    case = a_case()
    Case.objects.update(state=CaseState.DECIDED)
    assert take(case.pk, a_user("rosa")) is None
    assert cases_for(a_user("rosa")).exists()
    assert not cases_to_take(a_user("rosa")).exists()


@pytest.mark.django_db
def test_taking_is_in_the_log_with_whom_it_was_taken_after() -> None:
    case = a_case()
    taken(case, "rosa")
    let_lease_pass(case)
    taken(case, "rob")
    last = AuditEntry.objects.last()
    assert last is not None
    assert '"action":"case.taken"' in last.entry
    assert f'"after":{a_user("rosa").pk}' in last.entry


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_of_many_reviewers_at_once_exactly_one_gets_each_case() -> None:
    course = a_reviewed_course()
    people = [a_user(f"r{number}") for number in range(6)]
    for user in people:
        course.memberships.create(user=user, role=Role.REVIEWER)
    cases = [a_case(course=course, student=student) for student in ("sam", "kim")]
    wanted = [(case.pk, user) for case in cases for user in people]
    with ThreadPoolExecutor(6) as threads:
        got = [who for who in threads.map(_take, wanted) if who]
    assert sorted(case for case, _ in got) == sorted(case.pk for case in cases)
    assert {(case.pk, case.holder_id) for case in Case.objects.all()} == set(got)
    numbers = list(AuditEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4]
    assert first_broken() is None


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_a_decision_sent_twice_at_once_is_one() -> None:
    case = a_case()
    typed_and_opened(case, all_as(case, Verdict.DISMISSED))
    lease = taken(case)
    with ThreadPoolExecutor(6) as threads:
        got = list(threads.map(_decide, [lease] * 6))
    assert sorted(got) == [False] * 5 + [True]
    assert Decision.objects.count() == 1
    assert first_broken() is None


def _decide(lease: Lease) -> bool:
    try:
        decide(lease)
    except LeaseLost:
        return False
    finally:
        connection.close()
    return True


def _take(wanted: tuple[UUID, User]) -> tuple[UUID, int] | None:
    try:
        lease = take(*wanted)
        return (lease.case_id, lease.user.pk) if lease else None
    finally:
        connection.close()
