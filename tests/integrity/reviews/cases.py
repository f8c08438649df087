"""Cases to test with. Rosa and Rob review, Ines teaches, Sam learns; one finding in a report."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from integrity.courses.models import Course, Role
from integrity.inspections.domain import reports
from integrity.inspections.models import Run, StoredReport, run_folder
from integrity.people.models import User
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.drafts import Judged, Typed, keep_draft
from integrity.reviews.domain.evidence import findings_of, note_opened
from integrity.reviews.domain.leases import Lease, take
from integrity.reviews.domain.looks import finish_looking
from integrity.reviews.domain.planting import plant_double
from integrity.reviews.domain.practice import plant
from integrity.reviews.models import (
    Case,
    Conflict,
    Decision,
    Escalation,
    EscalationKind,
    KnownCase,
    PlantedCase,
    ReviewPolicy,
    Undoing,
    Verdict,
)
from integrity.submissions.models import Submission
from tests.factories.reports import a_finding, a_report, a_step
from tests.integrity.rows import MP4_BYTES, a_course, a_lease, a_submission, a_user, an_assignment
from workers.report import Finding, Outcome

#: Their ids come from code and time; the first two ask for a look, the third does not.
SHOWN = a_finding("text.forbidden_shown", start_s=42.0)
CUT = a_finding("continuity.cut", start_s=60.0)
GAP = a_finding("continuity.gap", start_s=90.0)


def a_reviewed_course() -> Course:
    return a_course(
        sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER, rob=Role.REVIEWER
    )


def handed_in(course: Course | None = None, student: str = "sam") -> Submission:
    course = course or a_reviewed_course()
    assignment = course.assignments.first() or an_assignment(course=course)
    return a_submission(assignment, student, content=MP4_BYTES + student.encode())


def store_report(run: Run, *findings: Finding, outcome: Outcome = Outcome.NEEDS_REVIEW) -> StoredReport:
    lease = a_lease(run)
    (run_folder(run.pk) / "1").mkdir(parents=True)
    report = a_report(outcome=outcome, findings=findings, steps=(a_step(),))
    assert reports.store(lease, report, folder="1")
    return StoredReport.objects.get(run=run)


def a_case(*findings: Finding, course: Course | None = None, student: str = "sam") -> Case:
    submission = handed_in(course, student)
    store_report(submission.runs.get(), *(findings or (SHOWN, CUT, GAP)))
    return Case.objects.get(submission=submission)


def taken(case: Case, user: User | str = "rosa") -> Lease:
    lease = take(case.pk, a_user(user) if isinstance(user, str) else user)
    assert lease is not None
    return lease


def all_as(
    case: Case, verdict: Verdict, *, policy: str = "", reason: str = "", about_case: Verdict | None = None
) -> Typed:
    """A form in which every finding has the same verdict."""
    findings = {key: Judged(verdict=verdict) for key in findings_of(case)}
    return Typed(verdict=about_case or verdict, policy=policy, reason=reason, findings=findings)


def typed_and_opened(case: Case, typed: Typed, who: str = "rosa") -> None:
    for key in typed.findings:
        note_opened(case, a_user(who), key)
    keep_draft(case, a_user(who), typed)


def decided(case: Case, verdict: Verdict, who: str = "rosa") -> Decision:
    """By whoever holds the case, with everything that is asked for."""
    typed = all_as(case, verdict, policy="Rule 4", reason="It is seen at 0:42.")
    typed_and_opened(case, typed, who)
    return decide(taken(case, who))


def a_minute_passes(case: Case) -> None:
    """The last decision takes effect."""
    past = timezone.now() - timedelta(seconds=1)
    case.decisions.filter(undo_until__gt=past).update(undo_until=past)


def the_time_to_reply_passes(case: Case) -> None:
    a_minute_passes(case)
    Case.objects.filter(pk=case.pk).update(due_at=F("due_at") - timedelta(days=7, minutes=1))


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def a_policy(course: Course, **values: object) -> ReviewPolicy:
    return ReviewPolicy.objects.update_or_create(course=course, defaults=values)[0]


def looked_at(case: Case, who: str = "rosa") -> None:
    """With nothing seen."""
    finish_looking(taken(case, who))


def a_known_case(case: Case) -> KnownCase:
    """To practise with; of a decision that has been undone, so that the case stays as it is."""
    now = timezone.now()
    decision = Decision.objects.create(
        case=case,
        number=case.decisions.count() + 1,
        by=a_user("gil"),
        run=case.run,
        stage=case.state,
        verdict=Verdict.DISMISSED,
        at=now,
        undo_until=now,
    )
    Undoing.objects.create(decision=decision, by=decision.by)
    return KnownCase.objects.create(case=case, decision=decision, by=decision.by)


def a_case_settled_as_known() -> KnownCase:
    """Rosa dismissed both findings, and Ines holds that to be right."""
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.DISMISSED, "rosa")
    a_minute_passes(case)
    return plant(fresh(case), a_user("ines"), "")


def a_planted_case(known: KnownCase, by: str = "gil", name: str = "Ada Smith") -> PlantedCase:
    """In the queue of the assignment that the known one is of."""
    assignment = known.case.submission.assignment
    return plant_double(known, assignment, a_user(by), name=name, agreed="Sam, in writing.")


def an_escalation(case: Case, to: str = "gil") -> Escalation:
    return Escalation.objects.create(
        case=case, kind=EscalationKind.EMERGENCY, by=a_user("gil"), to=a_user(to), note="A knife at 1:10."
    )


def a_conflict(course: Course, name: str = "gil") -> Conflict:
    """Of somebody whom no test takes for a reviewer."""
    made, _ = Conflict.objects.get_or_create(
        user=a_user(name), course=course, defaults={"why": "Their tutor."}
    )
    return made
