"""Every table of the site that names a person says what that means when they are erased."""

from graphlib import TopologicalSorter

import pytest
from django.apps import apps
from django.db import models

from integrity.people.models import User
from integrity.stewardship import ties
from integrity.stewardship.domain.closure import _followed
from integrity.stewardship.ties import Tie, TieUnknown, relations_to, tie_of, ties_to_people


def test_every_tie_to_a_person_is_known() -> None:
    assert ties_to_people()


def test_what_is_about_somebody_goes_and_what_they_did_stays() -> None:
    known = ties_to_people()
    assert known["submissions.Submission.student"] is Tie.GOES
    assert known["courses.Membership.user"] is Tie.GOES
    assert known["people.User_groups.user"] is Tie.GOES
    assert known["reviews.Decision.by"] is Tie.STAYS
    assert known["reviews.EvidenceOpened.user"] is Tie.STAYS
    assert known["courses.IssuedVariant.superseded_by"] is Tie.STAYS


def test_a_tie_that_nobody_has_thought_of_stops_an_erasure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "ABOUT", ties.ABOUT - {"reviews.Case.student"})
    (relation,) = (one for one in relations_to(User) if ties.name_of(one) == "reviews.Case.student")
    with pytest.raises(TieUnknown, match=r"what reviews\.Case\.student means"):
        tie_of(relation)


def test_rows_of_all_tables_can_be_deleted_in_some_order() -> None:
    every: list[type[models.Model]] = list(apps.get_models(include_auto_created=True))
    before = {model: {one.related_model for one in _followed(model)} - {model} for model in every}
    assert set(TopologicalSorter(before).static_order()) >= set(every)
