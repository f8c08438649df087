"""Rosters come out of spreadsheets of many countries; what is wrong with one is said with its line."""

import pytest

from variants.errors import RosterInvalid
from variants.rosters import read_roster
from variants.template import Accommodation


def test_a_roster_keeps_its_order() -> None:
    roster = read_roster(b"person,group\nann,1\nboris,2\n")
    assert [(member.person, member.place) for member in roster.members] == [("ann", 0), ("boris", 1)]
    assert roster.at(1) == roster.of("boris")
    assert roster.at(2) is None


@pytest.mark.parametrize(
    "content",
    ["person;language\nann;ru\n", "\ufeffPerson,Language\r\nann,RU\r\n", "person\tlanguage\nann\tru\n"],
)
def test_a_roster_of_any_spreadsheet_is_read(content: str) -> None:
    assert read_roster(content.encode()).of("ann").language == "ru"


def test_empty_rows_behind_the_last_person_are_nobodys() -> None:
    assert len(read_roster(b"person,language\nann,en\n,\n\n").members) == 1


def test_an_id_is_the_same_however_its_signs_are_composed() -> None:
    assert read_roster("person\nrené\n".encode()).of("rene\u0301").place == 0


def test_accommodations_stand_apart_by_blanks_or_commas() -> None:
    member = read_roster(b'person,accommodations\nann,"large_text, more_time"\n').of("ann")
    assert member.accommodations == {Accommodation.LARGE_TEXT, Accommodation.MORE_TIME}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The roster's first line must name its columns, and one of them 'person'."),
        (b"name\nann\n", "The roster's first line must name its columns, and one of them 'person'."),
        (b"person\nann\nann\n", "The roster names 'ann' twice: as number 1 and 2."),
        (
            b"person,language\n,en\n",
            "Row 2 of the roster names no person: an id of 1 to 200 characters is wanted. Places are counted by rows, so leave who is gone where they are.",
        ),
        (b"person,language\nann,xx\n", "Row 2 of the roster says language 'xx'; there are en, ru."),
        (
            b"person,accommodations\nann,large\n",
            "Row 2 of the roster says 'large'; the accommodations are large_text, no_phrase, more_time.",
        ),
        (b"\xff\xfe", "The roster is not UTF-8 text."),
        (b"person,person\nann,bob\n", "The roster has two columns 'person'."),
        (b'person\n"ann\nbob\n', "The roster is no CSV file: unexpected end of data."),
        (
            b"person,language\nann,en\n,\ncid,en\n",
            "Row 3 of the roster names no person: an id of 1 to 200 characters is wanted. Places are counted by rows, so leave who is gone where they are.",
        ),
    ],
)
def test_what_is_wrong_with_a_roster_is_said(content: bytes, sentence: str) -> None:
    with pytest.raises(RosterInvalid) as refused:
        read_roster(content)
    assert str(refused.value) == sentence


def test_somebody_who_is_not_in_it_is_refused() -> None:
    with pytest.raises(RosterInvalid, match="The roster has no person 'eve'"):
        read_roster(b"person\nann\n").of("eve")
