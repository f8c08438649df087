"""A code, a note or values lead to the one whose they are."""

from tests.variants.factories import issuer
from variants.issue import Wish
from variants.rosters import read_roster
from variants.tracing import trace_code, trace_note, trace_parameters

_ROSTER = read_roster(b"person\n" + b"".join(b"p%d\n" % number for number in range(12)))


def test_a_code_leads_to_its_person_and_attempt() -> None:
    code = issuer().issue(Wish(person="p7", place=7, attempt=2)).code
    assert code is not None
    traced = trace_code(issuer(), _ROSTER, code.lower())
    assert traced is not None
    assert (traced.member.person, traced.attempt) == ("p7", 2)


def test_a_code_beyond_the_roster_is_pinned_on_nobody_else() -> None:
    codes = [issuer().issue(Wish(person=f"later{place}", place=place)).code for place in range(12, 60)]
    assert [trace_code(issuer(), _ROSTER, code or "") for code in codes] == [None] * 48


def test_a_code_of_somebody_who_is_not_there_is_nobodys() -> None:
    code = issuer().issue(Wish(person="eve", place=400)).code
    assert code is not None
    assert trace_code(issuer(), _ROSTER, code) is None


def test_a_note_and_values_lead_to_everybody_who_has_them() -> None:
    third = issuer().issue(Wish(person="p3", place=3))
    assert [one.member.person for one in trace_note(issuer(), _ROSTER, third.note)] == ["p3"]
    given = {
        "width": str(third.parameters["width"]),
        "margin": str(third.parameters["margin"]).replace(".", ","),
    }
    assert [one.member.person for one in trace_parameters(issuer(), _ROSTER, given)] == ["p3"]
    assert trace_parameters(issuer(), _ROSTER, {"width": "1"}) == []
