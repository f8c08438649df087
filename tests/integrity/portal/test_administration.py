"""The administrator's pages: what they show, what their buttons do, and what they refuse."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.audit.models import AuditEntry
from integrity.courses.models import Role
from integrity.inspections.domain import leases
from integrity.inspections.models import Run, RunState
from integrity.people.models import User
from integrity.stewardship.domain.inventory import note_worker
from integrity.stewardship.models import Artefact, Cleared, RetentionRule, WorkerNote
from integrity.submissions.models import Submission
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import (
    MP4_BYTES,
    a_course,
    a_lease,
    a_reported_submission,
    a_submission,
    a_user,
    an_assignment,
)
from tests.integrity.stewardship.administrators import ENGINES, HOSTS, an_administrator
from tests.integrity.stewardship.conftest import unscrubbed

pytestmark = pytest.mark.django_db

__all__ = ["unscrubbed"]


@pytest.fixture(autouse=True)
def ada() -> User:
    return an_administrator()


def get(name: str, /, *args: object, **asked: str) -> HttpResponse:
    return client_of("ada").get(reverse(f"portal:{name}", args=args), asked)


def post(name: str, /, *args: object, **fields: object) -> HttpResponse:
    return client_of("ada").post(reverse(f"portal:{name}", args=args), fields, follow=True)


def failed(number: int, sentence: str = "It cannot be decoded.") -> Run:
    assignment = an_assignment(course=a_course(sam=Role.STUDENT))
    run = a_submission(assignment, content=MP4_BYTES + bytes([number])).runs.get()
    leases.fail(a_lease(run), sentence, permanent=True)
    return run


def test_what_waits_and_what_stopped_is_shown_without_names_of_students() -> None:
    failed(1, "The recording <b>ends</b> early.")
    a_submission()
    page = text_of(get("administration"))
    assert "The recording &lt;b&gt;ends&lt;/b&gt; early." in page
    assert "inspect-gpu" in page
    assert "No worker has been heard of" in page
    assert "Sam" not in page


def test_one_and_many_are_inspected_again_and_what_is_no_number_is_passed_over() -> None:
    runs = [failed(number) for number in range(3)]
    said = text_of(post("retry-runs", run=str(runs[0].pk)))
    assert "1 inspection waits again." in said
    said = text_of(post("retry-runs", run=[str(runs[1].pk), str(runs[2].pk), "nothing", str(runs[0].pk)]))
    assert "2 inspections wait again." in said
    assert Run.objects.filter(state=RunState.QUEUED).count() == 3
    assert "Nothing stopped." in said
    assert "0 inspections wait again." in text_of(post("retry-runs"))


def test_engines_say_whether_they_are_ready_and_a_silent_worker_s_are_said_to_be_old() -> None:
    note_worker("lab", engines=ENGINES, hosts=[], hosts_why_not="")
    page = text_of(get("engines"))
    assert "face/dlib" in page
    assert "31.6 MB" in page
    assert "It has no weights." in page
    assert "Silent" not in page
    WorkerNote.objects.update(seen_at=timezone.now() - timedelta(minutes=4))
    assert "Silent: this is what it had when it was last heard of." in text_of(get("engines"))


def test_a_person_is_made_administrator_and_the_last_one_stays() -> None:
    sam = a_user("sam")
    post("change-account", sam.pk, order="appoint")
    assert User.objects.get(pk=sam.pk).is_superuser
    post("change-account", sam.pk, order="dismiss")
    answer = post("change-account", a_user("ada").pk, order="deactivate")
    assert answer.status_code == 400
    assert "This is the last administrator." in text_of(answer)
    assert User.objects.get(username="ada").is_active
    assert post("change-account", sam.pk, order="explode").status_code == 400


def test_names_with_markup_and_from_right_to_left_are_text() -> None:
    User.objects.create(username="eve", first_name="<script>", last_name="שלום")
    page = text_of(get("accounts", q="שלום"))
    assert "&lt;script&gt; שלום" in page
    assert "<script>" not in page


def test_the_log_is_filtered_by_who_what_and_when(ada: User) -> None:
    audit.append("case.taken", subject="case:1", by=a_user("rosa"), note=1)
    audit.append("case.opened", subject="case:2", by=None)

    def shown(**asked: str) -> set[str]:
        page = text_of(get("log", **asked))
        return {subject for subject in ("case:1", "case:2") if f">{subject}</a>" in page}

    today = timezone.localdate()
    assert shown() == {"case:1", "case:2"}
    assert shown(by="rosa") == {"case:1"}
    assert shown(by="-") == {"case:2"}
    assert shown(by="nobody at all") == set()
    assert shown(action="case.opened") == {"case:2"}
    assert shown(since=f"{today}", until=f"{today}") == {"case:1", "case:2"}
    assert shown(until=f"{today - timedelta(days=1)}") == set()
    assert shown(since="31.02.2026", until="9999-12-31", page="x") == {"case:1", "case:2"}


def test_the_chain_is_verified_on_the_page_and_says_where_it_is_broken() -> None:
    for number in range(3):
        audit.append("case.taken", subject=f"case:{number}", by=None)
    assert "Every entry is as it was written." in text_of(post("verify-log"))
    AuditEntry.objects.filter(number=2).update(action="case.held")
    page = text_of(post("verify-log"))
    assert "The log is broken at entry 2: its columns say something else than its text." in page


def queries_of(name: str, *args: object) -> int:
    client, address = client_of("ada"), reverse(f"portal:{name}", args=args)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_as_often_with_many_rows_as_with_few() -> None:
    names = ("administration", "engines", "accounts", "log", "policies", "keeping")

    def fill(start: int, count: int) -> None:
        course = a_course(**{f"p{start + number}": Role.STUDENT for number in range(count)})
        for number in range(count):
            failed(start + number)
            audit.append("case.taken", subject=f"case:{number}", by=a_user(f"p{start + number}"))
            note_worker(f"w{start + number}", engines=ENGINES, hosts=[], hosts_why_not="")
        assert course.memberships.count() == count

    fill(0, 2)
    few = {name: queries_of(name) for name in names}
    fill(2, 12)
    assert {name: queries_of(name) for name in names} == few
    assert max(few.values()) <= 15


def test_the_first_administrator_is_made_by_djangos_own_command() -> None:
    User.objects.filter(username="ada").update(is_superuser=False)
    call_command("createsuperuser", username="zoe", email="zoe@example.org", interactive=False)
    assert client_of("zoe").get(reverse("portal:administration")).status_code == 200


def test_a_person_is_erased_only_with_their_own_name_typed(unscrubbed: None) -> None:
    sam = a_user("sam")
    assert "This is what would go" in text_of(get("erase-person", sam.pk))
    answer = post("erase-person", sam.pk, name="Sam")
    assert answer.status_code == 400
    assert "exactly" in text_of(answer)
    assert User.objects.filter(username="sam").exists()
    assert "It is gone." in text_of(post("erase-person", sam.pk, name="sam"))
    assert User.objects.get(pk=sam.pk).username == f"erased-{sam.pk}"


def test_what_keeps_somebody_is_said_and_a_hold_needs_a_reason_and_can_be_lifted() -> None:
    sam = a_user("sam")
    assert post("hold-person", sam.pk, reason=" ").status_code == 400
    assert "Court order 7" in text_of(post("hold-person", sam.pk, reason="Court order 7"))
    assert "There is a legal hold on this person" in text_of(get("erase-person", sam.pk))
    assert post("erase-person", sam.pk, name="sam").status_code == 400
    assert "Court order 7" not in text_of(post("hold-person", sam.pk, order="lift"))
    assert "This is what would go" in text_of(get("erase-person", sam.pk))
    assert [entry.action for entry in AuditEntry.objects.all()] == ["hold.set", "hold.lifted"]
    assert "Court" not in "".join(AuditEntry.objects.values_list("entry", flat=True))


def test_rules_are_set_shown_and_refused_and_what_is_due_goes_when_somebody_is_sure(unscrubbed: None) -> None:
    submission = failed(1).submission
    Submission.objects.update(created_at=timezone.now() - timedelta(days=31))
    page = text_of(post("set-retention", recording="30", cache=""))
    assert "submissions: 1, 4.0\xa0KB" in page
    assert [rule.days for rule in RetentionRule.objects.all()] == [30]
    for days in ("-3", "0", "1.5", "٣", "99999999999"):
        answer = post("set-retention", recording=days)
        assert answer.status_code == 400
        assert f'value="{days}"' in text_of(answer)
    assert post("delete-due").status_code == 400
    assert submission.recording.path.is_file()
    assert "It is gone." in text_of(post("delete-due", sure="yes"))
    assert not submission.recording.path.exists()
    post("set-retention", recording="")
    assert not RetentionRule.objects.exists()


def test_policies_say_what_is_set_and_where_pictures_may_go() -> None:
    note_worker("lab", engines=ENGINES, hosts=HOSTS, hosts_why_not="")
    page = text_of(get("policies"))
    for shown in ("Example GmbH", "DPA of 2026", "1024 MB", "CANDOR_REPLY_DAYS", "7 days", "5.0%"):
        assert shown in page


@pytest.mark.parametrize("who", ["sam", "rosa"])
def test_whoever_reads_a_report_is_told_what_of_it_went(who: str) -> None:
    submission = a_reported_submission()
    for artefact in (Artefact.RECORDING, Artefact.EVIDENCE, Artefact.TRACKS):
        Cleared.objects.create(submission=submission, artefact=artefact)
    submission.recording.path.unlink()
    address = ("portal:submission", submission.pk) if who == "sam" else ("portal:case", submission.case.pk)
    page = text_of(client_of(who).get(reverse(address[0], args=address[1:])))
    for said in (
        "The recording was deleted on",
        "The evidence pictures were deleted on",
        "What was perceived",
    ):
        assert said in page
