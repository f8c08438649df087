"""The process that makes a copy: `python -m workers.viewing.child RECORDING OUT`.

It opens the recording, gives up what it does not need (workers/media/confinement), and only then looks into it.
It speaks to its parent in lines of JSON on standard output.
"""

import os
import sys
from pathlib import Path

from workers.apart.messages import Failure, Message, claim_standard_output, write_message
from workers.errors import CandorError
from workers.media.confinement import confine
from workers.media.limits import Limits
from workers.media.origin import open_regular

#: Inspections and pages come first.
_NICENESS = 15
_LIMITS = Limits()


def main(arguments: list[str]) -> int:
    recording, out = arguments
    os.nice(_NICENESS)
    voice = claim_standard_output()

    def say(message: Message) -> None:
        voice.write(write_message(message))
        voice.flush()

    try:
        descriptor = open_regular(Path(recording))
        confine(_LIMITS)
        # Only now, because these start threads, and one thread alone may leave its namespaces.
        from workers.viewing.making import make_copy  # noqa: PLC0415  # see above

        make_copy(
            descriptor,
            Path(out),
            limits=_LIMITS,
            threads=int(os.environ.get("CANDOR_THREADS", "1")),
            say=say,
        )
    except CandorError as error:
        say(Failure(sentence=str(error), permanent=error.permanent))
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
