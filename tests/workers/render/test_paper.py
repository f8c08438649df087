"""A report as a PDF: read back by another program than the one that wrote it."""

import ctypes
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from tests.factories.reports import (
    DURATION_S,
    a_brief,
    a_finding,
    a_report,
    an_unreadable_report,
    some_text,
    some_tracks,
)
from tests.workers.render.rendered import findings_of_every_weight
from workers.render.context import report_context
from workers.render.drawing import drawing_of
from workers.render.paper.pdf import render_pdf
from workers.render.transcript import texts_of
from workers.report import Report

PAGE = "https://candor.example/submissions/7/"


def a_picture(width: int = 64, height: int = 36) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#246").save(content, "JPEG")
    return content.getvalue()


def a_pdf(report: Report | None = None, **given: Any) -> pypdfium2.PdfDocument:
    values = {
        "brief": a_brief(),
        "drawing": drawing_of(some_tracks(), DURATION_S),
        "texts": texts_of(some_tracks()),
        "picture_at": str,
        "language": "en",
        "recording_name": "sam.mp4",
        "seekable": False,
    }
    content = render_pdf(
        report_context(report or a_report(), **(values | given)),
        pictures={"evidence/text.jpg": a_picture()},
        lead=lambda at: f"{PAGE}#t={at.seconds:g}",
        made_at=datetime(2026, 11, 28, tzinfo=UTC),
    )
    return pypdfium2.PdfDocument(content)


def text_of(document: pypdfium2.PdfDocument) -> str:
    """In one line, as it is wrapped anywhere."""
    pages = (page.get_textpage().get_text_range() for page in document)
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def whole() -> pypdfium2.PdfDocument:
    return a_pdf(a_report(findings=findings_of_every_weight()))


def test_it_says_what_the_page_says(whole: pypdfium2.PdfDocument) -> None:
    text = text_of(whole)
    for said in (
        "◐ Incomplete",
        "1 check could not be completed",
        "The text “ChatGPT”, which the brief does not allow, was seen on the screen.",
        "major · strong evidence",
        "What speaks against it “no ChatGPT here”",
        "1. Write the function in the editor: Seen, 0:10–0:30",
        "Not examined 1:20–1:35: there is no sound in this part",
        "def moving_average(values, window):",
        "A person looks at each finding, may dismiss it, and answers for the decision.",
    ):
        assert said in text


@pytest.fixture(scope="module")
def strange() -> pypdfium2.PdfDocument:
    """In Russian, of names that few programs expect, and of more than one page can hold."""
    long = some_text(text="a line that is rather long " * 60)
    return a_pdf(
        a_report(findings=tuple(a_finding(id=f"f{number}", evidence=(long,)) for number in range(9))),
        brief=a_brief(title="Среднее 平均 3"),
        recording_name="<b>**sam**</b> {x}.mp4",
        language="ru",
    )


def test_it_speaks_russian(strange: pypdfium2.PdfDocument) -> None:
    text = text_of(strange)
    assert "Наблюдения" in text
    assert "Человек рассматривает каждое наблюдение" in text
    assert strange.get_metadata_dict()["Title"] == "Среднее 平均 3 · Неполный"


def test_times_lead_back_to_the_report(whole: pypdfium2.PdfDocument) -> None:
    addresses = set(links_of(whole))
    assert {f"{PAGE}#t=42", f"{PAGE}#t=88", f"{PAGE}#t=10"} <= addresses


def test_its_parts_are_tagged_and_pictures_told_in_words(whole: pypdfium2.PdfDocument) -> None:
    parts = [part for page in whole for part in parts_of(page)]
    kinds = {kind for kind, _ in parts}
    assert kinds == {"H1", "H2", "H3", "P", "BlockQuote", "Figure"}
    told = [alt for kind, alt in parts if kind == "Figure"]
    assert all(told)
    assert "Picture from the recording at 0:42, where “Ask ChatGPT anything” was read" in told
    assert any(alt.startswith("speech: Somebody speaks in 2 stretches.") for alt in told)
    assert raw.FPDFCatalog_IsTagged(whole.raw)


def test_a_letter_that_the_typeface_has_not_is_a_box_and_said_to_be(
    whole: pypdfium2.PdfDocument, strange: pypdfium2.PdfDocument
) -> None:
    assert "□" not in text_of(whole)
    assert "Среднее □□ 3" in text_of(strange)
    assert "нет в шрифте этого файла" in text_of(strange)


def test_markup_in_a_name_is_text(strange: pypdfium2.PdfDocument) -> None:
    assert "<b>**sam**</b> {x}.mp4" in text_of(strange)


def test_a_part_that_goes_over_pages_is_tagged_on_each(strange: pypdfium2.PdfDocument) -> None:
    assert len(strange) > 3
    assert all(list(parts_of(page)) for page in strange)


def test_an_unreadable_recording_has_its_report_too_and_a_name_from_the_right_is_whole() -> None:
    document = a_pdf(an_unreadable_report(), brief=a_brief(title="שלום"), drawing=None, picture_at=str)
    text = text_of(document)
    assert "◐ Incomplete" in text
    assert "שלום" in text


def links_of(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        place, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, place, link):
            action = raw.FPDFLink_GetAction(link)
            length = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document.raw, action, buffer, length)
            yield buffer.value.decode()


def parts_of(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    """What each part of the page is, and its words where it has some of its own."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    waiting = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, number)
        for number in range(raw.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        part = waiting.pop()
        kind = _string(raw.FPDF_StructElement_GetType, part)
        if kind != "Document":
            yield kind, _string(raw.FPDF_StructElement_GetAltText, part)
        inside = (
            raw.FPDF_StructElement_GetChildAtIndex(part, number)
            for number in range(raw.FPDF_StructElement_CountChildren(part))
        )
        waiting += [one for one in inside if one]


def _string(ask: Any, part: Any) -> str:
    length = ask(part, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(part, buffer, length)
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")
