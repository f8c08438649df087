"""A template with a fault is not released, and the report says which key."""

import pytest

from tests.variants.factories import issuer
from variants.checking.conclude import CheckReport, conclude
from variants.checking.examine import Examined, examine
from variants.checking.problem import CheckName
from workers.brief import parse_brief


def _checked(*changes: tuple[str, str], people: int = 40) -> CheckReport:
    one = issuer(*changes)
    return conclude(one, [examine(one, place, parse_brief) for place in range(people)])


def test_a_template_without_a_fault_passes() -> None:
    report = _checked(people=200)
    assert [problem.says for problem in report.problems] == []
    assert report.passed
    assert report.facts == {
        "variants_at_most": 120_748_320_000,
        "different_notes": 200,
        "draws_a_variant": 1.0,
    }


_FAULTS = [
    (('that = "answers.area > 0.0', 'that = "answers.area > 9.0e6'), CheckName.PROPERTIES, "properties.1"),
    (('/ 4"', '/ 4 + 1"'), CheckName.SOLVER, "answers.1.solver"),
    (('judged = "wrong"', 'judged = "right"'), CheckName.EXAMPLES, "answers.1.examples.2"),
    (("tolerance = 0.5", "tolerance = 500.0"), CheckName.EXAMPLES, "answers.1.examples.2"),
    (('unit = "cm**2"', 'unit = "m**2"'), CheckName.EXAMPLES, "answers.1.examples.1"),
    (("from = 0.5\nto = 0.6", "from = 0.55\nto = 0.6"), CheckName.DIFFICULTY, "difficulty"),
    (("цвет: {{ colour }}. Поля", "Поля"), CheckName.LANGUAGES, "statement.ru"),
    (("in {{ colour }}. Its", "in {{ colour }} {{ '{' ~ '{' }}. Its"), CheckName.TEXTS, "statement.en"),
    (("in {{ colour }}. Its", "in {{ colour }}, {{ area }}. Its"), CheckName.TEXTS, "statement.en"),
    (('value = "area"', 'value = "double(width)"'), CheckName.TEXTS, "answers.1"),
    (('expect_text = ["{{ width }} × {{ height }}"]', 'expect_text = ["×"]'), CheckName.STEPS, "steps.1"),
    (("no_phrase = true\n", ""), CheckName.TWIN, "accommodations"),
    (('text = "{{ width }}x{{ height }}"', 'text = "same"'), CheckName.NOTES, "note"),
    (('text = "{{ width }}x{{ height }}"', 'text = "{{ width }}"'), CheckName.NOTES, "note"),
    (("[parameters.margin]", '[parameters.spare]\nkind = "names"\n[parameters.margin]'), CheckName.UNUSED, "parameters.spare"),
    (('area = "width * height"', 'area = "width * height"\nspare = "width"'), CheckName.UNUSED, "derived.spare"),
    (("A rectangle of {{ width }} by {{ height }}", "A rectangle"), CheckName.LANGUAGES, "title.en"),
    (('ru = ["цвет {{ colour }}"]', 'ru = ["цвет его"]'), CheckName.LANGUAGES, "steps.2.expect_speech.ru"),
    (('area = "width * height"', 'area = "width * height / (width - 100)"'), CheckName.SOLVER, "answers.1.solver"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "check", "key"), _FAULTS)
def test_a_fault_is_found_and_its_key_named(change: tuple[str, str], check: CheckName, key: str) -> None:
    report = _checked(change)
    assert not report.passed
    assert report.counts[check] > 0
    assert key in [problem.key for problem in report.problems if problem.check is check]


def test_a_tolerance_that_nobody_can_meet_is_found() -> None:
    third = ('value = "area"', 'value = "double(area) / 3.0"')
    report = _checked(third, ("tolerance = 0.5", "tolerance = 0.0"))
    assert "answers.1.tolerance" in [problem.key for problem in report.problems]


def test_what_a_note_a_tolerance_or_an_example_needs_is_used() -> None:
    more = ('area = "width * height"', 'area = "width * height"\nside = "string(width)"\nnear = "0.5"')
    report = _checked(
        more, ("tolerance = 0.5", 'tolerance = "near"'), ('text = "{{ width }}x', 'text = "{{ side }}x')
    )
    assert report.passed


def test_a_template_that_makes_nothing_says_why() -> None:
    report = _checked(('that = "width != height"', 'that = "width > 20000"'), people=2)
    assert report.counts[CheckName.MADE] == 2
    assert report.problems[0].says.startswith(
        "The template's key 'constraints.1' (line 40) refuses 500 of 500 draws"
    )


def test_too_few_variants_for_a_course_are_said_with_what_to_widen() -> None:
    small = (
        ("from = 100\nto = 9999\n\n[parameters.height]", "from = 100\nto = 101\n\n[parameters.height]"),
        ("from = 100\nto = 9999\n\n[parameters.margin]", "from = 100\nto = 101\n\n[parameters.margin]"),
        ("from = 0.25\nto = 2.75", "from = 0.25\nto = 0.25"),
        (
            'of = [{ en = "red", ru = "красный" }, { en = "blue", ru = "синий" }]',
            'of = [{ en = "red", ru = "красный" }]',
        ),
        (
            '[parameters.who]\nkind = "names"',
            '[parameters.who]\nkind = "names"\nof = [{ en = "Ann", ru = "Анна" }]',
        ),
    )
    report = _checked(*small, people=10)
    says = [problem.says for problem in report.problems if problem.check is CheckName.NOTES]
    assert says[0] == (
        "The template's key 'parameters' allows 4 variants at the most, for 10 people; widen 'parameters.who' first, "
        "which has 1 value."
    )


def test_a_note_may_be_shared_by_as_many_as_the_template_says() -> None:
    same = ('text = "{{ width }}x{{ height }}"', 'text = "{{ width }}x{{ height }}"\nshared = 40')
    one = issuer(same)
    examined = [Examined(note="1x2", draws=1) for _ in range(40)]
    assert conclude(one, examined).counts[CheckName.NOTES] == 0
    assert conclude(one, [*examined, Examined(note="1x2", draws=1)]).counts[CheckName.NOTES] == 1


@pytest.mark.parametrize(
    ("codes", "near"),
    [
        (["K7QX-204M", "K7QX-204M"], True),
        (["K7QX-204M", "K7QX-2AAA"], True),
        (["K7QX-204M", "K7QX-AAAA"], False),
        (["K7QX-204M", "7QX2-04MK"], True),
        (["K7QX-204M", "QX20-4MK7"], False),
    ],
)
def test_codes_that_are_too_near_are_found_without_knowing_how_they_were_made(
    codes: list[str], near: bool
) -> None:
    report = conclude(issuer(), [Examined(note=str(n), code=code, draws=1) for n, code in enumerate(codes)])
    assert (report.counts[CheckName.CODES] == 1) is near


def test_a_phrase_that_two_people_have_is_found() -> None:
    report = conclude(issuer(), [Examined(note=str(n), phrases=("a b", f"c {n}"), draws=1) for n in range(2)])
    assert [problem.says for problem in report.problems] == [
        "The template's key 'challenge' gives a phrase twice in 'en'."
    ]


def test_what_was_examined_survives_being_stored() -> None:
    one = issuer(('that = "answers.area > 0.0', 'that = "answers.area > 9.0e9'))
    examined = examine(one, 0, parse_brief)
    assert examined.problems
    assert Examined.from_data(examined.to_data()) == examined


def test_a_brief_that_no_inspection_reads_is_a_fault() -> None:
    def accepts(_brief: str) -> None:
        raise ValueError("It says nothing.")

    examined = examine(issuer(), 0, accepts)
    assert {problem.says for problem in examined.problems} == {
        "An inspection would refuse the brief: It says nothing."
    }


def test_the_report_as_data_has_every_check() -> None:
    data = _checked(people=3).to_data()
    assert data["passed"] is True
    assert list(data["checks"]) == [check.value for check in CheckName]
    assert data["people"] == 3
