"""What the machine missed, and how far people agree: counted from decisions in effect."""

import pytest
from pytest_django import Settings

from integrity.courses.models import Course
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.drafts import Typed, keep_draft
from integrity.reviews.domain.practice import answer, plant
from integrity.reviews.domain.quality import quality_of
from integrity.reviews.models import Case, CaseState, Verdict
from tests.integrity.reviews.cases import (
    CUT,
    GAP,
    SHOWN,
    a_case,
    a_minute_passes,
    a_policy,
    a_reviewed_course,
    decided,
    fresh,
    handed_in,
    store_report,
    taken,
)
from tests.integrity.rows import a_user
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def a_drawn_case(course: Course, student: str, missed: str) -> None:
    """Clear, drawn, and decided by Rosa."""
    submission = handed_in(course, student)
    store_report(submission.runs.get(), outcome=Outcome.CLEAR)
    case = Case.objects.get(submission=submission)
    keep_draft(case, a_user("rosa"), Typed(verdict=Verdict.DISMISSED, missed=missed))
    decide(taken(case))
    a_minute_passes(case)


def test_the_miss_rate_is_of_drawn_ones_that_somebody_decided(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0
    course = a_reviewed_course()
    a_drawn_case(course, "sam", "")
    a_drawn_case(course, "kim", "Somebody whispers at 1:10.")
    a_case(course=course, student="lee")
    missed = quality_of(course).missed
    assert (missed.hits, missed.count) == (1, 2)


def test_a_check_s_findings_are_counted_by_what_people_said() -> None:
    case = a_case(SHOWN, CUT, GAP)
    decided(case, Verdict.UPHELD)
    assert quality_of(case.course).checks == ()
    a_minute_passes(case)
    checks = {one.check: one for one in quality_of(case.course).checks}
    assert checks["text"].counts == {"upheld": 1, "dismissed": 0, "cannot_tell": 0}
    assert checks["continuity"].counts["upheld"] == 2


def test_two_people_s_verdicts_are_laid_side_by_side() -> None:
    course = a_reviewed_course()
    a_policy(course, second_share=1.0)
    for student, second in (("sam", Verdict.DISMISSED), ("kim", Verdict.CANNOT_TELL)):
        case = a_case(SHOWN, course=course, student=student)
        decided(case, Verdict.DISMISSED, "rosa")
        a_minute_passes(case)
        Case.objects.filter(state=CaseState.SECOND).update(due_at=case.decisions.get().undo_until)
        decided(fresh(case), second, "rob")
    quality = quality_of(course)
    assert (quality.second.same.hits, quality.second.same.count) == (1, 2)
    assert quality.second_by_check["text"].same.count == 2
    assert [(one.user.username, one.decided, one.with_others.same.count) for one in quality.reviewers] == [
        ("rob", 2, 2),
        ("rosa", 2, 2),
    ]


def test_practice_counts_findings_answered_as_known() -> None:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.DISMISSED, "rosa")
    a_minute_passes(case)
    known = plant(fresh(case), a_user("ines"), "A cut of the player.")
    answer(known, a_user("rob"), {SHOWN.id: "dismissed", CUT.id: "upheld"})
    practice = {one.user.username: one.practice for one in quality_of(case.course).reviewers}
    assert (practice["rob"].hits, practice["rob"].count) == (1, 2)
