"""An instructor's own demonstration: inspected as a student's would be, and nowhere among what students handed in."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from integrity.audit.models import AuditEntry
from integrity.courses.domain.issuing import tryout_variant_for
from integrity.courses.domain.settings import set_checks
from integrity.courses.domain.templates import save_version, use_version
from integrity.courses.domain.tracing import trace_code
from integrity.courses.models import Assignment, Course, IssuedVariant
from integrity.gradebook.models import Tally
from integrity.inspections.domain import leases
from integrity.inspections.models import OutboxRow, Run, run_folder
from integrity.reviews.models import Case
from integrity.submissions.domain.arriving import begin_file, take_piece
from integrity.submissions.models import Receipt, Recording, Submission
from tests.integrity.portal.pages import client_of, hand_in, text_of
from tests.integrity.rows import (
    MP4_BYTES,
    a_course,
    a_lease,
    a_reported_submission,
    a_tryout,
    a_user,
    an_assignment,
    reported,
)
from tests.integrity.variant_rows import A_TEMPLATE, a_templated_assignment, a_variant, released

pytestmark = pytest.mark.django_db


def try_out(assignment: Assignment, person: str = "ines", content: bytes = MP4_BYTES) -> HttpResponse:
    upload = SimpleUploadedFile("demonstration.mp4", content, content_type="video/mp4")
    return client_of(person).post(reverse("portal:tryouts", args=[assignment.pk]), {"recording": upload})


def the_tryout() -> Submission:
    return Submission.everything.get(is_tryout=True)


def page_of(name: str, key: object, person: str = "ines") -> str:
    return text_of(client_of(person).get(reverse(f"portal:{name}", args=[key])))


def test_a_demonstration_is_inspected_by_the_brief_that_a_student_has() -> None:
    assignment = an_assignment()
    set_checks(assignment.course, a_user("ines"), ["text", "instructions"])
    hand_in(client_of("sam"), assignment)
    answer = try_out(assignment)
    assert answer.headers["Location"] == reverse("portal:submission", args=[the_tryout().pk])
    tried, given = the_tryout().runs.get(), Submission.objects.get().runs.get()
    assert tried.brief_toml == given.brief_toml
    assert 'skip = [\n    "continuity"' in tried.brief_toml
    assert OutboxRow.objects.filter(run=tried).exists()


def test_it_may_be_made_before_the_assignment_opens_and_as_often_as_wanted() -> None:
    assignment = an_assignment()
    opens = timezone.now() + timedelta(days=1)
    Assignment.objects.filter(pk=assignment.pk).update(opens_at=opens, attempts=1)
    for number in range(3):
        assert try_out(assignment, content=MP4_BYTES + bytes([number])).status_code == 302
    assert Submission.everything.filter(is_tryout=True).count() == 3


def test_what_arrived_in_pieces_is_tried_out_likewise() -> None:
    assignment, ines = an_assignment(), a_user("ines")
    upload = begin_file(assignment, ines, length=len(MP4_BYTES), file_name="demonstration.mp4")
    take_piece(upload, 0, [MP4_BYTES], count=len(MP4_BYTES))
    address = reverse("portal:tryouts", args=[assignment.pk])
    assert client_of("ines").post(address, {"upload": str(upload.pk)}).status_code == 302
    assert the_tryout().recording.path.read_bytes() == MP4_BYTES
    assert not upload.path.exists()


def test_the_same_recording_again_is_inspected_by_today_s_brief() -> None:
    assignment = an_assignment()
    try_out(assignment)
    leases.fail(a_lease(the_tryout().runs.get()), "It stopped.", permanent=True)
    Assignment.objects.filter(pk=assignment.pk).update(
        brief_toml=assignment.brief_toml.replace("ChatGPT", "Copilot")
    )
    try_out(assignment)
    newest = the_tryout().runs.all()[0]
    assert "Copilot" in newest.brief_toml
    assert the_tryout().runs.count() == 2


def test_nothing_of_it_is_among_what_students_handed_in() -> None:
    assignment = an_assignment()
    reported(a_tryout(assignment))
    assert not Submission.objects.exists()
    assert not Case.objects.exists()
    assert not Tally.objects.exists()
    assert not Receipt.objects.exists()
    for person, name in (("ines", "assignment"), ("ines", "class-view"), ("ines", "gradebook-csv")):
        assert "demonstration.mp4" not in page_of(name, assignment.pk, person)
    assert "Nobody has handed in a recording yet." in page_of("assignment", assignment.pk)
    for page in (page_of("assignment", assignment.pk, "sam"), page_of("course", assignment.course_id, "sam")):
        assert str(the_tryout().pk) not in page


def test_a_clear_one_is_not_drawn_for_a_look(settings: object) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0  # type: ignore[attr-defined]
    reported(a_tryout())
    assert not Case.objects.exists()


@pytest.mark.parametrize("person", ["sam", "rosa", "ivo"])
def test_nobody_sees_it_who_does_not_teach_the_course(person: str) -> None:
    a_course("Elsewhere", ivo="instructor")
    tryout = reported(a_tryout())
    names = (
        "submission",
        "report-json",
        "report-html",
        "report-bundle",
        "recording",
        "texts",
        "receipt",
        "progress",
    )
    addresses = [reverse(f"portal:{name}", args=[tryout.pk]) for name in names]
    addresses.append(reverse("portal:evidence", args=[tryout.pk, "text.jpg"]))
    assert {client_of(person).get(address).status_code for address in addresses} == {404}


def test_whoever_teaches_the_course_with_them_sees_all_of_it_but_a_receipt() -> None:
    tryout = reported(a_tryout())
    tryout.assignment.course.memberships.create(user=a_user("ivan"), role="instructor")
    ivan = client_of("ivan")
    for name in ("submission", "report-json", "recording"):
        assert ivan.get(reverse(f"portal:{name}", args=[tryout.pk])).status_code == 200, name
    assert ivan.get(reverse("portal:receipt", args=[tryout.pk])).status_code == 404


def test_the_page_says_which_step_was_not_seen_and_what_to_mend() -> None:
    tryout = reported(a_tryout())
    stored = tryout.runs.get().report
    stored.data["steps"][0] |= {"outcome": "not_followed", "evidence": []}
    stored.save()
    page = page_of("submission", tryout.pk)
    assert "Step 1 was not seen in your own demonstration." in page
    assert "The step names nothing by which it is known." in page
    assert "Your own demonstration shows what the brief forbids" in page
    assert "Receipt" not in page


def test_a_variant_of_the_instructor_s_own_takes_no_student_s_place() -> None:
    assignment = a_templated_assignment()
    page = page_of("tryouts", assignment.pk)
    tried = IssuedVariant.everything.get(is_tryout=True)
    assert tried.code in page
    course = Course.objects.get(pk=assignment.course_id)
    assert (course.variants_issued, course.tryouts_issued) == (0, 1)
    sam = a_variant(assignment, "sam")
    assert (sam.number, sam.attempt) == (0, 1)
    assert tried.number > 500_000
    assert (tried.code, tried.phrase, tried.note) != (sam.code, sam.phrase, sam.note)
    assert list(assignment.variants.all()) == [sam]
    assert tried.code not in page_of("variants", assignment.pk)


def test_the_variant_is_of_the_version_that_is_in_use_now() -> None:
    assignment, ines = a_templated_assignment(), a_user("ines")
    first = tryout_variant_for(assignment, ines, language="ru")
    assert tryout_variant_for(assignment, ines, language="en") == first
    task = first.version.template
    use_version(assignment, released(save_version(task, A_TEMPLATE.replace("Show it", "Show all"), ines)))
    second = tryout_variant_for(assignment, ines, language="en")
    assert "Show all" in second.brief_toml
    assert len({first.code, second.code}) == 2


def test_whoever_teaches_first_and_learns_later_gets_a_variant_like_everybody() -> None:
    assignment, ines = a_templated_assignment(), a_user("ines")
    tried = tryout_variant_for(assignment, ines, language="en")
    own = a_variant(assignment, "ines")
    assert own != tried
    assert (own.is_tryout, own.attempt, own.number) == (False, 1, 0)


def test_a_code_that_a_demonstration_showed_is_traced_to_it() -> None:
    assignment = a_templated_assignment()
    tried = tryout_variant_for(assignment, a_user("ines"), language="en")
    assert [one.variant for one in trace_code(assignment, tried.code)] == [tried]
    page = client_of("ines").get(reverse("portal:trace", args=[assignment.pk]), {"code": tried.code})
    assert "an instructor's try-out" in text_of(page)


def drop(tryout: Submission, person: str = "ines") -> HttpResponse:
    return client_of(person).post(reverse("portal:drop-tryout", args=[tryout.pk]))


def test_the_button_deletes_it_with_its_files() -> None:
    tryout = reported(a_tryout())
    run, path = tryout.runs.get(), tryout.recording.path
    assert drop(tryout).headers["Location"] == reverse("portal:tryouts", args=[tryout.assignment_id])
    assert not Submission.everything.exists()
    assert not Recording.objects.exists()
    assert not Run.objects.exists()
    assert not path.exists()
    assert not run_folder(run.pk).exists()
    assert AuditEntry.objects.last().action == "tryout.deleted"


def test_a_recording_that_a_student_handed_in_as_well_stays() -> None:
    assignment = an_assignment()
    hand_in(client_of("sam"), assignment)
    try_out(assignment)
    drop(the_tryout())
    assert Submission.objects.get().recording.path.is_file()


def test_it_is_not_deleted_under_a_worker_s_hands() -> None:
    tryout = a_tryout()
    a_lease(tryout.runs.get())
    answer = drop(tryout)
    assert answer.status_code == 409
    assert "It is being inspected just now." in text_of(answer)
    assert the_tryout() == tryout


def test_a_student_s_submission_is_not_deleted_that_way() -> None:
    assert drop(a_reported_submission()).status_code == 404
    assert Submission.objects.exists()
