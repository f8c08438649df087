"""Who reviews, as a course set it: the named, and where none of them can, everybody; nothing lies forgotten."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from integrity.audit.models import AuditEntry
from integrity.courses.models import Course, Membership, Role
from integrity.people.models import Appointment, Office
from integrity.reviews.domain.appeals import appeal
from integrity.reviews.domain.conflicts import declare, end, keep_away
from integrity.reviews.domain.decisions import decide
from integrity.reviews.domain.hearings import release
from integrity.reviews.domain.leases import renew, take
from integrity.reviews.domain.naming import (
    NamingRefused,
    Unattended,
    name_reviewers,
    say_away,
    unattended_in,
)
from integrity.reviews.domain.passing import PassingRefused, hand_over
from integrity.reviews.models import Case, CaseState, NamedReviewer, Verdict
from integrity.reviews.queries import cases_to_take, reviewers_of
from integrity.reviews.shelves import Wanted, queue_for
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import (
    a_case,
    a_minute_passes,
    a_policy,
    a_reviewed_course,
    all_as,
    decided,
    fresh,
    taken,
    the_time_to_reply_passes,
    typed_and_opened,
)
from tests.integrity.rows import a_course, a_user

pytestmark = pytest.mark.django_db

STAFF = ("ines", "rob", "rosa")


@pytest.fixture
def course() -> Course:
    return a_reviewed_course()


def name(course: Course, *people: str, **away_until: date) -> None:
    wanted = {a_user(one).pk: None for one in people} | {
        a_user(one).pk: until for one, until in away_until.items()
    }
    name_reviewers(course, a_user("ines"), wanted)


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def who_may_take(case: Case) -> set[str]:
    return {one for one in STAFF if cases_to_take(a_user(one)).filter(pk=case.pk).exists()}


def test_a_course_that_names_nobody_has_a_common_queue(course: Course) -> None:
    assert who_may_take(a_case(course=course)) == set(STAFF)
    assert unattended_in(course) == Unattended(all_away=False, fallen_back=0, stranded=0)


def test_only_the_named_are_given_cases(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob")
    assert who_may_take(case) == {"rob"}
    assert list(queue_for(a_user("rosa"), Wanted())) == []
    assert take(case.pk, a_user("rosa")) is None
    assert take(case.pk, a_user("rob")) is not None
    assert unattended_in(course) == Unattended(all_away=False, fallen_back=0, stranded=0)


def test_it_counts_for_that_course_alone(course: Course) -> None:
    elsewhere = a_case(course=a_reviewed_course(), student="kim")
    name(course, "rob")
    assert who_may_take(elsewhere) == set(STAFF)


def test_whoever_has_a_case_in_hand_keeps_it(course: Course) -> None:
    case = a_case(course=course)
    lease = taken(case, "rosa")
    name(course, "rob")
    assert renew(lease)
    typed_and_opened(case, all_as(case, Verdict.DISMISSED), "rosa")
    assert decide(lease).by == a_user("rosa")


def test_where_all_are_away_the_case_is_offered_to_everybody_and_the_instructor_is_told(
    course: Course,
) -> None:
    case = a_case(course=course)
    name(course, rob=tomorrow())
    assert who_may_take(case) == set(STAFF)
    assert unattended_in(course) == Unattended(all_away=True, fallen_back=1, stranded=0)


def test_whoever_is_back_today_is_there(course: Course) -> None:
    case = a_case(course=course)
    name(course, rob=timezone.localdate())
    assert who_may_take(case) == {"rob"}


def test_where_the_only_one_is_too_close_the_case_goes_to_others(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob")
    declare(taken(case, "rob"), "My brother.")
    assert who_may_take(case) == {"ines", "rosa"}
    assert unattended_in(course) == Unattended(all_away=False, fallen_back=1, stranded=0)
    assert who_may_take(a_case(course=course, student="kim")) == {"rob"}


def test_somebody_who_is_kept_away_from_a_whole_course_or_group_is_not_waited_for(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob")
    group = course.groups.create(name="A")
    course.memberships.get(user=a_user("sam")).groups.add(group)
    for reach in (group, None):
        conflict = keep_away(course, a_user("rob"), reach, "His flatmates.", by=a_user("ines"))
        assert who_may_take(case) == {"ines", "rosa"}
        end(conflict, by=a_user("ines"))
        assert who_may_take(case) == {"rob"}


def test_of_two_named_the_other_takes_what_one_is_too_close_to(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob", "rosa")
    declare(taken(case, "rob"), "My brother.")
    assert who_may_take(case) == {"rosa"}


def test_whoever_left_the_course_or_may_not_sign_in_is_not_waited_for(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob", "rosa")
    course.memberships.filter(user=a_user("rob")).delete()
    assert who_may_take(case) == {"rosa"}
    rosa = a_user("rosa")
    rosa.is_active = False
    rosa.save()
    assert "ines" in who_may_take(case)


def test_a_second_look_is_another_named_one_s_and_else_anybody_s(course: Course) -> None:
    a_policy(course, second_share=1.0)
    for named, second in ((("rob", "rosa"), {"rosa"}), (("rob",), {"ines", "rosa"})):
        name(course, *named)
        case = a_case(course=course, student="sam" if len(named) == 2 else "kim")
        decided(case, Verdict.DISMISSED, "rob")
        assert fresh(case).state == CaseState.SECOND
        Case.objects.filter(pk=case.pk).update(due_at=timezone.now())
        assert who_may_take(case) == second


def an_appealed_case(course: Course) -> Case:
    case = a_case(course=course)
    decided(case, Verdict.UPHELD, "rob")
    a_minute_passes(case)
    the_time_to_reply_passes(case)
    release(taken(case, "rob"))
    appeal(case.submission, a_user("sam"), "I did it myself.")
    return fresh(case)


def test_an_appeal_is_always_somebody_else_s(course: Course) -> None:
    name(course, "rob", "rosa")
    case = an_appealed_case(course)
    assert who_may_take(case) == {"rosa"}
    name(course, "rob")
    assert who_may_take(case) == {"ines", "rosa"}
    assert set(reviewers_of(case)) == {a_user("ines"), a_user("rosa")}


def test_an_appeal_that_nobody_of_the_course_may_decide_is_told(course: Course) -> None:
    name(course, "rob")
    case = an_appealed_case(course)
    course.memberships.filter(user__username__in=["rosa", "ines"]).delete()
    assert who_may_take(case) == set()
    assert unattended_in(course) == Unattended(all_away=False, fallen_back=0, stranded=1)


def test_cases_are_handed_over_among_the_named(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob", "rosa")
    lease = taken(case, "rob")
    with pytest.raises(PassingRefused, match="to"):
        hand_over(lease, a_user("ines"), "Please.")
    hand_over(lease, a_user("rosa"), "Please.")
    assert fresh(case).reserved_for == a_user("rosa")


def test_what_was_kept_for_somebody_who_goes_away_waits_for_all(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob", "rosa")
    hand_over(taken(case, "rob"), a_user("rosa"), "Please.")
    say_away(a_user("rosa"), tomorrow())
    assert fresh(case).reserved_for is None
    assert who_may_take(case) == {"rob"}
    say_away(a_user("rosa"), None)
    assert who_may_take(case) == {"rob", "rosa"}


def test_the_institution_s_reviewers_become_reviewers_of_the_course_they_are_named_in(
    course: Course,
) -> None:
    uli = a_user("uli")
    with pytest.raises(NamingRefused, match="person"):
        name(course, "uli")
    Appointment.objects.create(institution=course.institution, user=uli, office=Office.REVIEWS)
    case = a_case(course=course)
    name(course, "uli")
    assert Membership.objects.get(course=course, user=uli).role == Role.REVIEWER
    assert cases_to_take(uli).get() == case


@pytest.mark.parametrize("who", ["sam", "nil"])
def test_nobody_else_is_named(course: Course, who: str) -> None:
    a_course("Elsewhere", institution="South College")
    Appointment.objects.create(institution=course.institution, user=a_user("sam"), office=Office.REVIEWS)
    with pytest.raises(NamingRefused, match="person"):
        name(course, "rob", who)
    assert not NamedReviewer.objects.exists()


def test_naming_is_logged_and_naming_nobody_opens_the_queue_again(course: Course) -> None:
    case = a_case(course=course)
    name(course, "rob")
    name(course)
    assert who_may_take(case) == set(STAFF)
    assert AuditEntry.objects.filter(action="reviews.named").count() == 2


def page_of(who: str, name: str, *args: object) -> str:
    return text_of(client_of(who).get(reverse(f"portal:{name}", args=args)))


def test_an_instructor_names_people_on_the_course_s_page(course: Course) -> None:
    a_case(course=course)
    rob = a_user("rob").pk
    answer = client_of("ines").post(
        reverse("portal:name-reviewers", args=[course.pk]),
        {"reviewer": [rob], f"away-{rob}": tomorrow().isoformat()},
    )
    assert answer.status_code == 302
    named = NamedReviewer.objects.get()
    assert (named.user, named.away_until) == (a_user("rob"), tomorrow())
    for page in (page_of("ines", "review-policy", course.pk), page_of("ines", "course", course.pk)):
        assert "Everybody who is named to review is away" in page
        assert "1 case waits that nobody who is named can decide now" in page
    assert "Everybody who is named" not in page_of("sam", "course", course.pk)


@pytest.mark.parametrize("form", [{"reviewer": "{sam}"}, {"reviewer": "{rob}", "away-{rob}": "soon"}])
def test_what_is_wrong_in_the_form_is_said_and_nothing_kept(course: Course, form: dict[str, str]) -> None:
    numbers = {one: a_user(one).pk for one in ("sam", "rob")}
    typed = {key.format(**numbers): value.format(**numbers) for key, value in form.items()}
    answer = client_of("ines").post(reverse("portal:name-reviewers", args=[course.pk]), typed)
    assert (answer.status_code, 'role="alert"' in text_of(answer)) == (400, True)
    assert not NamedReviewer.objects.exists()


def test_whoever_is_named_says_on_the_queue_that_they_are_away(course: Course) -> None:
    name(course, "rob")
    assert "I am away until" not in page_of("rosa", "reviews")
    assert "I am away until" in page_of("rob", "reviews")
    client_of("rob").post(reverse("portal:say-away"), {"until": tomorrow().isoformat()})
    assert NamedReviewer.objects.get().away_until == tomorrow()
    assert f'value="{tomorrow().isoformat()}"' in page_of("rob", "reviews")
    client_of("rob").post(reverse("portal:say-away"), {"until": ""})
    assert NamedReviewer.objects.get().away_until is None
