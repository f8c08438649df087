"""A code, a note or values lead to the one whose they are."""

from tests.variants.factories import issuer
from variants.issue import Wish
from variants.rosters import read_roster
from variants.shares import Holder, Share
from variants.tracing import trace_code, trace_note, trace_parameters

_ROSTER = read_roster(b"person\n" + b"".join(b"p%d\n" % number for number in range(12)))
_SHARE = Share(attempts=5)


def code_of(place: int, attempt: int = 1, share: Share = _SHARE) -> str:
    number = share.number(Holder(place=place, attempt=attempt))
    return issuer().issue(Wish(person=f"p{place}", number=number, attempt=attempt)).code or ""


def test_a_code_leads_to_its_person_and_attempt() -> None:
    traced = trace_code(issuer(), _SHARE, _ROSTER, code_of(7, attempt=2).lower())
    assert traced is not None
    assert (traced.member.person, traced.attempt) == ("p7", 2)


def test_a_code_beyond_the_roster_is_pinned_on_nobody_else() -> None:
    codes = [code_of(place) for place in range(12, 60)]
    assert [trace_code(issuer(), _SHARE, _ROSTER, code) for code in codes] == [None] * 48


def test_a_code_of_another_template_of_the_course_is_pinned_on_nobody() -> None:
    here, there = (Share(which=which, of=2, attempts=5) for which in (1, 2))
    codes = [code_of(place, share=there) for place in range(12)]
    assert [trace_code(issuer(), here, _ROSTER, code) for code in codes] == [None] * 12
    assert trace_code(issuer(), there, _ROSTER, codes[3]) is not None


def test_a_note_and_values_lead_to_everybody_who_has_them() -> None:
    third = issuer().issue(Wish(person="p3", number=15))
    assert [one.member.person for one in trace_note(issuer(), _ROSTER, third.note)] == ["p3"]
    given = {
        "width": str(third.parameters["width"]),
        "margin": str(third.parameters["margin"]).replace(".", ","),
    }
    assert [one.member.person for one in trace_parameters(issuer(), _ROSTER, given)] == ["p3"]
    assert trace_parameters(issuer(), _ROSTER, {"width": "1"}) == []
