"""A report as HTML: the self-contained page, and its parts for the site."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workers.brief import Brief
from workers.render.context import ReportContext, TextsContext, TimelineContext, report_context
from workers.render.drawing import drawing_of
from workers.render.pictures import data_uri
from workers.render.transcript import NO_TEXTS, texts_of
from workers.report import CheckName, Report
from workers.tracks.recording import RecordingTracks

STATIC = Path(__file__).parent / "static"
_TEMPLATES = Path(__file__).parent / "templates"


def render_page(
    report: Report,
    *,
    brief: Brief,
    tracks: RecordingTracks | None,
    images: Mapping[str, bytes],
    language: str,
    recording_name: str,
    video_url: str | None = None,
    untold: frozenset[CheckName] = frozenset(),
) -> str:
    """One HTML page that asks for nothing from outside.

    `images`: an evidence's `image` → the file's bytes (JPEG, PNG or WebP). With `video_url` the
    page has a player, and times play it from there. `untold`: as `report_context` takes it.
    """
    duration_s = report.recording.duration_s
    uris = {path: data_uri(picture) for path, picture in images.items()}
    context = report_context(
        report,
        brief=brief,
        drawing=drawing_of(tracks, duration_s) if tracks and duration_s else None,
        texts=texts_of(tracks) if tracks else NO_TEXTS,
        picture_at=lambda path: uris.get(path, ""),
        language=language,
        recording_name=recording_name,
        seekable=video_url is not None,
        untold=untold,
    )
    style = _static("tokens.css") + _static("report.css")
    script = _static("report.js") if video_url is not None else ""
    return (
        _environment()
        .get_template("page.html")
        .render(
            report=context,
            words=context.words,
            style=Markup(style),  # noqa: S704  # our own stylesheet, not input
            script=Markup(script),  # noqa: S704  # our own script, not input
            policy=_policy(style, script, video_url),
            video_url=video_url,
        )
    )


def render_part(part: str, context: ReportContext | TextsContext | TimelineContext) -> str:
    """A part of the report for a page of the site: `body` for all of it, or one of `outcome`,
    `timeline`, `findings`, `steps`, `checks`, `texts`, `made`.

    It has no inline style or script; the site links tokens.css, report.css and report.js.
    """
    template = _environment().get_template(f"report_{part}.html")
    return template.render(report=context, words=context.words)


def render_more_findings(context: ReportContext, start: int, count: int) -> str:
    """Entries of a list that is asked for in parts: from number `start` of the page's order on, at most `count`, none
    beyond its own list, and where those after them are.
    """
    template = _environment().get_template("report_more_findings.html")
    return template.render(report=context, words=context.words, start=start, count=count)


def _policy(style: str, script: str, video_url: str | None) -> str:
    """A content security policy that allows this page's own style and script, and nothing else."""
    rules = ["default-src 'none'", "img-src data:", f"style-src {_source(style)}"]
    rules += ["base-uri 'none'", "form-action 'none'"]
    if video_url is not None:
        rules += [f"script-src {_source(script)}", f"media-src {_media_source(video_url)}"]
    return "; ".join(rules)


def _source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest())
    return f"'sha256-{digest.decode('ascii')}'"


def _media_source(video_url: str) -> str:
    """Where the video may come from. Raises ValueError for a scheme that is no place of a video."""
    parts = urlsplit(video_url)
    match parts.scheme:
        case "":
            return "'self' file:"
        case "file" | "blob":
            return f"{parts.scheme}:"
        case "http" | "https" if parts.hostname:
            port = f":{parts.port}" if parts.port else ""
            return f"{parts.scheme}://{parts.hostname}{port}"
        case _:
            raise ValueError(f"a video cannot be played from {parts.scheme!r}")


@cache
def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
