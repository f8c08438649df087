"""python manage.py retain [--dry-run]: what was kept for as long as the rules say goes. For a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrity.stewardship.domain.retaining import Due, due, retain

_WHY = {
    "hold": "under a legal hold",
    "appeal": "appealed, or may still be appealed",
    "review": "a person has to decide, or the student may still reply",
    "inspection": "being inspected just now",
    "shared": "another submission has the same recording",
}


class Command(BaseCommand):
    help = "Deletes what was kept for as long as the site's rules say, or says what would go."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and leave it")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        # What goes is weighed before it is gone.
        for line in [line for one in due() for line in lines_of(one)]:
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Nothing was deleted.")
        else:
            retain(by=None)


def lines_of(one: Due) -> list[str]:
    size = f"{one.size_bytes / 1_000_000:.1f} MB"
    when = f"after {one.days} days" if one.days is not None else "in courses with a rule of their own"
    goes = f"{one.artefact}, {when}: {len(one.submissions)} submissions, {size}"
    sooner = (
        f"  of these {course.submissions} in {course.course}, after {course.days} days"
        for course in one.sooner
    )
    stay = (f"  stay all the same: {count} ({_WHY[why]})" for why, count in sorted(one.kept.items()))
    return [goes, *sooner, *stay]
