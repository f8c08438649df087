"""`manage.py faces INSTITUTION --basis TEXT`: faces may be looked at, and on what basis; `--off`: they may not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrity.audit.domain import audit
from integrity.people.models import Institution


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("institution")
        group = parser.add_mutually_exclusive_group(required=True)
        group.add_argument("--basis", help="why and by which rule, in words that students read")
        group.add_argument("--off", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        basis = "" if options["off"] else options["basis"].strip()
        if not basis and not options["off"]:
            raise CommandError("Say the basis in words.")
        if not Institution.objects.filter(name=options["institution"]).update(faces_basis=basis):
            raise CommandError("There is no such institution.")
        known = Institution.objects.get(name=options["institution"])
        audit.append(
            "faces.allowed" if basis else "faces.forbidden",
            subject=f"institution:{known.pk}",
            by=None,
            basis_sha256=audit.digest_of(basis),
        )
