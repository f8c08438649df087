"""A course keeps things for a shorter time than the site, never for a longer one, and everybody is told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from integrity.audit.models import AuditEntry
from integrity.courses.models import Course
from integrity.inspections.domain.copies import take_copy
from integrity.inspections.models import CopyState, Run, ViewingCopy, copies_of
from integrity.reviews.models import Verdict
from integrity.stewardship.domain.reasons import Why
from integrity.stewardship.domain.retaining import due, retain
from integrity.stewardship.domain.rules import RuleRefused, set_course_rules, set_rule, times_kept
from integrity.stewardship.models import Artefact, Cleared, CourseRule
from integrity.submissions.models import Submission
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import a_reviewed_course, decided
from tests.integrity.rows import (
    a_copy,
    a_reported_submission,
    a_submission,
    a_tryout,
    a_user,
    an_assignment,
    reported,
)
from tests.integrity.stewardship.administrators import an_administrator
from tests.integrity.stewardship.test_retaining import aged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscrubbed")]


def a_course_rule(course: Course, **days: int) -> None:
    set_course_rules(course, {Artefact(name): number for name, number in days.items()}, by=a_user("ines"))


def an_old_submission(course: Course | None = None, student: str = "sam", *, days: int = 8) -> Submission:
    submission = a_reported_submission(an_assignment(course=course or a_reviewed_course()), student)
    decided(submission.case, Verdict.DISMISSED)
    return aged(submission, days=days)


def test_a_shorter_rule_takes_what_the_site_would_keep_and_of_that_course_alone() -> None:
    here, elsewhere = an_old_submission(student="sam"), an_old_submission(student="kim")
    set_rule(Artefact.RECORDING, 30, by=an_administrator())
    a_course_rule(here.assignment.course, recording=7)
    (one,) = due()
    assert one.submissions == (here,)
    assert [(sooner.course, sooner.days, sooner.submissions) for sooner in one.sooner] == [
        (here.assignment.course, 7, 1)
    ]
    retain(by=None)
    assert not here.recording.path.exists()
    assert elsewhere.recording.path.is_file()
    assert f'"courses":{{"{here.assignment.course_id}":7}}' in AuditEntry.objects.latest("number").entry


def test_a_course_s_rule_holds_where_the_site_has_none() -> None:
    submission = an_old_submission()
    a_course_rule(submission.assignment.course, evidence=7)
    retain(by=None)
    report = submission.runs.get().report
    assert not (report.path / "evidence").exists()
    assert submission.recording.path.is_file()


def test_the_site_s_rule_is_the_most_also_where_it_is_shortened_later() -> None:
    submission = an_old_submission()
    a_course_rule(submission.assignment.course, recording=20)
    set_rule(Artefact.RECORDING, 7, by=an_administrator())
    (one,) = due()
    assert (one.submissions, one.sooner) == ((submission,), ())
    assert times_kept(submission.assignment.course)[Artefact.RECORDING] == 7


def test_a_course_may_not_keep_for_longer() -> None:
    course = a_reviewed_course()
    set_rule(Artefact.RECORDING, 30, by=an_administrator())
    with pytest.raises(RuleRefused, match="longer"):
        a_course_rule(course, recording=31)
    assert not CourseRule.objects.exists()


def test_two_courses_that_were_given_one_recording_let_it_go_together() -> None:
    first = a_submission(an_assignment(course=a_reviewed_course()), "sam")
    second = a_submission(an_assignment(course=a_reviewed_course()), "kim")
    assert first.recording == second.recording
    a_course_rule(first.assignment.course, recording=7)
    aged(first, days=8)
    aged(second, days=40)
    assert due()[0].kept == {Why.SHARED: 1}
    set_rule(Artefact.RECORDING, 30, by=an_administrator())
    retain(by=None)
    assert not first.recording.path.exists()
    assert Cleared.objects.count() == 2


def test_a_copy_for_viewing_goes_by_itself_and_is_not_made_again() -> None:
    submission = an_old_submission()
    copy = a_copy(submission)
    a_course_rule(submission.assignment.course, copy=7)
    retain(by=None)
    copy.refresh_from_db()
    assert (copy.state, copy.size_bytes) == (CopyState.CLEARED, 0)
    assert not copies_of(submission.recording).exists()
    assert submission.recording.path.is_file()
    assert take_copy() is None
    page = text_of(client_of("sam").get(reverse("portal:submission", args=[submission.pk])))
    assert "the copy for viewing was kept for as long as the rules say" in page
    assert "The copy for viewing was deleted on" in page


def test_one_that_was_never_made_is_not_made_any_more() -> None:
    submission = an_old_submission()
    a_course_rule(submission.assignment.course, copy=7)
    retain(by=None)
    assert ViewingCopy.objects.get(recording=submission.recording).state == CopyState.CLEARED


def test_whoever_hands_in_the_same_recording_later_gets_a_copy_of_their_own() -> None:
    course = a_reviewed_course()
    first = aged(a_submission(an_assignment(course=course), "sam"), days=8)
    a_course_rule(course, copy=7)
    retain(by=None)
    second = a_submission(first.assignment, "kim")
    Run.objects.all().delete()
    lease = take_copy()
    assert lease is not None
    assert lease.recording == second.recording


def test_with_the_tracks_goes_what_is_kept_of_perception() -> None:
    submission = an_old_submission()
    kept = django_settings.CANDOR_CACHE / submission.recording_id
    kept.mkdir(parents=True)
    (kept / "text.json").write_text("{}")
    a_course_rule(submission.assignment.course, tracks=7)
    retain(by=None)
    assert not kept.exists()


def test_what_an_inspection_wrote_anew_goes_again() -> None:
    submission = an_old_submission()
    a_course_rule(submission.assignment.course, tracks=7)
    retain(by=None)
    assert due()[0].submissions == ()
    Run.objects.filter(submission=submission).update(finished_at=timezone.now())
    assert due()[0].submissions == (submission,)
    retain(by=None)
    assert due()[0].submissions == ()


def test_a_try_out_goes_by_the_same_rules() -> None:
    tryout = aged_tryout(days=8)
    a_course_rule(tryout.assignment.course, submission=7)
    retain(by=None)
    assert not Submission.everything.exists()
    assert not tryout.recording.path.exists()


def aged_tryout(*, days: int) -> Submission:
    tryout = reported(a_tryout())
    then = timezone.now() - timedelta(days=days)
    Submission.everything.filter(pk=tryout.pk).update(created_at=then)
    return tryout


def test_a_dry_run_says_which_course_is_sooner() -> None:
    submission = an_old_submission()
    a_course_rule(submission.assignment.course, recording=7)
    out = StringIO()
    call_command("retain", dry_run=True, stdout=out)
    assert out.getvalue() == (
        "recording, in courses with a rule of their own: 1 submissions, 0.0 MB\n"
        "  of these 1 in Programming, after 7 days\n"
        "Nothing was deleted.\n"
    )


def save(course: Course, **fields: str) -> HttpResponse:
    address = reverse("portal:course-settings", args=[course.pk])
    named = {f"keep-{name}": days for name, days in fields.items()}
    return client_of("ines").post(address, {"check": ["text"], **named})


def test_an_instructor_sets_it_and_what_is_wrong_comes_back_as_typed() -> None:
    course = a_reviewed_course()
    set_rule(Artefact.RECORDING, 30, by=an_administrator())
    assert save(course, recording="7", copy="").status_code == 302
    assert list(CourseRule.objects.values_list("artefact", "days")) == [("recording", 7)]
    for typed, sentence in (("31", "not for a longer one"), ("-1", "Days are a whole number")):
        answer = save(course, recording=typed)
        assert (answer.status_code, sentence in text_of(answer)) == (400, True)
        assert f'value="{typed}"' in text_of(answer)
    assert CourseRule.objects.get().days == 7
    assert save(course, recording="").status_code == 302
    assert not CourseRule.objects.exists()
    assert [one.action for one in AuditEntry.objects.filter(action="retention.of_course")] == [
        "retention.of_course"
    ] * 2


def test_students_read_how_long_what_is_kept_before_and_after() -> None:
    submission = an_old_submission(days=0)
    a_course_rule(submission.assignment.course, recording=7, submission=90)
    sam = client_of("sam")
    for name in ("assignment", "record"):
        page = text_of(sam.get(reverse(f"portal:{name}", args=[submission.assignment_id])))
        assert "7 days after it is handed in" in page, name
        # A copy goes with its recording, pictures with the whole.
        assert page.count("7 days after it is handed in") == 2, name
        assert page.count("90 days after it is handed in") == 3, name
    page = text_of(sam.get(reverse("portal:submission", args=[submission.pk])))
    until = submission.created_at + timedelta(days=7)
    assert page.count(f'datetime="{until:%Y-%m-%dT%H:%M}') == 2
