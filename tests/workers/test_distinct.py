"""No two findings of a report share an id."""

from hypothesis import given
from hypothesis import strategies as st

from tests.workers.test_judge import a_finding
from workers.distinct import with_distinct_ids


def test_an_id_of_its_own_is_kept() -> None:
    findings = (a_finding(text="one"), a_finding(text="two"))
    assert with_distinct_ids(findings) == findings


def test_params_tell_findings_with_one_id_apart_in_whatever_order() -> None:
    one, two = a_finding(wanted="one"), a_finding(wanted="two")
    assert one.id == two.id
    forth, back = with_distinct_ids([one, two]), with_distinct_ids([two, one])
    assert {item.params["wanted"]: item.id for item in forth} == {
        item.params["wanted"]: item.id for item in back
    }


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), max_size=12))
def test_ids_are_always_distinct(given_texts: list[tuple[str, str]]) -> None:
    findings = with_distinct_ids([a_finding(text=text, wanted=wanted) for text, wanted in given_texts])
    assert len({item.id for item in findings}) == len(given_texts)
