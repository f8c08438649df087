"""Looks at a page as axe, a keyboard and a reader would; each look answers with sentences, none where all is well."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from integrity.lib.catalogue import LOCALE, read_catalogue

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
#: What a theme can change.
OF_COLOURS = ["color-contrast", "link-in-text-block"]

_AXE = """async only => {
  const found = await axe.run({ runOnly: only, resultTypes: ["violations"], elementRef: false });
  return found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`);
}"""

#: Texts that are the site's own (not somebody's words, nor in another language, nor to be read exactly), and parts
#: of those in which both may be.
_OWN_TEXTS = """() => {
  const others = "[dir=auto], bdi, script, style, textarea, kbd, code, q, title, option, .exact, .code, [lang]:not([lang=ru])";
  const texts = [];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest(others)) texts.push(node.data);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], img[alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = element.getAttribute(name);
      if (text && !element.matches(others)) texts.push(text);
    }
  }
  for (const element of document.querySelectorAll("*")) {
    for (const [name, text] of Object.entries(element.dataset)) {
      if (/^\\p{Lu}.* /u.test(text)) texts.push(text);
    }
  }
  const mixed = [...document.querySelectorAll("title, option")].flatMap(one => one.textContent.split(" · "));
  const tidy = list => list.map(text => text.trim().replace(/\\s+/g, " ")).filter(text => text);
  return [tidy(texts), tidy(mixed)];
}"""

#: What Tab should come to: of a group of radio buttons one; what gives way to what it fetched needs no stop any more.
_CONTROLS = """() => {
  const shown = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
    element => shown(element) && !element.disabled && element.type !== "hidden" && element.tabIndex >= 0);
  const groups = new Set();
  window.controls = all.filter(element => {
    if (element.type !== "radio") return true;
    const key = `${element.form?.id} ${element.name}`;
    return !groups.has(key) && groups.add(key);
  });
  window.reached = new Map();
  document.addEventListener("focusin", event => {
    const style = getComputedStyle(event.target);
    window.reached.set(event.target, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  });
  document.activeElement?.blur();
  return window.controls.length;
}"""
_NOT_REACHED = """() => {
  const says = element => element.outerHTML.slice(0, 120);
  const group = element => element.type === "radio"
    ? [...document.getElementsByName(element.name)] : [element];
  return [
    ...window.controls.filter(element => element.isConnected && !group(element).some(one => window.reached.has(one)))
      .map(element => `Tab does not come to ${says(element)}`),
    ...[...window.reached].filter(([element, seen]) => !seen && element.matches("a, button, input, select, textarea, summary"))
      .map(([element]) => `nothing shows the focus on ${says(element)}`),
  ];
}"""


def accessible(page: Page) -> list[str]:
    return _axe(page, {"type": "tag", "values": TAGS})


def legible(page: Page) -> list[str]:
    return _axe(page, {"type": "rule", "values": OF_COLOURS})


def _axe(page: Page, only: dict[str, Any]) -> list[str]:
    found: list[str] = page.evaluate(_AXE, only)
    return found


def no_wider_than_its_window(page: Page) -> list[str]:
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px wider than the window"] if wide > 0 else []


def russian(page: Page) -> list[str]:
    """No sentence of the catalogue is in English, and no other of the site's own words."""
    own, mixed = page.evaluate(_OWN_TEXTS)
    found = [text for text in own if text in english() or _is_english(text)]
    return [f"not in Russian: {text}" for text in (*found, *(one for one in mixed if one in english()))]


@cache
def english() -> frozenset[str]:
    """What has a translation that differs."""
    catalogue = read_catalogue((LOCALE / "ru" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8"))
    return frozenset(text for text, russian_text in catalogue.items() if text and text != russian_text)


def _is_english(text: str) -> bool:
    """Several Latin words, and none of Cyrillic letters."""
    words = [word.strip(".,:;()“”") for word in text.split()]
    latin = [word for word in words if word.isascii() and word.isalpha() and word.islower()]
    return len(latin) >= 2 and not any("а" <= letter <= "я" for letter in text.lower())


def reached_by_keyboard(page: Page) -> list[str]:
    """Players and fields of dates have stops of their own, so that it is tried for longer than there are controls."""
    found: list[str] = []
    for _ in range(page.evaluate(_CONTROLS) // 10 + 12):
        for _press in range(10):
            page.keyboard.press("Tab")
        found = page.evaluate(_NOT_REACHED)
        if not found:
            break
    return found


def complaints_of(page: Page) -> list[str]:
    """What the console says from now on, but for a page's own status."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"script: {error}"))
    page.on(
        "console",
        lambda one: (
            said.append(f"console: {one.text} {one.location['url']}")
            if one.type == "error" and one.location["url"] != page.url
            else None
        ),
    )
    return said


def send(page: Page, to: str, fields: dict[str, str]) -> None:
    """A form of the page's own, so that neither policy nor token has to be got round."""
    with page.expect_navigation():
        page.evaluate(
            """([to, fields]) => {
              const form = document.createElement("form");
              form.method = "post";
              form.action = to;
              const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
              for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...fields })) {
                const field = document.createElement("input");
                field.type = "hidden";
                [field.name, field.value] = [name, value];
                form.append(field);
              }
              document.body.append(form);
              form.submit();
            }""",
            [to, fields],
        )
