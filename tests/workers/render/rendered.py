"""Pages and their contexts, made from the reports of the factory."""

from tests.factories.reports import (
    DURATION_S,
    a_brief,
    a_finding,
    a_report,
    some_text,
    some_tracks,
)
from workers.render.context import ReportContext, report_context
from workers.render.drawing import drawing_of
from workers.render.page import render_page
from workers.render.transcript import texts_of
from workers.report import (
    Report,
)

JPEG = b"\xff\xd8\xff\xe0 a picture"


def page(report: Report | None = None, **given) -> str:
    values = {
        "brief": a_brief(),
        "tracks": some_tracks(),
        "images": {"evidence/text.jpg": JPEG},
        "language": "en",
        "recording_name": "sam.mp4",
    }
    return render_page(report or a_report(), **(values | given))


def context(report: Report | None = None, *, seekable: bool = True, language: str = "en") -> ReportContext:
    return report_context(
        report or a_report(),
        brief=a_brief(),
        drawing=drawing_of(some_tracks(), DURATION_S),
        texts=texts_of(some_tracks()),
        picture_at={"evidence/text.jpg": "/evidence/1/text.jpg"}.__getitem__,
        language=language,
        recording_name="sam.mp4",
        seekable=seekable,
    )


def findings_of_every_weight() -> tuple:
    return (
        a_finding("continuity.gap", params={"length_s": 2.5}, start_s=80.0),
        a_finding("continuity.freeze", params={"length_s": 6.0}, start_s=88.0),
        a_finding(counter_evidence=(some_text(90.0, text="no ChatGPT here"),)),
    )
