"""Erasing a person: what goes, what stays and why, and what is asked before."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from integrity.audit.domain.audit import first_broken
from integrity.audit.models import AuditEntry
from integrity.courses.models import IssuedVariant, Membership
from integrity.inspections.models import Run, RunState, run_folder
from integrity.people.models import User
from integrity.reviews.domain.appeals import appeal
from integrity.reviews.domain.escalations import note_seen, settle
from integrity.reviews.domain.hearings import release, reply
from integrity.reviews.domain.passing import skip
from integrity.reviews.models import Case, Decision, Draft, Passing, Verdict
from integrity.stewardship.domain import belongings, erasing
from integrity.stewardship.domain.erasing import ErasureRefused, erase, plan_for
from integrity.stewardship.domain.reasons import Why
from integrity.stewardship.domain.retaining import retain
from integrity.stewardship.models import DoomedPath, LegalHold
from integrity.submissions.domain.arriving import begin_file
from integrity.submissions.domain.recordings import keep_file
from integrity.submissions.models import Recording, Submission, Upload
from tests.integrity.portal.pages import client_of
from tests.integrity.reviews.cases import (
    SHOWN,
    a_case,
    a_minute_passes,
    a_reviewed_course,
    an_escalation,
    decided,
    store_report,
    taken,
    the_time_to_reply_passes,
)
from tests.integrity.rows import (
    MP4_BYTES,
    a_clip,
    a_reported_submission,
    a_run,
    a_submission,
    a_user,
    an_assignment,
)
from tests.integrity.stewardship.administrators import an_administrator
from tests.integrity.variant_rows import a_templated_assignment, a_variant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscrubbed")]


def a_settled_submission(student: str = "sam") -> Submission:
    """Reported, and a person decided that nothing is held against anybody."""
    submission = a_reported_submission(student=student)
    decided(submission.case, Verdict.DISMISSED)
    return submission


def an_upheld_case() -> Case:
    """Released: the student may appeal."""
    case = a_case()
    decided(case, Verdict.UPHELD)
    the_time_to_reply_passes(case)
    release(taken(Case.objects.get(pk=case.pk)))
    return Case.objects.get(pk=case.pk)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_everything_of_the_person_goes_with_its_files() -> None:
    submission = a_settled_submission()
    cache = django_settings.CANDOR_CACHE / submission.recording_id / "stage"
    cache.mkdir(parents=True)
    (cache / "track.json").write_text("{}")
    begin_file(submission.assignment, a_user("sam"), length=5000, file_name="sam.mp4")
    a_variant(a_templated_assignment(course=submission.assignment.course), "sam")
    client_of("sam")
    plan = erase(a_user("sam"), by=an_administrator())
    assert plan.whole
    assert plan.rows["submissions.Submission"] == plan.rows["reviews.Case"] == 1
    for model in (Submission, Recording, Run, Case, Decision, Upload, IssuedVariant, Session):
        assert not model.objects.exists(), model
    assert not Membership.objects.filter(user__username="sam").exists()
    assert files_under(django_settings.CANDOR_MEDIA) == files_under(django_settings.CANDOR_UPLOADS) == []
    assert files_under(django_settings.CANDOR_CACHE) == []
    assert not DoomedPath.objects.exists()


def test_who_they_are_goes_and_a_number_stays() -> None:
    sam = a_user("sam")
    User.objects.filter(pk=sam.pk).update(
        last_name="Okafor", email="sam@example.org", last_login=timezone.now()
    )
    erase(sam, by=None)
    left = User.objects.get(pk=sam.pk)
    assert (left.username, left.first_name, left.last_name, left.email) == (f"erased-{sam.pk}", "", "", "")
    assert (left.is_active, left.has_usable_password(), left.last_login) == (False, False, None)


def test_the_log_keeps_that_somebody_was_erased_and_its_chain() -> None:
    sam, ada = a_settled_submission().student, an_administrator()
    erase(sam, by=ada)
    last = AuditEntry.objects.latest("number")
    assert (last.action, last.subject, last.by) == ("person.erased", f"person:{sam.pk}", ada.pk)
    assert '"data":{}' in last.entry
    assert first_broken() is None


def test_what_they_decided_about_others_stays_under_a_number() -> None:
    case = a_settled_submission().case
    skip(taken(a_case(course=a_reviewed_course(), student="kim"), "rosa"), "I know too little.")
    rosa = a_user("rosa")
    erase(rosa, by=None)
    assert case.decisions.get().by_id == rosa.pk
    assert str(Decision.objects.get().by) == f"erased-{rosa.pk}"
    assert Passing.objects.get().by_id == rosa.pk
    assert not Draft.objects.filter(user=rosa).exists()


def test_a_recording_that_somebody_else_handed_in_too_stays_until_its_last_use_goes() -> None:
    assignment = an_assignment(course=a_reviewed_course())
    first, second = a_submission(assignment, "sam"), a_submission(assignment, "kim")
    path = first.recording.path
    erase(first.student, by=None)
    assert path.read_bytes() == MP4_BYTES
    assert Recording.objects.get() == second.recording
    erase(second.student, by=None)
    assert not path.exists()
    assert not Recording.objects.exists()


def test_other_people_s_things_are_left_alone() -> None:
    course = a_reviewed_course()
    a_case(course=course, student="sam")
    other = a_case(course=course, student="kim")
    Case.objects.filter(student__username="sam").update(state="withdrawn")
    erase(a_user("sam"), by=None)
    assert Case.objects.get() == other
    assert other.submission.recording.path.is_file()
    assert run_folder(other.run_id).is_dir()


@pytest.mark.parametrize("step", ["waiting", "notified", "replied", "may appeal", "appealed"])
def test_what_is_not_decided_for_good_stays_and_so_does_who_they_are(step: str) -> None:
    case = an_upheld_case() if "appeal" in step else a_case()
    if step in {"notified", "replied"}:
        decided(case, Verdict.UPHELD)
        a_minute_passes(case)
    if step == "replied":
        reply(case.submission, case.student, "It was an advert.", at_s=None, finding_id="", is_all=False)
    if step == "appealed":
        appeal(case.submission, case.student, "Look again.")
    plan = plan_for(case.student)
    (kept,) = plan.kept
    assert (kept.submission, plan.whole) == (case.submission, False)
    assert kept.why == (Why.APPEAL if "appeal" in step else Why.REVIEW)
    with pytest.raises(ErasureRefused, match="kept"):
        erase(case.student, by=None)
    assert User.objects.filter(username="sam").exists()


def test_a_state_of_a_case_that_is_not_known_to_be_settled_keeps_it() -> None:
    case = a_case()
    Case.objects.filter(pk=case.pk).update(state="somebody else looks")
    assert [kept.why for kept in plan_for(case.student).kept] == [Why.REVIEW]


def test_after_the_time_to_appeal_it_goes() -> None:
    case = an_upheld_case()
    Case.objects.filter(pk=case.pk).update(appeal_until=timezone.now() - timedelta(minutes=1))
    assert erase(case.student, by=None).whole


def test_what_may_go_goes_beside_what_has_to_stay() -> None:
    settled, course = a_settled_submission(), a_reviewed_course()
    still_open = a_submission(an_assignment(course=course), "sam", content=MP4_BYTES + b"other")
    store_report(still_open.runs.get(), SHOWN)
    plan = erase(a_user("sam"), by=None)
    assert not plan.whole
    assert Submission.objects.get() == still_open
    assert not settled.recording.path.exists()
    assert AuditEntry.objects.latest("number").action == "person.erased_in_part"
    assert User.objects.get(username="sam").is_active


def test_what_could_not_wait_is_kept_until_its_named_person_settled_it() -> None:
    submission = a_settled_submission()
    told = an_escalation(submission.case, to="ines")
    assert [kept.why for kept in plan_for(submission.student).kept] == [Why.ESCALATION]
    settle(told, a_user("ines"))
    note_seen(told, a_user("ines"))
    settle(told, a_user("rosa"))
    assert plan_for(submission.student).kept
    settle(told, a_user("ines"))
    assert erase(submission.student, by=None).whole


def test_a_worker_that_writes_is_waited_for() -> None:
    run = a_run()
    Run.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    assert [kept.why for kept in plan_for(a_user("sam")).kept] == [Why.INSPECTION]


def test_a_legal_hold_keeps_everything() -> None:
    a_settled_submission()
    hold = LegalHold.objects.create(person=a_user("sam"), reason="Case 7", by=an_administrator())
    with pytest.raises(ErasureRefused, match="held"):
        erase(a_user("sam"), by=None)
    LegalHold.objects.filter(pk=hold.pk).update(lifted_at=timezone.now())
    assert erase(a_user("sam"), by=None).whole


def test_the_last_administrator_is_not_erased() -> None:
    with pytest.raises(ErasureRefused, match="last_administrator"):
        erase(an_administrator(), by=None)


def test_a_dry_run_changes_nothing_and_says_what_would_go() -> None:
    submission = a_settled_submission()
    out = StringIO()
    call_command("erase", person="sam", dry_run=True, stdout=out)
    said = out.getvalue()
    assert "     1 submissions.Submission\n" in said
    assert "These rows would go, and 2 files and folders with 0.0 MB." in said
    assert submission.recording.path.is_file()
    assert User.objects.get(username="sam").first_name == "Sam"


def test_the_command_says_what_others_wrote_with_their_name() -> None:
    User.objects.filter(pk=a_user("sam").pk).update(last_name="Okafór")
    skip(taken(a_case(course=a_reviewed_course(), student="kim"), "rosa"), "Copied from Okafór?")
    note = Passing.objects.get()
    out = StringIO()
    call_command("erase", person="sam", stdout=out)
    assert f"Others wrote their name: reviews.Passing.note, row {note.pk}. It stays." in out.getvalue()


def test_the_command_refuses_in_words() -> None:
    with pytest.raises(CommandError, match="Nobody signs in as 'nobody'"):
        call_command("erase", person="nobody")
    an_administrator()
    with pytest.raises(CommandError, match="last administrator"):
        call_command("erase", person="ada")
    a_case()
    with pytest.raises(CommandError, match="Everything of this person has to stay"):
        call_command("erase", person="sam")


def test_files_that_could_not_be_deleted_are_owed_and_the_next_round_takes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submission = a_settled_submission()
    monkeypatch.setattr(erasing, "remove_doomed", fail)
    with pytest.raises(OSError, match="read-only"):
        erase(submission.student, by=None)
    monkeypatch.setattr(erasing, "remove_doomed", belongings.remove_doomed)
    assert not Submission.objects.exists()
    assert submission.recording.path.is_file()
    retain(by=None)
    assert not submission.recording.path.exists()
    assert not DoomedPath.objects.exists()


def fail(_doomed: DoomedPath) -> None:
    raise OSError("The disk is read-only.")


def test_what_was_handed_in_again_meanwhile_stays(tmp_path: Path) -> None:
    submission = a_settled_submission()
    path, content = submission.recording.path, MP4_BYTES + b"sam"
    DoomedPath.objects.create(path=str(path), sha256=submission.recording_id)
    erasing.finish()
    assert path.read_bytes() == content
    assert not DoomedPath.objects.exists()
    path.unlink()
    assert keep_file(a_clip(tmp_path / "again.mp4", content)).path.read_bytes() == content


def test_caches_of_earlier_versions_go_with_the_next_erasure() -> None:
    old = django_settings.CANDOR_CACHE / ("a" * 64)
    old.mkdir()
    (old / "text.json").write_text("Okafor")
    erase(a_user("sam"), by=None)
    assert not old.exists()


def test_nothing_goes_where_something_would_be_left_hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = a_settled_submission()
    monkeypatch.setattr(erasing, "_forget_who", refuse)
    with pytest.raises(IntegrityError):
        erase(submission.student, by=None)
    assert Submission.objects.get() == submission
    assert submission.recording.path.is_file()
    assert not DoomedPath.objects.exists()


def refuse(_person: User) -> None:
    raise IntegrityError("a name that is taken")
