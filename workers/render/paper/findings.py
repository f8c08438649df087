"""Findings on paper: the claim with its time, what it rests on, and what speaks against it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from workers.render.findings import EvidenceView, FindingView
from workers.render.paper.sheet import ACCENT, SOFT, Sheet, Tag
from workers.render.words import Moment, Words
from workers.report import Severity

_PICTURE_MM = (58.0, 34.0)
_BESIDE_MM = 66.0
#: What stands above the first evidence of a finding.
_CLAIM_MM = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What the parts share. `pictures` by their `image_url`; `lead`: where a time leads, empty for nowhere."""

    sheet: Sheet
    words: Words
    pictures: Mapping[str, bytes]
    lead: Callable[[Moment], str]


def write_finding(means: Means, finding: FindingView) -> None:
    sheet, words = means.sheet, means.words
    has_picture = any(one.image_url in means.pictures for one in finding.evidence[:1])
    sheet.room(_CLAIM_MM + (_PICTURE_MM[1] if has_picture else 0))
    sheet.rule()
    facts = f"{finding.check} · {finding.severity_word} · {finding.strength_word}"
    time = spelled(finding.at) or words("label.no_time")
    link = means.lead(finding.at) if finding.at else ""
    sheet.text_block(f"{time} · {facts}", size=8, colour=ACCENT if link else SOFT, link=link)
    is_grave = finding.severity is not Severity.INFO
    sheet.text_block(finding.message, size=10, bold=is_grave)
    if finding.about_something_not_seen:
        sheet.text_block(words("label.not_seen"), size=8, colour=SOFT)
    write_evidence(means, finding.evidence)
    if finding.against:
        sheet.text_block(words("label.against"), bold=True)
        write_evidence(means, finding.against)
    elif is_grave:
        sheet.text_block(words("label.nothing_against"), size=8, colour=SOFT)


def write_evidence(means: Means, items: Iterable[EvidenceView]) -> None:
    for item in items:
        means.sheet.gap(1)
        picture = means.pictures.get(item.image_url)
        if picture is None:
            _words_of(means, item, indent_mm=4)
        else:
            _beside_its_picture(means, item, picture)


def spelled(at: Moment | None) -> str:
    if at is None:
        return ""
    return f"{at.shown}–{at.until}" if at.until else at.shown


def _beside_its_picture(means: Means, item: EvidenceView, picture: bytes) -> None:
    sheet = means.sheet
    width_mm, height_mm = _fitted(picture)
    sheet.room(height_mm + 4)
    top_mm, page = sheet.y, sheet.page
    sheet.set_x(sheet.l_margin + 4)
    sheet.picture(picture, item.alt, width_mm=width_mm, height_mm=height_mm)
    sheet.set_y(top_mm)
    _words_of(means, item, indent_mm=_BESIDE_MM)
    if sheet.page == page:
        sheet.set_y(max(sheet.y, top_mm + height_mm + 1))


def _words_of(means: Means, item: EvidenceView, *, indent_mm: float) -> None:
    sheet = means.sheet
    if item.quote:
        sheet.text_block(f"“{item.quote}”", indent_mm=indent_mm, tag=Tag.QUOTE)
    where = ", ".join(filter(None, (item.label, spelled(item.at))))
    if item.place:
        where = f"{where}. {item.place.says}"
    link = means.lead(item.at) if item.at else ""
    sheet.text_block(where, size=8, colour=ACCENT if link else SOFT, indent_mm=indent_mm, link=link)


def _fitted(picture: bytes) -> tuple[float, float]:
    """How large it is drawn."""
    with Image.open(BytesIO(picture)) as image:
        width, height = image.size
    scale = min(_PICTURE_MM[0] / width, _PICTURE_MM[1] / height)
    return width * scale, height * scale
