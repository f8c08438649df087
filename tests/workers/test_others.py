"""Which names of other people stood or sounded in a recording."""

from pathlib import Path

import pytest

from tests.factories.reports import a_finding, a_report
from workers.others import Others, leave_names, names_in, others_in
from workers.render.transcript import Passage, Texts, Transcript

CODE = "M3XT-118Q"


def texts(*shown: str, said: str = "") -> Texts:
    return Texts(
        transcript=Transcript(passages=(Passage(at=None, text=said),), words=len(said.split()), rough=False),
        screen_text=tuple(Passage(at=None, text=text) for text in shown),
    )


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (texts("Mail", "Kim Abernathy: the answer"), "Kim Abernathy"),
        (texts("ABERNATHY, KIM"), "Kim Abernathy"),
        (texts(said="and kim abernathy says"), "Kim Abernathy"),
        (texts("Пётр Иванович Семёнов"), "Петр Иванович Семенов"),
        (texts("Семенов Пётр Иванович"), "Пётр Иванович Семёнов"),
        (texts("от 王小明"), "小明 王"),
    ],
)
def test_a_name_is_found_on_the_screen_and_in_what_was_said(read: Texts, name: str) -> None:
    assert names_in(read, ["Una Nobody", name]) == (name,)


@pytest.mark.parametrize("name", ["Kim", "Al Li", "Will Power", "", "Kim Abernathy"])
def test_what_is_no_whole_name_is_not_found(name: str) -> None:
    assert names_in(texts("Alli will find the power", "Kim and Mr. Abernethie"), [name]) == ()


def test_without_texts_no_name_is_found() -> None:
    assert names_in(Texts(transcript=None, screen_text=None), ["Kim Abernathy"]) == ()


def test_names_lie_beside_the_report_and_codes_in_its_findings(tmp_path: Path) -> None:
    report = a_report(findings=(a_finding("text.foreign_code", params={"code": CODE}),))
    assert others_in(report, tmp_path) == Others(codes=(CODE,))
    leave_names(tmp_path, ("Пётр Семёнов",))
    assert others_in(report, tmp_path) == Others(codes=(CODE,), names=("Пётр Семёнов",))
