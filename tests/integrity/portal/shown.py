"""Every page of the site as somebody sees it with something on it: what the tests of all pages go through.

An address that answers GET stands either among PAGES or, with a reason, in NO_PAGE; `test_access.py` says so when
one does not. The names in `of` are those of `scene.py`.
"""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.integrity.portal.addresses import arguments_of
from tests.integrity.portal.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`post`: what is sent from there, and to which address, so that the answer is the page to look at."""

    route: str
    who: str
    of: str = "here"
    #: What is to be seen, where it is not the usual.
    state: str = ""
    query: str = ""
    #: Students use it on a phone.
    phone: bool = False
    post: dict[str, str] = field(default_factory=dict)
    to: str = ""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.route} of {self.who}{', ' if self.state else ''}{self.state}"

    def address(self, scene: Scene) -> str:
        return address(self.route, scene[self.of]) + self.query

    def post_address(self, scene: Scene) -> str:
        return address(self.to or self.route, scene[self.of])


def address(route: str, known: dict[str, Any]) -> str:
    return reverse(route, kwargs={argument: known[argument] for argument in arguments_of(route)})


def page(route: str, who: str, state: str = "", **more: Any) -> Page:
    return Page(route=f"portal:{route}", who=who, state=state, **more)


def refused(route: str, who: str, state: str, post: dict[str, str], **more: Any) -> Page:
    """A form that comes back, with what is wrong in it."""
    to = f"portal:{more.pop('to')}" if "to" in more else ""
    return page(route, who, state, post=post, to=to, **({"status": 400} | more))


NOT_TOML = "not = [toml"

PAGES: tuple[Page, ...] = (
    page("sign-in", "nobody", phone=True),
    refused(
        "sign-in", "nobody", "a wrong password", {"username": "sam", "password": "?"}, status=200, phone=True
    ),
    page("new-password", "nobody", "an old link", phone=True),
    page("own-password", "sam", phone=True),
    refused("own-password", "sam", "not the old one", {"new_password1": "a"}, status=200, phone=True),
    page("home", "sam", phone=True),
    page("home", "nil", "in no course", phone=True),
    page("course", "sam", phone=True),
    page("course", "ines"),
    page("course", "ines", "without anything", of="empty course"),
    page("course", "pat", "not theirs", status=404, phone=True),
    page("assignment", "sam", phone=True),
    page("assignment", "sam", "own variant", of="variants", phone=True),
    page("assignment", "kim", "own variant in large type", of="large", phone=True),
    page("assignment", "ines"),
    page("assignment", "ines", "nothing handed in", of="empty assignment"),
    refused("assignment", "sam", "no file", {"recording": ""}, to="hand-in", phone=True),
    page("record", "sam", phone=True),
    page("record", "kim", "own variant in large type", of="large", phone=True),
    page("new-assignment", "ines"),
    refused("new-assignment", "ines", "a wrong brief", {"brief": NOT_TOML}),
    page("edit-assignment", "ines"),
    page("submission", "sam", phone=True),
    page("submission", "ines"),
    page("submission", "sam", "waiting", of="waiting", phone=True),
    page("submission", "sam", "running", of="running", phone=True),
    page("submission", "ines", "stopped", of="stopped"),
    page("submission", "kim", "may reply", of="told", phone=True),
    page("submission", "tom", "replied", of="replied", phone=True),
    page("submission", "uma", "may appeal", of="released", phone=True),
    page("submission", "vik", "appealed", of="appealed", phone=True),
    page("submission", "uma", "nothing held against them", of="decided", phone=True),
    refused("submission", "kim", "an empty reply", {"text": " "}, of="told", to="reply", phone=True),
    page("receipt", "sam", phone=True),
    page("receipt", "ines"),
    page("texts", "sam", phone=True),
    page("reviews", "rosa"),
    page("reviews", "rosa", "nothing there", query="?shelf=handed_over"),
    page("reviews", "sam", "a student", status=403),
    page("case", "rosa"),
    page("case", "rosa", "in her hands", of="mine"),
    page("case", "rosa", "may be undone", of="just decided"),
    page("case", "rosa", "decided", of="decided"),
    page("case", "rob", "appealed", of="appealed"),
    refused(
        "case",
        "rosa",
        "nothing chosen",
        {"token": "1", "policy": "", "verdict": "upheld"},
        of="mine",
        to="decide",
    ),
    refused("case", "rosa", "lease lost", {"token": "9"}, of="mine", to="decide", status=409),
    page("case", "rosa", "closed until she looked", of="blind"),
    page("case", "rosa", "with her marks", of="looked"),
    page("escalations", "ines"),
    page("review-policy", "ines", of="blind"),
    refused("review-policy", "ines", "no share", {"second_percent": "x"}, of="blind"),
    page("conflicts", "ines"),
    page("conflicts", "ines", "nobody", of="empty course"),
    refused("conflicts", "ines", "no reason", {"why": " "}),
    refused(
        "review-policy", "ines", "no day", {"reviewer": "1", "away-1": "x"}, of="blind", to="name-reviewers"
    ),
    page("review-policy", "ines", "nobody of the named is there", of="left alone"),
    page("course", "ines", "nobody of the named is there", of="left alone"),
    refused("reviews", "rosa", "no day", {"until": "x"}, to="say-away"),
    page("review-quality", "ines", of="decided"),
    page("review-quality", "ines", "nothing yet", of="empty course"),
    page("practice", "rosa"),
    page("practice", "ines", "nothing yet", of="empty course"),
    page("practise", "rosa"),
    page("new-template", "ines"),
    refused("new-template", "ines", "a wrong text", {"template": NOT_TOML}),
    page("template", "ines", "not checked", of="draft"),
    page("template", "ines", "released", of="draft", query="?version=1"),
    page("template", "ines", "not passed", of="failing"),
    refused("template", "ines", "not released", {"x": ""}, of="failing", to="assign-version"),
    page("assignment", "eli", "an assistant"),
    page("assignment", "ines", "nothing found", query="?q=nobody"),
    page("tryouts", "ines"),
    page("tryouts", "ines", "own variant", of="variants"),
    refused("tryouts", "ines", "no file", {"recording": ""}),
    page("submission", "ines", "a try-out", of="tried"),
    page("submission", "ines", "a try-out that waits", of="trying"),
    page("class-view", "ines"),
    page("class-view", "ines", "nothing handed in", of="empty assignment"),
    page("accept-clear", "ines"),
    page("terms", "ines"),
    refused("terms", "ines", "not in order", {"opens_at": "2026-12-02T00:00", "due_at": "2026-12-01T00:00"}),
    refused("terms", "ines", "nobody of that name", {"person": "?"}, to="extension"),
    page("course-settings", "ines"),
    refused("course-settings", "ines", "longer than the site", {"keep-recording": "36500"}),
    page("home", "dis", "an office"),
    page("arrangements", "dis"),
    page("arrangements", "dis", "nobody found", query="?q=nobody"),
    page("arrangement", "dis"),
    page("people", "ines"),
    page("people", "ines", "nobody found", query="?q=nobody"),
    refused("people", "ines", "a group without a name", {"name": " "}, to="new-group"),
    page("member", "ines"),
    refused("member", "ines", "not ticked", {"x": ""}, to="drop-member"),
    page("roster", "ines"),
    refused("roster", "ines", "no columns", {"text": "name\nAda"}),
    refused("roster", "ines", "what would change", {"text": "email\nada@example.org\nx"}, status=200),
    page("variants", "ines", of="variants"),
    page("variants", "rosa", "none yet", of="empty variants"),
    page("trace", "rosa", "found", of="variants", query="?values=side%3D1%3B"),
    page("trace", "rosa", "not understood", of="variants", query="?values=side"),
    page("drift", "ines", of="variants"),
    refused("drift", "ines", "no such value", {"value": "x"}, of="variants", to="adjust"),
    page("variant", "ines"),
    refused("variant", "ines", "no reason", {"reason": " "}, to="reissue"),
    page("variant-sheet", "sam", phone=True),
    page("administration", "ada"),
    page("engines", "ada"),
    page("accounts", "ada"),
    page("accounts", "ada", "nobody found", query="?q=xyz"),
    refused("accounts", "ada", "taken", {"username": "SAM"}, to="add-person"),
    page("all-courses", "ada"),
    refused("all-courses", "ada", "no title", {"title": " "}, to="add-course"),
    page("account", "ada"),
    page("account", "ada", "a link", post={"x": ""}, to="portal:sign-in-link"),
    refused("account", "ada", "the last administrator", {"order": "dismiss"}, of="ada", to="change-account"),
    refused("account", "ada", "a hold without a reason", {"reason": " "}, to="hold-person"),
    page("erase-person", "ada"),
    page("erase-person", "ada", "nothing may go", of="ada"),
    refused("erase-person", "ada", "not the name", {"name": "?"}),
    page("policies", "ada"),
    page("keeping", "ada"),
    refused("keeping", "ada", "no days", {"cache": "-3"}, to="set-retention"),
    refused("keeping", "ada", "not sure", {"sure": ""}, to="delete-due"),
    page("log", "ada"),
    page("log", "ada", "nothing found", query="?by=xyz"),
    page("log", "ada", "verified", post={"x": ""}, to="portal:verify-log"),
)

#: Addresses that answer GET with something else than a page.
NO_PAGE = {
    "portal:progress": "a part of the page of a submission",
    "portal:submission-findings": "a part of the page of a report",
    "portal:more-findings": "a part of the page of a case",
    "portal:report-json": "a file",
    "portal:report-html": "a file; tests/workers/render looks at the page in it",
    "portal:report-pdf": "a file",
    "portal:report-bundle": "a file",
    "portal:receipt-json": "a file",
    "portal:take": "JSON for the recorder",
    "portal:public-key": "a file",
    "portal:recording": "a file",
    "portal:evidence": "a file",
    "portal:viewing-copy": "a file",
    "portal:variants-csv": "a file",
    "portal:gradebook-csv": "a file",
    "portal:gradebook-xlsx": "a file",
}
