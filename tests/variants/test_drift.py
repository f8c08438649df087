import pytest

from variants.drift import Observed, Share, drift, wilson


def people(count: int, right: int, **values: bool | float | str) -> list[Observed]:
    """So many with the same values, of whom so many answered `x` rightly."""
    return [Observed(values=values, right={"x": place < right}) for place in range(count)]


def test_the_interval_of_a_share_is_wilson_s() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


@pytest.mark.parametrize(("right", "of", "low", "high"), [(0, 0, 0, 1), (0, 5, 0, 0.4345), (5, 5, 0.5655, 1)])
def test_of_few_people_little_is_claimed(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_a_value_that_is_harder_lies_below_all_others() -> None:
    observed = people(30, 6, level=99) + people(30, 27, level=95) + people(30, 28, level=90)
    (parameter,) = drift(observed, ["x"])
    assert [(row.value, row.people, row.shares["x"].is_lower) for row in parameter.rows] == [
        ("90", 30, False),
        ("95", 30, False),
        ("99", 30, True),
    ]


def test_a_difference_that_chance_explains_is_not_marked() -> None:
    (parameter,) = drift(people(6, 3, level=1) + people(6, 5, level=2), ["x"])
    assert not any(row.shares["x"].is_lower for row in parameter.rows)


def test_who_has_not_answered_counts_among_people_and_not_in_shares() -> None:
    silent = Observed(values={"level": 1}, right={})
    (parameter,) = drift([*people(2, 1, level=1), silent, *people(1, 1, level=2)], ["x"])
    first = parameter.rows[0]
    assert (first.people, first.shares["x"].right, first.shares["x"].of) == (3, 1, 2)
    assert first.shares["x"].share == 0.5


def test_the_share_of_nobody_is_none() -> None:
    assert Share(right=0, of=0, low=0.0, high=1.0).share is None


def test_decimals_are_put_into_quarters_of_the_people() -> None:
    observed = [Observed(values={"mass": place / 2}, right={}) for place in range(9)]
    (parameter,) = drift(observed, [])
    assert [(row.value, row.people) for row in parameter.rows] == [
        ("0 – 1", 3),
        ("1 – 2", 2),
        ("2 – 3", 2),
        ("3 – 4", 2),
    ]


def test_whole_numbers_with_few_values_stay_apart_and_with_many_are_binned() -> None:
    few = [Observed(values={"n": place % 12}, right={}) for place in range(48)]
    many = [Observed(values={"n": place}, right={}) for place in range(48)]
    assert [row.value for row in drift(few, [])[0].rows] == [str(value) for value in range(12)]
    assert [row.people for row in drift(many, [])[0].rows] == [12, 12, 12, 12]


def test_numbers_that_most_people_share_make_fewer_bins() -> None:
    observed = [Observed(values={"mass": 1.0}, right={}) for _ in range(9)]
    observed.append(Observed(values={"mass": 5.0}, right={}))
    (parameter,) = drift(observed, [])
    assert [(row.value, row.people) for row in parameter.rows] == [("1", 9), ("1 – 5", 1)]


def test_texts_that_everybody_has_alone_and_values_that_all_share_are_left_out() -> None:
    observed = [Observed(values={"name": f"p{place}", "same": 1}, right={}) for place in range(20)]
    assert drift(observed, []) == ()


def test_truth_values_are_called_as_templates_write_them() -> None:
    (parameter,) = drift(people(1, 1, flag=True) + people(1, 1, flag=False), ["x"])
    assert [row.value for row in parameter.rows] == ["false", "true"]


def test_outcomes_are_counted_for_each_value() -> None:
    outcomes = ["clear", None, "needs_review", "clear"]
    observed = [Observed(values={"n": 1}, right={}, outcome=outcome) for outcome in outcomes]
    (parameter,) = drift([*observed, Observed(values={"n": 2}, right={})], [])
    assert [dict(row.outcomes) for row in parameter.rows] == [{"clear": 2, "needs_review": 1}, {}]
