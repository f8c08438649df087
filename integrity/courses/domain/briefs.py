"""Briefs that are written on the site: the command line's rules, and two more."""

from integrity.courses.models import Assignment, Course
from workers.brief import Brief, parse_brief
from workers.errors import BriefInvalid

MAX_BRIEF_CHARS = 64 * 1024
MAX_TITLE_CHARS = 200


def read_site_brief(text: str) -> Brief:
    """The brief, if the site may keep it. Raises BriefInvalid with one sentence."""
    if len(text) > MAX_BRIEF_CHARS:
        raise BriefInvalid(f"The brief is longer than {MAX_BRIEF_CHARS} characters.")
    brief = parse_brief(text)
    if not brief.title.strip():
        raise BriefInvalid("The brief's key 'title' is missing; students see the assignment under it.")
    if len(brief.title) > MAX_TITLE_CHARS:
        raise BriefInvalid(f"The brief's key 'title' is longer than {MAX_TITLE_CHARS} characters.")
    if brief.identity and brief.identity.references:
        raise BriefInvalid(
            "The brief's key 'identity.references' names files; a brief on the site may name none."
        )
    if brief.recorder is not None:
        raise BriefInvalid("The brief's key 'recorder' is written by the recorder, not by hand.")
    return brief


def create_assignment(course: Course, brief_toml: str) -> Assignment:
    brief = read_site_brief(brief_toml)
    return Assignment.objects.create(course=course, title=brief.title.strip(), brief_toml=brief_toml)


def change_brief(assignment: Assignment, brief_toml: str) -> None:
    """Runs that were asked for earlier keep the brief they were asked with."""
    brief = read_site_brief(brief_toml)
    assignment.title = brief.title.strip()
    assignment.brief_toml = brief_toml
    assignment.save(update_fields=["title", "brief_toml", "updated_at"])
