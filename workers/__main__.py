"""`python -m workers` is the same as `candor`."""

import sys

from workers.cli import main

sys.exit(main())
