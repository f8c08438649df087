"""The pages of a capture: the task, the editor, and the page that may not be opened."""

import html
import json
from collections.abc import Mapping

from benchmarks.desktop.marks import COLOURS, MARK_PX, Mark
from benchmarks.desktop.plans import Look, Plan

TASK, EDITOR, FORBIDDEN = "/task", "/editor", "/c/8f21"
FORBIDDEN_TEXT = "ChatGPT"
_READ_TIMES = 4

#: The answer comes word by word, as such pages show it, for as long as the window stands.
_FORBIDDEN_PAGE = """
<p><b>ChatGPT</b></p>
<p>Please solve this exercise for me and explain every line.</p>
<p id="answer"></p>
<p class="field">Message ChatGPT</p>
<script>
const words = %s.split(' '), answer = document.getElementById('answer');
setInterval(() => { answer.textContent += (words.shift() || '') + ' '; }, 90);
</script>
"""
_ANSWER = (
    "Sure. Let us go through it step by step, so that you can explain it to others later on. First look at"
    " what is given and what is asked for. Then write down the smallest case by hand, and only after that"
    " the general one. Here is one way to put it, and below it a second one that is shorter but harder to read."
)

_EDITOR_SCRIPT = """
const typed = document.querySelector('textarea'), output = document.querySelector('pre');
const show = name => document.getElementById(name).hidden = false;
const wanted = %(wanted)s;
typed.addEventListener('input', () => { if (typed.value.includes(wanted)) show('typed'); });
document.querySelector('button').addEventListener('click', () => setTimeout(() => {
  output.textContent = %(output)s; show('ran');
}, 300));
"""


def pages(plan: Plan) -> Mapping[str, str]:
    """Address on the loopback server → page."""
    return {TASK: _task(plan), EDITOR: _editor(plan), FORBIDDEN: _forbidden(plan)}


def _task(plan: Plan) -> str:
    work = plan.work
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in work.reading * _READ_TIMES)
    body = (
        f"<h1>{work.title}</h1><p>{html.escape(work.statement)}</p><p>Your code: <b>{plan.code}</b></p>"
        f"<h2>Background</h2>{paragraphs}"
    )
    return _page(f"{work.title} - Course", body, plan.look)


def _editor(plan: Plan) -> str:
    work = plan.work
    script = _EDITOR_SCRIPT % {
        "wanted": json.dumps(work.expect_typed),
        "output": json.dumps("\n".join(work.output)),
    }
    body = (
        f"<h2>Work sheet</h2><textarea spellcheck=false></textarea><p><button>Run</button></p><pre></pre>"
        f"{_mark(Mark.TYPED, 90)}{_mark(Mark.RAN, 50)}<script>{script}</script>"
    )
    return _page("Work sheet", body, plan.look)


def _forbidden(plan: Plan) -> str:
    body = _FORBIDDEN_PAGE % json.dumps(_ANSWER) + _mark(Mark.FORBIDDEN, 10, hidden=False)
    return _page(FORBIDDEN_TEXT, body, plan.look)


def _mark(mark: Mark, right_px: int, *, hidden: bool = True) -> str:
    red, green, blue = COLOURS[mark]
    style = (
        f"position:fixed;right:{right_px}px;bottom:10px;width:{MARK_PX}px;height:{MARK_PX}px;"
        f"background:rgb({red},{green},{blue})"
    )
    return f'<div id="{mark}" style="{style}"{" hidden" if hidden else ""}></div>'


def _page(title: str, body: str, look: Look) -> str:
    ink, paper, field = ("#e4e6ea", "#1f2126", "#2a2d33") if look.dark else ("#22252b", "#ffffff", "#f6f7f9")
    style = (
        f"body{{font:{look.text_px}px/1.5 'DejaVu Sans',sans-serif;color:{ink};background:{paper};"
        "max-width:900px;margin:24px 60px}[hidden]{display:none}"
        f"textarea,pre,.field{{font:{look.text_px}px/1.4 'DejaVu Sans Mono',monospace;color:{ink};"
        f"background:{field};border:1px solid #888;padding:8px;box-sizing:border-box}}"
        "textarea{width:820px;height:250px}pre{width:820px;height:110px}"
    )
    scheme = "dark" if look.dark else "light"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="{scheme}">'
        f"<title>{title}</title><style>{style}</style><body>{body}</body></html>"
    )
