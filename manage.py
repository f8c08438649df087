"""Django's commands for the site: `python manage.py migrate`, `createsuperuser`, …"""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integrity.settings")
    settings.CANDOR_HOME.mkdir(parents=True, exist_ok=True)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
