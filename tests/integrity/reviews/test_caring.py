"""Conflicts of interest, what cannot wait, and when it is enough for a day."""

import pytest

from integrity.audit.models import AuditEntry
from integrity.reviews.domain.conflicts import ConflictRefused, Reach, declare, end, keep_away
from integrity.reviews.domain.escalations import EscalationRefused, escalate, note_seen, settle
from integrity.reviews.domain.leases import take
from integrity.reviews.domain.passing import PassingRefused
from integrity.reviews.models import Case, Conflict, Escalation, Verdict
from integrity.reviews.policies import policy_of
from integrity.reviews.queries import cases_for, escalations_for, reviewers_of
from tests.integrity.reviews.cases import a_case, a_policy, a_reviewed_course, decided, fresh, taken
from tests.integrity.rows import a_course, a_user, an_assignment, assisted

pytestmark = pytest.mark.django_db


def test_none_of_a_student_s_cases_comes_to_whoever_is_too_close_to_them() -> None:
    course = a_reviewed_course()
    case, other = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    declare(taken(case, "rosa"), "My sister.")
    rosa = a_user("rosa")
    assert list(cases_for(rosa)) == [other]
    an_assignment("work 2", course)
    later = Case(course=course, student=case.student)
    assert rosa not in reviewers_of(later)
    assert a_user("rob") in reviewers_of(later)
    assert take(case.pk, a_user("rob")) is not None


def test_whoever_is_too_close_to_a_group_or_a_course_has_none_of_their_cases() -> None:
    course = a_reviewed_course()
    assisted(course, eli="sam")
    of_sam, of_kim = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    declare(taken(of_sam, "rosa"), "I tutor them.", Reach.GROUP)
    rosa, rob = a_user("rosa"), a_user("rob")
    assert list(cases_for(rosa)) == [of_kim]
    course.groups.get().memberships.add(course.memberships.get(user=of_kim.student))
    assert not cases_for(rosa).exists()
    assert (rosa in reviewers_of(of_kim), rob in reviewers_of(of_kim)) == (False, True)
    declare(taken(of_kim, "rob"), "My own course.", Reach.COURSE)
    assert not cases_for(rob).exists()
    assert reviewers_of(of_sam) == [a_user("ines")]


def test_an_instructor_keeps_somebody_away_and_ends_that_again() -> None:
    case = a_case()
    rosa, ines = a_user("rosa"), a_user("ines")
    kept = keep_away(case.course, rosa, None, " Her brother learns here. ", by=ines)
    assert (kept.why, kept.said_by) == ("Her brother learns here.", ines)
    assert take(case.pk, rosa) is None
    end(kept, by=ines)
    assert take(case.pk, rosa) is not None
    assert AuditEntry.objects.filter(action="reviews.conflict_ended").exists()


@pytest.mark.parametrize("code", ["who", "group", "note"])
def test_a_conflict_that_says_too_little_is_refused(code: str) -> None:
    course, elsewhere = a_reviewed_course(), a_course("Elsewhere")
    group = elsewhere.groups.create(name="A") if code == "group" else None
    user = a_user("sam" if code == "who" else "rosa")
    with pytest.raises(ConflictRefused, match=code):
        keep_away(course, user, group, " " if code == "note" else "Why not.", by=a_user("ines"))


def test_a_conflict_without_a_reason_is_refused_and_changes_nothing() -> None:
    case = a_case()
    with pytest.raises(PassingRefused):
        declare(taken(case, "rosa"), " ")
    assert not Conflict.objects.exists()
    assert fresh(case).holder == a_user("rosa")


def test_an_emergency_reaches_the_named_person_and_leaves_the_case_as_it_is() -> None:
    case = a_case()
    a_policy(case.course, emergency_contact=a_user("ines"))
    told = escalate(case, a_user("rosa"), "emergency", " A knife at 1:10. ")
    assert (told.to, told.note) == (a_user("ines"), "A knife at 1:10.")
    assert list(escalations_for(a_user("ines"))) == [told]
    assert not escalations_for(a_user("rob")).exists()
    assert fresh(case).state == case.state
    assert "knife" not in AuditEntry.objects.latest("number").entry


@pytest.mark.parametrize(
    ("kind", "note", "code"),
    [("legal", "A threat.", "nobody"), ("emergency", " ", "note"), ("gossip", "Hm.", "kind")],
)
def test_what_cannot_be_told_says_why(kind: str, note: str, code: str) -> None:
    case = a_case()
    a_policy(case.course, emergency_contact=a_user("ines"))
    with pytest.raises(EscalationRefused) as refusal:
        escalate(case, a_user("rosa"), kind, note)
    assert refusal.value.code == code


def test_only_the_named_person_has_seen_it() -> None:
    case = a_case()
    a_policy(case.course, legal_contact=a_user("rob"))
    told = escalate(case, a_user("rosa"), "legal", "A threat.")
    note_seen(told, a_user("ines"))
    assert Escalation.objects.get().seen_at is None
    note_seen(told, a_user("rob"))
    assert Escalation.objects.get().seen_at is not None


def test_whoever_is_named_since_answers_for_what_is_open() -> None:
    case = a_case()
    a_policy(case.course, legal_contact=a_user("rob"), emergency_contact=a_user("ines"))
    told = escalate(case, a_user("rosa"), "legal", "A threat.")
    policy = policy_of(case.course)
    policy.legal_contact = a_user("nora")
    policy.save()
    note_seen(told, a_user("ines"))
    assert Escalation.objects.get().seen_at is None
    note_seen(told, a_user("nora"))
    settle(told, a_user("nora"))
    assert Escalation.objects.get().settled_at is not None
    assert not escalations_for(a_user("nora")).exists()
    assert list(escalations_for(a_user("rob"))) == [told]


def test_after_the_day_s_measure_a_new_case_waits_for_tomorrow_or_for_others() -> None:
    course = a_reviewed_course()
    a_policy(course, daily_cap=1)
    first, second = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    decided(first, Verdict.DISMISSED, "rosa")
    assert take(second.pk, a_user("rosa")) is None
    assert take(second.pk, a_user("rob")) is not None


def test_what_is_in_hand_stays_there_when_the_measure_is_full() -> None:
    course = a_reviewed_course()
    a_policy(course, daily_cap=1)
    first, second = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    taken(second, "rosa")
    decided(first, Verdict.DISMISSED, "rosa")
    assert take(second.pk, a_user("rosa")) is not None
