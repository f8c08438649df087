"""Letting a case go keeps why, and to whom."""

from collections.abc import Callable

import pytest

from integrity.reviews.domain.leases import Lease, LeaseLost, take
from integrity.reviews.domain.passing import PassingRefused, hand_over, hold, skip
from integrity.reviews.models import Passing, PassingKind
from integrity.reviews.queries import cases_for
from tests.integrity.reviews.cases import a_case, fresh, taken
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db


def test_a_case_on_hold_is_nobody_s_until_somebody_takes_it_up() -> None:
    case = a_case()
    hold(taken(case), "Waits for the interpreter.")
    held = fresh(case)
    assert (held.on_hold, held.holder, held.lease_until) == (True, None, None)
    taken(case, "rob")
    assert not fresh(case).on_hold


def test_a_case_handed_over_is_kept_for_somebody_until_it_is_taken() -> None:
    case = a_case()
    hand_over(taken(case, "rosa"), a_user("rob"), "You know this task.")
    assert fresh(case).reserved_for == a_user("rob")
    taken(case, "rob")
    assert fresh(case).reserved_for is None


def test_a_skipped_case_waits_for_anybody() -> None:
    case = a_case()
    skip(taken(case, "rosa"), "Cannot hear anything.")
    assert take(case.pk, a_user("rob")) is not None


def test_whoever_says_that_they_know_too_much_never_sees_the_case_again() -> None:
    case = a_case()
    skip(taken(case, "rosa"), "My flatmate.", conflict=True)
    assert not cases_for(a_user("rosa")).exists()
    assert take(case.pk, a_user("rosa")) is None
    assert take(case.pk, a_user("rob")) is not None


def test_every_reason_is_kept() -> None:
    case = a_case()
    skip(taken(case, "rosa"), " Too dark. ")
    hold(taken(case, "rosa"), "Later.")
    hand_over(taken(case, "rosa"), a_user("ines"), "Yours.")
    assert list(Passing.objects.values_list("kind", "by__username", "to__username", "note")) == [
        (PassingKind.SKIPPED, "rosa", None, "Too dark."),
        (PassingKind.HELD, "rosa", None, "Later."),
        (PassingKind.HANDED_OVER, "rosa", "ines", "Yours."),
    ]


@pytest.mark.parametrize(
    "let_go",
    [
        lambda lease: hold(lease, "  "),
        lambda lease: skip(lease, ""),
        lambda lease: hand_over(lease, a_user("rob"), ""),
    ],
)
def test_nothing_is_let_go_without_a_word(let_go: Callable[[Lease], None]) -> None:
    case = a_case()
    lease = taken(case)
    with pytest.raises(PassingRefused, match="note"):
        let_go(lease)
    assert fresh(case).holder == a_user("rosa")


@pytest.mark.parametrize("who", ["sam", "kim", "rosa", "nil"])
def test_a_case_is_handed_only_to_somebody_else_who_may_review_it(who: str) -> None:
    lease = taken(a_case(), "rosa")
    with pytest.raises(PassingRefused, match="to"):
        hand_over(lease, a_user(who), "Please.")


def test_a_case_is_not_handed_to_whoever_said_that_they_know_too_much() -> None:
    case = a_case()
    skip(taken(case, "rob"), "My cousin.", conflict=True)
    with pytest.raises(PassingRefused, match="to"):
        hand_over(taken(case, "rosa"), a_user("rob"), "Please.")


def test_whoever_lost_the_lease_lets_nothing_go() -> None:
    case = a_case()
    lost = taken(case, "rosa")
    skip(lost, "Not now.")
    taken(case, "rob")
    with pytest.raises(LeaseLost):
        hold(lost, "Later.")


def test_passings_are_written_once() -> None:
    skip(taken(a_case()), "No sound.")
    with pytest.raises(TypeError, match="Passing is written once"):
        Passing.objects.get().save()
