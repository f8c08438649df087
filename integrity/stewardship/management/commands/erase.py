"""python manage.py erase --person NAME [--dry-run]: a person with all that is about them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from integrity.people.models import User
from integrity.stewardship.domain.erasing import ErasureRefused, Plan, erase, plan_for
from integrity.stewardship.ties import TieUnknown

_REFUSED = {
    "last_administrator": "This is the last administrator of the site. Make somebody else one first.",
    "held": "There is a legal hold on this person: nothing of them goes while it stands.",
    "kept": "Everything of this person has to stay for now; --dry-run says why.",
}
_WHY = {
    "appeal": "appealed, or may still be appealed",
    "review": "a person has to decide, or the student may still reply",
    "inspection": "being inspected just now",
}


class Command(BaseCommand):
    help = "Erases a person, or says what would go and what has to stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--person", required=True, help="the name that they sign in with")
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and leave it")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        person = User.objects.filter(username=options["person"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {options['person']!r}.")
        try:
            plan = _plan_or_erase(person, dry=options["dry_run"])
        except ErasureRefused as refusal:
            raise CommandError(_REFUSED[refusal.code]) from refusal
        except TieUnknown as unknown:
            raise CommandError(str(unknown)) from unknown
        for line in lines_of(plan, dry=options["dry_run"]):
            self.stdout.write(line)


def _plan_or_erase(person: User, *, dry: bool) -> Plan:
    if not dry:
        return erase(person, by=None)
    with transaction.atomic():
        return plan_for(person)


def lines_of(plan: Plan, *, dry: bool) -> list[str]:
    would = "would go" if dry else "went"
    lines = [f"{count:>6} {label}" for label, count in plan.rows.items()]
    size = f"{plan.size_bytes / 1_000_000:.1f} MB"
    lines.append(f"These rows {would}, and {plan.files} files and folders with {size}.")
    lines += [f"Stays: submission {kept.submission.pk} ({_WHY[kept.why]})." for kept in plan.kept]
    if plan.kept:
        lines.append("So who they are stays too. Erase again when nothing has to stay any more.")
    lines += [f"Others wrote their name: {one.column}, row {one.key}. It stays." for one in plan.mentions]
    return lines
