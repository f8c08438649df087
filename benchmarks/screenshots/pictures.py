"""Which pictures there are: of which page, as whom, in what light, and how much of it."""

from dataclasses import dataclass
from typing import Literal

DESKTOP, PHONE = (1200, 800), (360, 740)
Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`at`: a name of the site's paths, or a path. `scroll_to`: a selector that comes to the top."""

    name: str
    who: str
    at: str
    schemes: tuple[Scheme, ...] = ("light", "dark")
    language: str = "en"
    size: tuple[int, int] = DESKTOP
    scroll_to: str = ""
    #: Where the recording stands, so that the picture is one of it.
    video_s: float | None = None


def of_phone(name: str, who: str, at: str, **more: str) -> Picture:
    return Picture(name=f"{name}-phone", who=who, at=at, size=PHONE, schemes=("light",), **more)


PICTURES = (
    Picture(name="sign-in", who="", at="/", schemes=("light",), size=(1200, 480)),
    Picture(name="student-course", who="sam", at="course", schemes=("light",), size=(1200, 480)),
    Picture(name="student-assignment", who="sam", at="variant"),
    Picture(name="student-record", who="sam", at="record", size=(1200, 1000), schemes=("light",)),
    of_phone("student-assignment", "sam", "variant"),
    of_phone("student-progress", "ilya", "running"),
    of_phone("student-told", "sam", "told", language="ru"),
    Picture(name="student-report", who="sam", at="told", language="ru", video_s=11.0),
    Picture(name="instructor-course", who="ines", at="course", schemes=("light",)),
    Picture(name="instructor-submissions", who="ines", at="assignment"),
    Picture(name="instructor-template", who="ines", at="template"),
    Picture(name="instructor-variants", who="ines", at="variants", schemes=("light",)),
    Picture(name="instructor-class", who="ines", at="class", schemes=("light",)),
    Picture(name="instructor-people", who="ines", at="people", schemes=("light",)),
    Picture(name="reviewer-queue", who="rosa", at="/reviews/"),
    Picture(name="reviewer-case", who="rosa", at="case", size=(1200, 900), video_s=12.0),
    Picture(name="administrator-inspections", who="ada", at="/administration/"),
    Picture(name="administrator-engines", who="ada", at="/administration/engines/", schemes=("light",)),
    Picture(name="not-found", who="sam", at="/courses/", schemes=("light",), size=(1200, 420)),
)
