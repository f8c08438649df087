"""`manage.py appoint NAME OFFICE --institution NAME`: who holds an office; `--dismiss` takes it back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrity.people.models import Appointment, Institution, Office, User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="what the person signs in with")
        parser.add_argument("office", choices=Office.values)
        parser.add_argument("--institution", required=True)
        parser.add_argument("--dismiss", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["person"]).first()
        institution = Institution.objects.filter(name=options["institution"]).first()
        if user is None or institution is None:
            raise CommandError("There is no such person, or no such institution.")
        held = {"institution": institution, "user": user, "office": options["office"]}
        if options["dismiss"]:
            Appointment.objects.filter(**held).delete()
        else:
            Appointment.objects.get_or_create(**held)
