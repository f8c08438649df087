"""`make screenshots`, or `python -m benchmarks.screenshots [NAME …]`: pictures of the site's main pages.

Some of the project's sample recordings are inspected, a course of believable people is put around their reports, the
site is served on this machine, and its pages are taken in both themes into `docs/portal`. Reports are kept in
`var/screenshots`, so that only the first time takes minutes.
"""

import argparse
import tempfile
from pathlib import Path

import django

from integrity.demo.home import ROOT, enter_home

REPORTS = ROOT / "var" / "screenshots"
OUT = ROOT / "docs" / "portal"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description=__doc__)
    parser.add_argument("name", nargs="*", help="which pictures; all of them without a name")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="where inspected samples are kept")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="candor-screenshots-") as home:
        enter_home(Path(home))
        django.setup()
        _take(given)


def _take(given: argparse.Namespace) -> None:
    from benchmarks.screenshots.serving import served  # noqa: PLC0415 -- needs Django's set-up
    from benchmarks.screenshots.site import build  # noqa: PLC0415
    from benchmarks.screenshots.taking import take  # noqa: PLC0415

    site = build(given.reports)
    with served() as address:
        take(address, site, given.out, set(given.name))


if __name__ == "__main__":
    main()
