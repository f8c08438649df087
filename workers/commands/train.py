"""`candor train`: the ruler, a small model that measures the paths of the large ones."""

import argparse
from pathlib import Path

from workers.commands.means import make_folder
from workers.engines.settings import threads
from workers.engines.waiting import let_threads_sleep
from workers.errors import EngineUnavailable, UsageInvalid
from workers.terminal import say

_PICTURES, _SITTINGS = 400_000, 80_000
#: Who goes on learns at the pace of what is left of a course.
_GOES_ON_FROM = 0.6


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["ruler"], help="the model to train")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the model is laid out")
    parser.add_argument(
        "--pictures",
        type=int,
        help=f"how many pictures to learn to see from ({_PICTURES}; none where a model goes on)",
    )
    parser.add_argument(
        "--sittings",
        type=int,
        default=_SITTINGS,
        help=f"how many clips to answer up to eight questions about ({_SITTINGS})",
    )
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
    if given.sittings < 1 or given.each < 1 or (given.pictures or 0) < 0:
        raise UsageInvalid("There must be at least one sitting, and one question of each kind.")
    if given.start is not None and not (given.start / "config.json").is_file():
        raise UsageInvalid(f"There is no model in {given.start}.")
    make_folder(given.out)
    try:
        let_threads_sleep()
        # Here, because torch comes with requirements/vlm.txt.
        from workers.train.school import school  # noqa: PLC0415
        from workers.train.training import Course  # noqa: PLC0415
    except ImportError as error:
        raise EngineUnavailable(f"Training needs the packages of requirements/vlm.txt: {error}.") from error

    goes_on = given.start is not None
    course = Course(
        pictures=(0 if goes_on else _PICTURES) if given.pictures is None else given.pictures,
        sittings=given.sittings,
        seed=given.seed,
        begun=_GOES_ON_FROM if goes_on else 0.0,
        learners=threads(),
    )
    school(given.out, course=course, each=given.each, said=say, start=given.start)
    return 0
