"""Rules of how long things stay: what they take, what they leave, and what is told."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.utils import timezone

from integrity.audit.models import AuditEntry
from integrity.inspections.models import run_folder
from integrity.reviews.models import Case, Verdict
from integrity.stewardship.domain.reasons import Why
from integrity.stewardship.domain.retaining import due, retain
from integrity.stewardship.domain.rules import set_rule
from integrity.stewardship.models import Artefact, Cleared, LegalHold, RetentionRule
from integrity.submissions.models import Recording, Submission
from tests.integrity.reviews.cases import a_reviewed_course, decided
from tests.integrity.rows import MP4_BYTES, a_reported_submission, a_submission, a_user, an_assignment
from tests.integrity.stewardship.administrators import an_administrator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscrubbed")]


def a_settled_submission(student: str = "sam", *, days: int) -> Submission:
    submission = a_reported_submission(student=student)
    decided(submission.case, Verdict.DISMISSED)
    return aged(submission, days=days)


def aged(submission: Submission, *, days: int) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(created_at=timezone.now() - timedelta(days=days))
    return Submission.objects.get(pk=submission.pk)


def a_rule(artefact: Artefact, days: int = 30) -> None:
    set_rule(artefact, days, by=an_administrator())


def test_without_a_rule_everything_stays() -> None:
    submission = a_settled_submission(days=4000)
    assert due() == []
    retain(by=None)
    assert submission.recording.path.is_file()


def test_a_recording_goes_when_its_days_are_over_and_its_report_stays() -> None:
    old, young = a_settled_submission("sam", days=31), a_settled_submission("kim", days=29)
    beside = old.recording.path.with_name(f"{old.recording_id}.viewing")
    beside.mkdir()
    (beside / "copy.mp4").write_bytes(b"copy")
    a_rule(Artefact.RECORDING)
    (one,) = due()
    assert (list(one.submissions), one.size_bytes) == ([old], len(MP4_BYTES) + 3 + 4)
    retain(by=None)
    assert not old.recording.path.exists()
    assert not beside.exists()
    assert young.recording.path.is_file()
    assert old.runs.get().report.outcome == "needs_review"
    assert list(Cleared.objects.values_list("submission", "artefact")) == [(old.pk, "recording")]
    assert due()[0].submissions == ()


@pytest.mark.parametrize(
    ("artefact", "gone"),
    [(Artefact.TRACKS, {"tracks"}), (Artefact.EVIDENCE, {"evidence", "for_student"})],
)
def test_what_lies_beside_a_report_goes_by_itself(artefact: Artefact, gone: set[str]) -> None:
    submission = a_settled_submission(days=31)
    report = submission.runs.get().report
    a_rule(artefact)
    retain(by=None)
    left = {path.name for path in report.path.iterdir()}
    assert left == {"tracks", "evidence", "for_student", "report.json"} - gone
    assert submission.recording.path.is_file()


def test_a_whole_submission_goes_with_its_case_and_files_and_the_log_says_how_many() -> None:
    submission = a_settled_submission(days=31)
    run = submission.runs.get()
    a_rule(Artefact.SUBMISSION)
    retain(by=None)
    assert not Submission.objects.exists()
    assert not Case.objects.exists()
    assert not Recording.objects.exists()
    assert not run_folder(run.pk).exists()
    last = AuditEntry.objects.latest("number")
    assert (last.action, last.subject) == ("artefacts.cleared", "retention:submission")
    assert '"data":{"days":30,"submissions":1}' in last.entry
    assert a_user("sam").is_active


def test_what_somebody_has_to_decide_or_a_hold_keeps_stays_and_is_counted() -> None:
    waiting = aged(a_reported_submission(student="kim"), days=31)
    held = a_settled_submission("sam", days=31)
    LegalHold.objects.create(person=a_user("sam"), reason="Case 7", by=an_administrator())
    a_rule(Artefact.RECORDING)
    (one,) = due()
    assert (one.submissions, one.kept) == ((), {Why.REVIEW: 1, Why.HOLD: 1})
    retain(by=None)
    assert waiting.recording.path.is_file()
    assert held.recording.path.is_file()


def test_a_recording_that_a_younger_submission_has_too_stays_until_that_one_is_old() -> None:
    assignment = an_assignment(course=a_reviewed_course())
    first = aged(a_submission(assignment, "sam"), days=31)
    second = a_submission(assignment, "kim")
    a_rule(Artefact.RECORDING)
    (one,) = due()
    assert (one.submissions, one.kept) == ((), {Why.SHARED: 1})
    retain(by=None)
    assert first.recording.path.is_file()
    aged(second, days=31)
    retain(by=None)
    assert not first.recording.path.exists()
    assert Cleared.objects.count() == 2


def test_one_handed_in_again_after_its_file_went_goes_again_in_its_time() -> None:
    assignment = an_assignment(course=a_reviewed_course())
    first = aged(a_submission(assignment, "sam"), days=31)
    a_rule(Artefact.RECORDING)
    retain(by=None)
    second = a_submission(assignment, "kim")
    assert second.recording == first.recording
    assert second.recording.path.read_bytes() == MP4_BYTES
    retain(by=None)
    assert second.recording.path.is_file()
    aged(second, days=31)
    retain(by=None)
    assert not second.recording.path.exists()


def test_a_cache_goes_by_when_it_was_written_last() -> None:
    old, young = (django_settings.CANDOR_CACHE / name for name in ("old", "young"))
    for folder in (old, young):
        folder.mkdir()
        (folder / "text.json").write_text("{}")
    age(old, days=31)
    a_rule(Artefact.CACHE)
    (one,) = due()
    assert (len(one.files), one.size_bytes) == (1, 2)
    retain(by=None)
    assert not old.exists()
    assert young.is_dir()


def age(path: Path, *, days: int) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def test_a_rule_is_changed_taken_away_and_logged() -> None:
    a_rule(Artefact.TRACKS, 10)
    a_rule(Artefact.TRACKS, 20)
    assert RetentionRule.objects.get().days == 20
    set_rule(Artefact.TRACKS, None, by=an_administrator())
    assert not RetentionRule.objects.exists()
    assert [entry.action for entry in AuditEntry.objects.all()] == ["retention.changed"] * 3


def test_the_command_says_what_goes_and_a_dry_run_leaves_it() -> None:
    submission = a_settled_submission(days=31)
    aged(a_reported_submission(student="kim"), days=31)
    a_rule(Artefact.RECORDING)
    out = StringIO()
    call_command("retain", dry_run=True, stdout=out)
    assert out.getvalue() == (
        "recording, after 30 days: 1 submissions, 0.0 MB\n"
        "  stay all the same: 1 (a person has to decide, or the student may still reply)\n"
        "Nothing was deleted.\n"
    )
    assert submission.recording.path.is_file()
    call_command("retain", stdout=StringIO())
    assert not submission.recording.path.exists()
