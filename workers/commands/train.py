"""`candor train`: the ruler, a small model that measures the paths of the large ones."""

import argparse
from pathlib import Path

from workers.commands.means import make_folder
from workers.engines.waiting import let_threads_sleep
from workers.errors import EngineUnavailable, UsageInvalid
from workers.terminal import say

_LESSONS = 240_000


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["ruler"], help="the model to train")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the model is laid out")
    parser.add_argument("--lessons", type=int, default=_LESSONS, help=f"how many lessons ({_LESSONS})")
    parser.add_argument("--seed", type=int, default=1, help="from which lessons are drawn (1)")
    parser.add_argument(
        "--from",
        dest="start",
        type=Path,
        metavar="DIR",
        help="go on with a model trained before; name another seed",
    )
    parser.add_argument("--each", type=int, default=200, help="questions of each kind in the exam (200)")
    parser.set_defaults(run=_train)


def _train(given: argparse.Namespace) -> int:
    if given.lessons < 1 or given.each < 1:
        raise UsageInvalid("There must be at least one lesson, and one question of each kind.")
    if given.start is not None and not (given.start / "config.json").is_file():
        raise UsageInvalid(f"There is no model in {given.start}.")
    make_folder(given.out)
    try:
        let_threads_sleep()
        from workers.train.school import course_of, school  # noqa: PLC0415 - torch comes with requirements/vlm.txt
    except ImportError as error:
        raise EngineUnavailable(f"Training needs the packages of requirements/vlm.txt: {error}.") from error

    course = course_of(lessons=given.lessons, seed=given.seed, goes_on=given.start is not None)
    school(given.out, course=course, each=given.each, said=say, start=given.start)
    return 0
