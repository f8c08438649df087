"""The child that opens a recording: `python -m workers.media.child CONFIG`, started by `decoding`.

CONFIG is JSON: descriptors that the parent has opened (the child opens no path), what is wanted,
and the limits. Everything it has to say goes down the pipe.
"""

import json
import os
import signal
import sys
from typing import Any

from workers.errors import RecordingUnreadable
from workers.media.confinement import confine
from workers.media.limits import Limits


def main(config: dict[str, Any]) -> int:
    limits = Limits(**config["limits"])
    layers = tuple(str(layer) for layer in confine(limits))
    if os.getppid() != config["parent"]:
        return 1  # The parent died before the death signal was set.
    # Only now, because these start threads, and one thread alone may leave its namespaces.
    from workers.media.messages import Header, Refusal, write_message  # noqa: PLC0415  # see above
    from workers.media.pictures import Wants  # noqa: PLC0415  # see above
    from workers.media.reading import Reading  # noqa: PLC0415  # see above

    with os.fdopen(config["pipe"], "wb", buffering=1 << 16) as pipe:
        last: Header
        try:
            reading = Reading(
                config["recording"], config["sound"], pipe, wants=Wants(**config["wants"]), limits=limits
            )
            last = reading.run(layers)
        except RecordingUnreadable as error:
            last = Refusal(why=str(error))
        except MemoryError:
            last = Refusal(why="Decoding the recording needs more memory than is allowed.")
        write_message(pipe, last)
    return 0


if __name__ == "__main__":
    # A parent that is gone ends the child silently instead of with a traceback.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main(json.loads(sys.argv[1])))
