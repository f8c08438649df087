"""`candor engines`: which engines can run here, and fetching one."""

import argparse
import json

from workers.engines.listing import fetch, list_engines
from workers.terminal import print_out


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    parser.set_defaults(run=_engines)
    parser.usage = "candor engines [-h] [--json]\n       candor engines get [-h] KIND/NAME"
    inner = parser.add_subparsers(metavar="get KIND/NAME", prog="candor engines")
    get = inner.add_parser("get", help="fetch an engine's model (the only command that downloads)")
    get.add_argument("engine", metavar="KIND/NAME", help="for example ocr/cyrillic or asr/small")
    get.set_defaults(run=_get_engine)


def _engines(given: argparse.Namespace) -> int:
    facts = list_engines()
    if given.json:
        print_out(json.dumps([fact.to_data() for fact in facts], ensure_ascii=False, indent=1))
        return 0
    for fact in facts:
        print_out(fact.to_line())
    print_out("* is used where no other is named")
    return 0


def _get_engine(given: argparse.Namespace) -> int:
    print_out(f"Fetched into {fetch(given.engine)}")
    return 0
