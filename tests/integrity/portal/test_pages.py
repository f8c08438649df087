import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from integrity.courses.models import Assignment
from integrity.inspections.domain import leases
from integrity.inspections.models import Run, RunState
from integrity.submissions.models import Submission
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.rows import (
    PASSWORD,
    a_brief,
    a_course,
    a_lease,
    a_reported_submission,
    a_submission,
    a_user,
    an_assignment,
)
from workers.progress import Progress

pytestmark = pytest.mark.django_db


def page_of(submission: Submission, username: str = "sam", **headers: str) -> str:
    address = reverse("portal:submission", args=[submission.pk])
    return text_of(client_of(username).get(address, headers=headers))


def test_a_student_reads_what_is_asked_and_how_it_is_looked_at() -> None:
    page = text_of(client_of("sam").get(reverse("portal:assignment", args=[an_assignment().pk])))
    for shown in (
        "K7QX-204M",
        "amber river seven",
        "“def moving_average” is seen on the screen.",
        "“ChatGPT” is not seen on the screen.",
        "Write the function in the editor",
        "In this order.",
        "A person decides.",
        "Nobody is recognised by their voice.",
        "Needed for this task, as your institution set it.",
    ):
        assert shown in page


def test_a_waiting_run_says_so_and_is_asked_after() -> None:
    submission = a_submission()
    page = page_of(submission)
    assert "Waiting to be inspected" in page
    assert f'hx-get="{reverse("portal:progress", args=[submission.pk])}"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page


def test_a_running_inspection_shows_its_stage_and_part() -> None:
    submission = a_submission()
    leases.heartbeat(a_lease(submission.runs.get()), Progress(stage="sound", fraction=0.42))
    page = page_of(submission)
    assert "Listening to the speech" in page
    assert '<progress max="100" value="42"' in page


def test_progress_asks_for_the_whole_page_once_the_run_is_over() -> None:
    sam = client_of("sam")
    waiting = a_submission()
    answer = sam.get(reverse("portal:progress", args=[waiting.pk]))
    assert "HX-Refresh" not in answer.headers
    leases.fail(a_lease(waiting.runs.get()), "It cannot be done.", permanent=True)
    answer = sam.get(reverse("portal:progress", args=[waiting.pk]))
    assert answer.headers["HX-Refresh"] == "true"
    assert "hx-get" not in text_of(answer)


def test_a_run_that_needs_attention_says_why_and_offers_the_instructor_another() -> None:
    submission = a_submission()
    leases.fail(a_lease(submission.runs.get()), "It cannot be done.", permanent=True)
    assert "It cannot be done." in page_of(submission)
    assert "Inspect again" not in page_of(submission)
    assert "Inspect again" in page_of(submission, "ines")


def test_two_clicks_on_inspect_again_make_one_run() -> None:
    submission = a_reported_submission()
    ines = client_of("ines")
    for _ in range(2):
        ines.post(reverse("portal:inspect-again", args=[submission.pk]))
    assert submission.runs.count() == 2
    assert Run.objects.filter(state=RunState.QUEUED).count() == 1
    assert "Waiting to be inspected" in page_of(submission)


def test_an_inspection_again_uses_the_brief_of_today() -> None:
    submission = a_reported_submission()
    changed = a_brief("Changed since.")
    Assignment.objects.filter(pk=submission.assignment_id).update(brief_toml=changed)
    client_of("ines").post(reverse("portal:inspect-again", args=[submission.pk]))
    briefs = [run.brief_toml for run in submission.runs.order_by("created_at")]
    assert briefs == [a_brief(), changed]


def test_the_report_has_a_player_and_times_that_seek_it() -> None:
    submission = a_reported_submission()
    page = page_of(submission)
    assert f'src="{reverse("portal:recording", args=[submission.pk])}"' in page
    assert 'data-seek-s="2.0"' in page
    assert reverse("portal:evidence", args=[submission.pk, "text.jpg"]) in page


def test_no_page_has_style_or_script_inside(settings: Settings) -> None:
    submission = a_reported_submission()
    pages = [page_of(submission), page_of(a_submission(submission.assignment, "sam", b"RIFF1234AVI "))]
    ines = client_of("ines")
    names = ("portal:assignment", "portal:edit-assignment")
    pages += [text_of(ines.get(reverse(name, args=[submission.assignment_id]))) for name in names]
    pages.append(text_of(Client().get(reverse("portal:sign-in"))))
    for page in pages:
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", page)


def test_every_answer_forbids_what_no_page_needs() -> None:
    headers = Client().get(reverse("portal:sign-in")).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Permissions-Policy"].startswith("camera=()")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    sam = Client()
    sam.post(reverse("portal:sign-in"), {"username": a_user("sam").username, "password": PASSWORD})
    cookie = sam.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_settings_pass_the_framework_s_own_audit(settings: Settings) -> None:
    settings.SECRET_KEY = "".join(chr(33 + number) for number in range(80))
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    call_command("check", deploy=True, fail_level="WARNING")


def test_staff_see_outcomes_in_words() -> None:
    submission = a_reported_submission()
    page = text_of(client_of("rosa").get(reverse("portal:assignment", args=[submission.assignment_id])))
    assert 'class="outcome outcome-needs_review"' in page
    assert "To review" in page


def test_what_waits_for_a_person_is_listed() -> None:
    submission = a_reported_submission()
    page = text_of(client_of("rosa").get(reverse("portal:reviews")))
    assert reverse("portal:case", args=[submission.case.pk]) in page


def test_the_pages_speak_russian() -> None:
    submission = a_reported_submission()
    page = page_of(submission, **{"accept-language": "ru"})
    assert '<html lang="ru">' in page
    assert "Квитанция" in page


def test_a_brief_is_judged_as_it_is_typed() -> None:
    course = an_assignment().course
    address = reverse("portal:check-brief", args=[course.pk])
    ines = client_of("ines")
    wrong = text_of(ines.post(address, {"brief": a_brief().replace("title", "titel")}))
    assert "unknown key &#x27;titel&#x27;; the nearest known key is &#x27;title&#x27;" in wrong
    assert "This brief can be used." in text_of(ines.post(address, {"brief": a_brief()}))


def test_a_new_assignment_starts_from_an_example_that_can_be_used() -> None:
    course = an_assignment().course
    page = text_of(client_of("ines").get(reverse("portal:new-assignment", args=[course.pk])))
    assert "This brief can be used." in page


def test_a_good_brief_becomes_an_assignment_and_a_wrong_one_stays_on_the_page() -> None:
    course = an_assignment().course
    address = reverse("portal:new-assignment", args=[course.pk])
    ines = client_of("ines")
    wrong = ines.post(address, {"brief": "not = [toml"})
    assert wrong.status_code == 400
    assert "not = [toml" in text_of(wrong)
    ines.post(address, {"brief": a_brief(title="Sorting").replace("\n", "\r\n")})
    assert course.assignments.get(title="Sorting").brief_toml == a_brief(title="Sorting")


def test_a_changed_brief_is_seen_by_students() -> None:
    assignment = an_assignment()
    address = reverse("portal:edit-assignment", args=[assignment.pk])
    client_of("ines").post(address, {"brief": a_brief().replace("K7QX-204M", "M3XA-118P")})
    page = text_of(client_of("sam").get(reverse("portal:assignment", args=[assignment.pk])))
    assert "M3XA-118P" in page


def test_somebody_without_a_course_is_told_so() -> None:
    assert "You are in no course yet." in text_of(client_of("nil").get(reverse("portal:home")))


def test_an_empty_course_says_so() -> None:
    course = a_course(ines="instructor")
    page = text_of(client_of("ines").get(reverse("portal:course", args=[course.pk])))
    assert "There is no assignment yet." in page


def test_the_list_of_a_class_costs_as_many_queries_as_that_of_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assignment = an_assignment()
    for number in range(6):
        a_reported_submission(assignment, f"student{number}")
    ines = client_of("ines")
    with django_assert_max_num_queries(15):
        ines.get(reverse("portal:assignment", args=[assignment.pk]))
