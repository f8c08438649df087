"""`python -m benchmarks.studio`: renders recordings of given seeds, and the committed samples."""

import argparse
from pathlib import Path

from benchmarks.studio.events import Event, Twist
from benchmarks.studio.render import render
from benchmarks.studio.samples import render_samples
from benchmarks.studio.scenario import Wish, plan


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("render", help="one recording of a seed")
    one.add_argument("--seed", type=int, required=True)
    one.add_argument("--event", type=Event, choices=list(Event), default=Event.NONE)
    one.add_argument("--twist", type=Twist, choices=list(Twist), help="of a clean one; else the seed chooses")
    one.add_argument("--out", type=Path, required=True)
    all_samples = commands.add_parser("samples", help="the eight small recordings that are committed")
    all_samples.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    if given.command == "samples":
        render_samples(given.out)
        return
    truth = render(plan(given.seed, given.event, Wish(twist=given.twist)), given.out)
    print(f"{given.out}: {truth.duration_s} s, {truth.code or 'clean'}")


if __name__ == "__main__":
    main()
