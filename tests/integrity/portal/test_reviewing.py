"""Pages around reviews: looking first, views of the queue, a course's policy, quality, practice, what cannot wait."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from integrity.reviews.models import (
    Case,
    Conflict,
    Escalation,
    KnownCase,
    Look,
    Mark,
    PracticeAnswer,
    ReviewPolicy,
    SavedView,
    Verdict,
)
from tests.factories.reports import a_finding, some_tracks
from tests.integrity.portal.case_pages import at, page_of, post, queries_of, queue
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import (
    CUT,
    SHOWN,
    a_case,
    a_known_case,
    a_minute_passes,
    a_policy,
    a_reviewed_course,
    decided,
    fresh,
    looked_at,
    taken,
)
from tests.integrity.rows import a_user
from workers.tracks.files import write_tracks

pytestmark = pytest.mark.django_db


@pytest.fixture
def blind() -> Case:
    """Where a person looks first."""
    course = a_reviewed_course()
    a_policy(course, blind_first=True)
    return a_case(course=course)


def token_of(case: Case) -> dict[str, str]:
    return {"token": str(fresh(case).token)}


def ask(who: str, name: str, *arguments: object) -> HttpResponse:
    return client_of(who).get(reverse(f"portal:{name}", args=arguments))


def test_nothing_of_the_report_is_anywhere_before_somebody_looked(blind: Case) -> None:
    taken(blind)
    given = blind.submission
    page = page_of(blind)
    assert "What do you see?" in page
    assert ask("rosa", "more-findings", blind.pk, 0).status_code == 404
    assert ask("rosa", "report-json", given.pk).status_code == 404
    assert ask("rosa", "report-bundle", given.pk).status_code == 404
    assert ask("rosa", "evidence", given.pk, "text.jpg").status_code == 404
    report = text_of(ask("rosa", "submission", given.pk))
    listed = text_of(ask("rosa", "assignment", given.assignment_id))
    for text in (page, report, listed):
        assert not re.search(
            r"ChatGPT anything|text\.forbidden|To review</span>|data-finding=|finding-", text
        )
    assert "To review" in text_of(ask("ines", "assignment", given.assignment_id))


def test_a_mark_is_kept_and_the_findings_open_after_it(blind: Case) -> None:
    taken(blind)
    said = {"start": "0:12", "end": "15.5", "text": "A second <voice>."}
    assert post("mark", blind, token_of(blind) | said).status_code == 302
    assert (Mark.objects.get().start_s, Mark.objects.get().end_s) == (12.0, 15.5)
    assert "A second &lt;voice&gt;." in page_of(blind)
    post("finish-looking", blind, token_of(blind))
    page = page_of(blind)
    assert "data-finding=" in page
    assert "What people saw before the findings were open" in page
    assert "A second &lt;voice&gt;." in page


def test_a_mark_that_cannot_be_kept_stays_in_its_fields(blind: Case) -> None:
    taken(blind)
    said = {"start": "later", "end": "", "text": "A second voice."}
    answer = post("mark", blind, token_of(blind) | said)
    assert answer.status_code == 400
    assert "This time is not within the recording." in text_of(answer)
    assert 'value="A second voice."' in text_of(answer)
    assert post("mark", blind, {"token": "99", "start": "1", "text": "Hm."}).status_code == 409
    assert not Mark.objects.exists()


def test_the_second_person_sees_nothing_of_the_first_decision() -> None:
    course = a_reviewed_course()
    a_policy(course, second_share=1.0)
    case = a_case(SHOWN, course=course)
    decided(case, Verdict.UPHELD, "rosa")
    a_minute_passes(case)
    Case.objects.update(due_at=case.decisions.get().undo_until)
    taken(case, "rob")
    theirs, own = page_of(case, "rob"), page_of(case, "rosa")
    for words in ("Decided before", "It is seen at 0:42.", "Rule 4"):
        assert words not in theirs
        assert words in own
    told = text_of(client_of("sam").get(reverse("portal:submission", args=[case.submission_id])))
    assert "It is seen at 0:42." not in told


def test_a_course_s_policy_is_set_on_its_page_and_what_is_wrong_is_said() -> None:
    course = a_reviewed_course()
    address = reverse("portal:review-policy", args=[course.pk])
    ines = client_of("ines")
    wanted = {"blind_first": "1", "second_percent": "12,5", "daily_cap": "", "legal_contact": ""}
    assert ines.post(address, wanted).status_code == 302
    policy = ReviewPolicy.objects.get()
    assert (policy.blind_first, policy.second_share, policy.daily_cap) == (True, 0.125, None)
    assert 'value="12.5"' in text_of(ines.get(address))
    wrong = ines.post(address, wanted | {"daily_cap": "many"})
    assert wrong.status_code == 400
    assert "So many cases a day" in text_of(wrong)
    assert 'value="many"' in text_of(wrong)


def test_the_quality_page_says_shares_with_their_intervals() -> None:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    page = text_of(ask("ines", "review-quality", case.course_id))
    assert "1 of 1: 100.0 % (between 2.5 and 100.0)" in page
    assert "none yet" in page


def test_the_quality_page_costs_as_many_queries_with_many_cases_as_with_one() -> None:
    course = a_reviewed_course()
    counts = []
    for student in ("sam", "kim", "lee"):
        case = a_case(SHOWN, CUT, course=course, student=student)
        decided(case, Verdict.UPHELD)
        a_minute_passes(case)
        counts.append(queries_of(client_of("ines"), reverse("portal:review-quality", args=[course.pk])))
    assert counts[0] == counts[-1] <= 15


def test_a_decided_case_is_practised_with_from_its_page_on() -> None:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    post("plant-case", case, {"note": "An <advert>."}, "ines")
    known = KnownCase.objects.get()
    before = text_of(ask("rob", "practise", known.pk))
    assert "An &lt;advert&gt;." not in before
    answers = {f"verdict-{SHOWN.id}": "dismissed", f"verdict-{CUT.id}": "upheld"}
    address = reverse("portal:practise", args=[known.pk])
    assert client_of("rob").post(address, {}).status_code == 400
    client_of("rob").post(address, answers)
    after = text_of(ask("rob", "practise", known.pk))
    assert "You said the same of 1 of 2." in after
    assert "An &lt;advert&gt;." in after
    assert PracticeAnswer.objects.get().user == a_user("rob")
    post("plant-case", case, {"retire": "1"}, "ines")
    assert ask("rob", "practise", known.pk).status_code == 404


def test_what_cannot_wait_is_on_the_named_person_s_list_until_they_saw_it() -> None:
    case = a_case()
    assert "This cannot wait" not in page_of(case)
    a_policy(case.course, emergency_contact=a_user("ines"))
    assert "This cannot wait" in page_of(case)
    assert post("escalate", case, {"kind": "emergency", "note": ""}).status_code == 400
    post("escalate", case, {"kind": "emergency", "note": "A <knife>."})
    assert "1 thing that could not wait is reported to you." in queue("ines")
    listed = text_of(ask("ines", "escalations"))
    assert "A &lt;knife&gt;." in listed
    client_of("ines").post(reverse("portal:escalation-seen", args=[Escalation.objects.get().pk]))
    assert "reported to you" not in queue("ines")
    client_of("ines").post(reverse("portal:escalation-settled", args=[Escalation.objects.get().pk]))
    assert "It is settled" not in text_of(ask("ines", "escalations"))
    assert "A &lt;knife&gt;." in page_of(case, "rob")


def test_somebody_too_close_says_so_once_for_all_of_a_student_s_cases() -> None:
    case = a_case()
    taken(case)
    said = token_of(case) | {"kind": "conflict", "note": "My sister.", "reach": "student"}
    post("pass-case", case, said)
    assert Conflict.objects.get().student == case.student
    assert client_of("rosa").get(at("case", case)).status_code == 404


def test_a_full_day_is_said_kindly_and_takes_nothing() -> None:
    course = a_reviewed_course()
    a_policy(course, daily_cap=1)
    first, second = a_case(course=course, student="sam"), a_case(course=course, student="kim")
    decided(first, Verdict.DISMISSED)
    assert "Thank you; the rest can wait" in queue()
    assert "Take this case" not in page_of(second)
    client_of("rosa").post(reverse("portal:next-case"))
    assert fresh(second).holder is None


def test_a_view_of_the_queue_is_kept_and_found_again() -> None:
    case = a_case()
    rosa = client_of("rosa")
    address = reverse("portal:keep-view")
    rosa.post(address, {"name": "Cuts <3", "query": "check=continuity&page=4&evil=1"})
    assert SavedView.objects.get().query == "check=continuity"
    page = queue(check="continuity")
    assert "Cuts &lt;3" in page
    assert 'aria-current="page"' in page
    assert at("case", case) in page
    assert rosa.post(address, {"name": " "}).status_code == 400
    rosa.post(address, {"forget": str(SavedView.objects.get().pk)})
    assert not SavedView.objects.exists()


def test_outcomes_are_offered_to_instructors_and_nothing_where_all_is_blind(blind: Case) -> None:
    assert 'name="outcome"><option' not in queue("ines")
    assert 'list="codes"' not in queue("ines")
    a_policy(blind.course, blind_first=False)
    assert 'name="outcome"><option' in queue("ines")
    assert 'name="outcome"><option' not in queue("rosa")


def test_a_blind_queue_costs_no_query_more_for_each_case(blind: Case) -> None:
    looked_at(blind)
    assert Look.objects.count() == 1
    assert queries_of(client_of("rosa"), at("case", blind)) <= 15
    assert queries_of(client_of("rosa"), reverse("portal:reviews")) <= 15


def test_a_recording_under_moderation_is_blurred_grey_and_muted_at_first() -> None:
    case = a_case(a_finding())
    page = page_of(case)
    assert "data-care" not in page
    data = case.run.report.data
    data["brief"]["profile"] = "moderation"
    case.run.report.save()
    page = page_of(case)
    assert re.search(r'<div class="report gentle"', page)
    assert page.count("data-care=") == 4
    assert re.search(r'data-care="blurred" checked', page)
    assert re.search(r"<video[^>]* muted", page)


def under_moderation(case: Case) -> Case:
    case.run.report.data["brief"]["profile"] = "moderation"
    case.run.report.save()
    return case


def test_every_page_that_shows_others_a_recording_under_moderation_spares_them(blind: Case) -> None:
    """Also before the findings are open, in practice, and beside the report; not its own student."""
    under_moderation(blind)
    known = a_known_case(under_moderation(a_case(student="kim", course=blind.course)))
    pages = {
        "closed": page_of(blind),
        "practice": text_of(ask("rosa", "practise", known.pk)),
        "report": text_of(ask("ines", "submission", blind.submission_id)),
    }
    for page in pages.values():
        assert '<div class="report gentle"' in page
        assert page.count("data-care=") == 4
    assert "data-care" not in text_of(ask("sam", "submission", blind.submission_id))


def test_who_looks_first_has_the_whole_player_and_lanes_that_judge_nothing(blind: Case) -> None:
    write_tracks(blind.run.report.path / "tracks", some_tracks())
    taken(blind)
    page = page_of(blind)
    for there in ("data-player-forward", "data-texts=", 'id="lane-speech"', 'id="lane-screen"'):
        assert there in page
    for closed in ("lane-check", 'id="lane-steps"', 'id="lane-person"', "bar-major"):
        assert closed not in page


def test_an_instructor_keeps_a_reviewer_away_from_a_group_on_its_page() -> None:
    case = a_case()
    group = case.course.groups.create(name="<A>")
    group.memberships.add(case.course.memberships.get(user=case.student))
    address = reverse("portal:conflicts", args=[case.course_id])
    said = {"user": a_user("rosa").pk, "group": group.pk, "why": "She tutors it."}
    assert client_of("ines").post(address, said | {"why": " "}).status_code == 400
    assert client_of("ines").post(address, said).status_code == 302
    assert "group &lt;A&gt;" in text_of(ask("ines", "conflicts", case.course_id))
    assert ask("rosa", "case", case.pk).status_code == 404
    client_of("ines").post(reverse("portal:end-conflict", args=[Conflict.objects.get().pk]))
    assert ask("rosa", "case", case.pk).status_code == 200
