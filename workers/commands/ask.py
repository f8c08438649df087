"""`candor ask`: one task about a recording."""

import argparse
from pathlib import Path

from workers.ask.asking import Means, ask
from workers.ask.reply import to_json, to_lines
from workers.ask.tasks import TaskName
from workers.ask.wish import Wish
from workers.brief import Profile
from workers.commands.means import RECORDING, add_means, cache_of, choice_of, make_folder, one_of
from workers.terminal import Bar, print_out


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recordings", type=Path, nargs="+", metavar="RECORDING", help=RECORDING)
    parser.add_argument("--task", required=True, metavar="NAME", help=", ".join(TaskName))
    parser.add_argument(
        "--question",
        action="append",
        default=[],
        metavar="Q",
        help="your own words, for the tasks that take some; a dialogue takes several",
    )
    parser.add_argument(
        "--profile", default=Profile.EDUCATION, metavar="P", help="education (the default) or moderation"
    )
    parser.add_argument(
        "--language",
        default="en",
        metavar="L",
        help="what is spoken, such as ru; heard where a model is told it",
    )
    parser.add_argument("--json", action="store_true", help="print the reply as JSON, and nothing else")
    add_means(parser)
    parser.set_defaults(run=_ask)


def _ask(given: argparse.Namespace) -> int:
    wish = Wish(
        task=TaskName(one_of(given.task, list(TaskName), "task")),
        recordings=given.recordings,
        questions=given.question,
        profile=Profile(one_of(given.profile, list(Profile), "profile")),
        language=given.language,
    )
    cache, choice = cache_of(given), choice_of(given)
    if cache is not None:
        make_folder(cache)
    reply = ask(wish, Means(choice=choice, cache=cache, progress=Bar().show))
    print_out(to_json(reply) if given.json else "\n".join(to_lines(reply)))
    return 0
