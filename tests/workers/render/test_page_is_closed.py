"""The self-contained page asks for nothing from outside, and texts in it stay texts."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from tests.factories.reports import (
    a_brief,
    a_check,
    a_finding,
    a_report,
    a_step,
    some_checks,
    some_lines,
    some_speech,
    some_text,
    some_tracks,
)
from tests.workers.render.markup import read
from tests.workers.render.rendered import JPEG, page
from workers.brief import Instructions, Step
from workers.render.page import STATIC
from workers.report import (
    CheckStatus,
    Coverage,
    Gap,
    Report,
)
from workers.tracks.text import TextTrack

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(2)>\"'` onload=x &amp; \x00\x1b\u202e שלום"


@pytest.mark.parametrize("video_url", [None, "sam.mp4"])
def test_the_page_asks_for_nothing_from_outside(video_url):
    shown = read(page(video_url=video_url))
    assert shown.all("link") == []
    assert [one.attributes.get("src") for one in shown.all("script")] == ([None] if video_url else [])
    sources = [one.attributes["src"] for one in shown.all("img")]
    assert sources == ["data:image/jpeg;base64," + base64.b64encode(JPEG).decode()]
    for name in ("tokens.css", "report.css"):
        style = (STATIC / name).read_text(encoding="utf-8")
        assert "@import" not in style
        assert not re.search(r"url\((?!\"#)", style)


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_allows_this_style_and_this_script_only(tag):
    shown = read(page(video_url="sam.mp4"))
    digest = base64.b64encode(hashlib.sha256(shown.all(tag)[0].text.encode()).digest()).decode()
    policy = shown.all("meta")[1].attributes["content"]
    assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("video_url", "source"),
    [
        ("sam.mp4", "media-src 'self' file:"),
        ("https://store.example:8443/a.mp4?key=1;script-src *", "media-src https://store.example:8443"),
        ("blob:null/1", "media-src blob:"),
    ],
)
def test_a_video_is_played_from_its_own_place_only(video_url, source):
    policy = read(page(video_url=video_url)).all("meta")[1].attributes["content"]
    assert policy.split("; ")[-1] == source


@pytest.mark.parametrize("video_url", ["javascript:alert(1)", "data:text/html,x", "https:///x", "ftp://a/b"])
def test_a_scheme_that_plays_no_video_is_refused(video_url):
    with pytest.raises(ValueError, match="cannot be played"):
        page(video_url=video_url)


def hostile_report() -> Report:
    evidence = some_text(text=HOSTILE)
    finding = a_finding(
        params={"wanted": HOSTILE}, evidence=(evidence,), counter_evidence=(evidence,), message=HOSTILE
    )
    policy = a_finding("injection.shown", params={}, message=HOSTILE, start_s=60.0)
    check = a_check(
        "speech",
        status=CheckStatus.INCONCLUSIVE,
        message=HOSTILE,
        coverage=Coverage(examined_s=3.0, gaps=(Gap(start_s=1.0, end_s=2.0, why=HOSTILE),)),
        engines=(replace(some_checks()[2].engines[0], name=HOSTILE, kind=HOSTILE),),
    )
    return a_report(findings=(finding, policy), checks=(check,), steps=(a_step("run", message=HOSTILE),))


def hostile_page(**given) -> str:
    steps = Instructions(steps=(Step(id="run", instruction=HOSTILE),))
    line = replace(some_lines()[0], text=HOSTILE)
    words = tuple(replace(word, text=HOSTILE) for word in some_speech(3).words)
    tracks = some_tracks(
        text=TextTrack(engine=some_checks()[2].engines[0], lines=(line,)),
        speech=replace(some_speech(), words=words),
    )
    brief = a_brief(title=HOSTILE, instructions=steps)
    return page(hostile_report(), brief=brief, tracks=tracks, recording_name=HOSTILE, **given)


@pytest.mark.parametrize("video_url", [None, f"x.mp4?{HOSTILE}"])
def test_markup_in_texts_stays_text(video_url):
    html = hostile_page(video_url=video_url)
    shown = read(html)
    assert len(shown.all("script")) == (1 if video_url else 0)
    assert all(one.attributes["src"].startswith("data:") for one in shown.all("img"))
    names = {name for element in shown.elements for name in element.attributes}
    assert not [name for name in names if name.startswith("on")]
    assert html.count("&lt;script&gt;alert(1)") > 10


def test_control_characters_and_marks_of_direction_do_not_reach_the_page():
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", hostile_page())
