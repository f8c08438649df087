import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.courses.domain.roster.reading import (
    MAX_BYTES,
    RosterFile,
    RosterUnreadable,
    decoded,
    read_roster,
)
from integrity.courses.models import Role


def problems(file: RosterFile) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in file.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_commas_semicolons_and_tabs_part_cells(delimiter: str, ends: str) -> None:
    lines = [["email", "name", "role", "group"], ["sam@example.org", "Sam O’Neill", "student", "A"]]
    file = read_roster(ends.join(delimiter.join(line) for line in lines))
    row = file.rows[0]
    assert (row.email, row.name, row.role, row.groups) == (
        "sam@example.org",
        "Sam O’Neill",
        Role.STUDENT,
        ("A",),
    )


def test_russian_headings_names_and_roles_are_read() -> None:
    row = read_roster("ФИО;Почта;Роль;Группа\nЁлкин Борис;boris@example.org;Студент;ПМ-1\n").rows[0]
    assert (row.name, row.role, row.groups) == ("Ёлкин Борис", Role.STUDENT, ("ПМ-1",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_mark_at_the_start_belongs_to_no_heading(encoding: str) -> None:
    file = read_roster(decoded("email;имя\nsam@example.org;Сэм\n".encode(encoding)))
    assert (file.rows[0].email, file.rows[0].name) == ("sam@example.org", "Сэм")


def test_another_encoding_is_refused_and_not_guessed_at() -> None:
    with pytest.raises(RosterUnreadable) as refused:
        decoded("email;имя\nsam@example.org;Сэм\n".encode("cp1251"))
    assert refused.value.code == "encoding"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8 + b"\n\n", "empty"),
        (b"name,group\nSam,A", "columns"),
        (b"email,mail\na@b.org,c@d.org", "columns"),
        (b'email\n"' + b"x" * 200_000 + b'"', "columns"),
        (b"email\n" + b"a\n" * 5001, "rows"),
        (b"x" * (MAX_BYTES + 1), "large"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, code: str) -> None:
    with pytest.raises(RosterUnreadable) as refused:
        read_roster(decoded(content))
    assert refused.value.code == code


def test_capitals_make_no_other_address() -> None:
    file = read_roster("email\nSAM@Example.ORG\nsam@example.org\n")
    assert [row.email for row in file.rows] == ["sam@example.org"]
    assert problems(file) == [(3, "twice")]


def test_each_problem_has_its_line_and_the_others_are_read() -> None:
    text = (
        "email,name,role\n"
        "not an address,Ann,\n"
        "\n"
        'ben@example.org,"Ben\nof two lines",student\n'
        "cat@example.org,Cat,wizard\n"
        "dan@example.org,Dan,student,more\n"
        ",Eve,student\n"
        "fay@example.org,Fay\u202eyaF,student\n"
        f"gus@example.org,{'G' * 151},student\n"
        "hal@example.org,Hal,student\n"
    )
    file = read_roster(text)
    expected = [(2, "email"), (4, "unseen"), (6, "role"), (7, "cells"), (8, "nobody"), (9, "unseen")]
    assert problems(file) == [*expected, (10, "name_long")]
    assert [row.email for row in file.rows] == ["hal@example.org"]


def test_names_that_run_from_right_to_left_and_markup_are_kept_as_they_are() -> None:
    file = read_roster("email,name\na@example.org,נועה לוי\nb@example.org,<b>Bobby</b>\n")
    assert [row.name for row in file.rows] == ["נועה לוי", "<b>Bobby</b>"]


def test_several_groups_stand_in_one_cell() -> None:
    row = read_roster("login,group\nada,A | B|A\n").rows[0]
    assert row.groups == ("A", "B")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        file = read_roster(text)
    except RosterUnreadable:
        return
    assert all(row.key for row in file.rows)
