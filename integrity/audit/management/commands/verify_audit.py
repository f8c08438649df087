"""python manage.py verify_audit: whether the log is what was written, and where it is not."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrity.audit.domain.audit import Head, first_broken, head

_KEPT = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Verifies the audit log and names its first broken entry."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kept", default="", help="the end of the log as it was printed before")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        broken = first_broken(_kept(options["kept"]))
        if broken is not None:
            raise CommandError(f"The log is broken at entry {broken.number}: {broken.why}.")
        end = head()
        self.stdout.write(f"{end.number} entries, each as it was written. The end, to be kept elsewhere:")
        self.stdout.write(f"{end.number}:{end.sha256}")


def _kept(text: str) -> Head | None:
    if not text:
        return None
    found = _KEPT.fullmatch(text)
    if found is None:
        raise CommandError("--kept takes what this command prints, NUMBER:SHA256.")
    return Head(number=int(found[1]), sha256=found[2])
