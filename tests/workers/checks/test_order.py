"""When steps began, and which began before its turn; the benefit of the doubt is the person's."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.judged import a_step, steps
from workers.brief import Instructions
from workers.checks.order import TOLERANCE_S, Placed, place_steps

THREE = steps(a_step("a"), a_step("b"), a_step("c"), ordered=True)
MOMENTS = st.lists(st.integers(0, 120).map(lambda half: half / 2), min_size=1, max_size=4)


def placed(instructions: Instructions, **moments: list[list[float]]) -> dict[str, tuple[float, str | None]]:
    """Of each step its start and the step that it did not wait for."""
    return {
        step_id: (place.start_s, place.too_early_for)
        for step_id, place in place_steps(instructions, moments).items()
    }


def test_a_step_begins_with_the_last_of_its_grounds() -> None:
    assert placed(steps(a_step("a")), a=[[5.0, 30.0], [12.0], [8.0]]) == {"a": (12.0, None)}


def test_what_was_not_shown_has_no_place() -> None:
    assert placed(THREE, a=[[5.0]], c=[[9.0]]) == {"a": (5.0, None), "c": (9.0, None)}
    assert placed(THREE) == {}


def test_a_step_shown_only_before_the_one_it_waits_for_is_too_early() -> None:
    assert placed(THREE, a=[[20.0]], b=[[10.0]]) == {"a": (20.0, None), "b": (10.0, "a")}


def test_of_several_that_came_later_the_last_one_is_named() -> None:
    assert placed(THREE, a=[[20.0]], b=[[30.0]], c=[[10.0]])["c"] == (10.0, "b")


def test_what_is_shown_again_in_its_turn_is_in_order() -> None:
    assert placed(THREE, a=[[20.0]], b=[[10.0, 25.0]]) == {"a": (20.0, None), "b": (25.0, None)}


def test_one_ground_shown_again_is_enough() -> None:
    assert placed(THREE, a=[[20.0]], b=[[10.0], [12.0, 40.0]])["b"] == (40.0, None)


def test_half_a_second_too_early_is_not_too_early() -> None:
    assert placed(THREE, a=[[20.0]], b=[[20.0 - TOLERANCE_S]])["b"] == (19.5, None)
    assert placed(THREE, a=[[20.0]], b=[[19.49]])["b"] == (19.49, "a")


def test_without_an_order_nothing_is_too_early() -> None:
    free = steps(a_step("a"), a_step("b"))
    assert placed(free, a=[[20.0]], b=[[10.0]]) == {"a": (20.0, None), "b": (10.0, None)}


def test_a_step_waits_for_all_that_the_one_before_it_waits_for() -> None:
    chain = steps(a_step("a"), a_step("b", after=("a",)), a_step("c", after=("b",)))
    assert placed(chain, a=[[20.0]], c=[[10.0]])["c"] == (10.0, "a")


def test_steps_beside_each_other_in_the_graph_may_come_in_any_order() -> None:
    graph = steps(a_step("a"), a_step("b", after=("a",)), a_step("c", after=("a",)))
    assert placed(graph, a=[[5.0]], b=[[30.0]], c=[[10.0]]) == {
        "a": (5.0, None),
        "b": (30.0, None),
        "c": (10.0, None),
    }


def test_where_the_list_contradicts_the_graph_the_graph_holds() -> None:
    graph = steps(a_step("a", after=("b",)), a_step("b"), ordered=True)
    assert placed(graph, a=[[20.0]], b=[[10.0]]) == {"b": (10.0, None), "a": (20.0, None)}


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_step_is_too_early_only_where_no_moment_of_its_own_keeps_the_order(
    a: list[float], b: list[float], c: list[float]
) -> None:
    found = place_steps(THREE, {"a": [a], "b": [b], "c": [c]})
    assert found["a"] == Placed(start_s=min(a), too_early_for=None)
    for step_id, moments in (("b", b), ("c", c)):
        place = found[step_id]
        assert place.start_s in moments
        if place.too_early_for is not None:
            assert max(moments) < found[place.too_early_for].start_s - TOLERANCE_S


@given(st.permutations([1.0, 2.0, 3.0]), st.booleans())
def test_moments_in_order_are_never_too_early(times: list[float], ordered: bool) -> None:
    graph = steps(a_step("a"), a_step("b"), a_step("c"), ordered=ordered)
    found = place_steps(graph, dict(zip("abc", ([[at]] for at in sorted(times)), strict=True)))
    assert all(place.too_early_for is None for place in found.values())
