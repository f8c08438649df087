"""Practising with decided cases: nothing of it reaches anybody."""

import pytest

from integrity.reviews.domain.practice import PracticeRefused, answer, plant, retire, right_answers
from integrity.reviews.models import Case, KnownCase, PracticeAnswer, Verdict
from integrity.reviews.queries import known_cases_for
from tests.integrity.reviews.cases import CUT, SHOWN, a_case, a_minute_passes, decided, fresh
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db
RIGHT = {SHOWN.id: "dismissed", CUT.id: "dismissed"}


@pytest.fixture
def case() -> Case:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.DISMISSED, "rosa")
    a_minute_passes(case)
    return fresh(case)


def planted(case: Case) -> KnownCase:
    return plant(case, a_user("ines"), "A cut of the player.")


def test_a_known_case_is_there_for_reviewers_until_it_is_retired(case: Case) -> None:
    known = planted(case)
    assert list(known_cases_for(a_user("rob"))) == [known]
    assert not known_cases_for(a_user("sam")).exists()
    retire(known, a_user("ines"))
    assert not known_cases_for(a_user("rob")).exists()


def test_an_answer_is_kept_and_changes_nothing_else(case: Case) -> None:
    known, before = planted(case), Case.objects.values().get()
    answer(known, a_user("rob"), RIGHT | {"f" * 16: "upheld"})
    assert PracticeAnswer.objects.get().verdicts == RIGHT == right_answers(known)
    assert Case.objects.values().get() == before


@pytest.mark.parametrize("verdicts", [{}, {SHOWN.id: "dismissed"}, RIGHT | {CUT.id: "guilty"}])
def test_every_finding_is_answered_or_none(case: Case, verdicts: dict[str, str]) -> None:
    with pytest.raises(PracticeRefused) as refusal:
        answer(planted(case), a_user("rob"), verdicts)
    assert refusal.value.code == "undecided"


def test_nobody_practises_twice_or_with_their_own_decision(case: Case) -> None:
    known = planted(case)
    answer(known, a_user("rob"), RIGHT)
    for who, code in (("rob", "again"), ("rosa", "own")):
        with pytest.raises(PracticeRefused) as refusal:
            answer(known, a_user(who), RIGHT)
        assert refusal.value.code == code


def test_a_case_that_waits_is_nothing_to_practise_with() -> None:
    with pytest.raises(PracticeRefused) as refusal:
        plant(a_case(), a_user("ines"), "")
    assert refusal.value.code == "state"
