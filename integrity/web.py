"""The site's web process: `python -m integrity.web --port 8000`. Waitress, on loopback by default."""

import argparse
import sys

import waitress
from django.conf import settings

from integrity.lib.collecting import set_aside_what_is_loaded
from integrity.lib.parents import end_with_parent
from integrity.submissions.uploads import forget_abandoned
from integrity.wsgi import application

#: Above the site's own limit, so that the page (and not the server) says what is too large.
_HEADROOM = 2


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m integrity.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    settings.CANDOR_UPLOADS.mkdir(parents=True, exist_ok=True)
    forget_abandoned()
    end_with_parent()
    set_aside_what_is_loaded()
    waitress.serve(
        application,
        host=options.host,
        port=options.port,
        threads=8,
        ident=None,
        max_request_body_size=_HEADROOM * settings.CANDOR_MAX_UPLOAD_BYTES,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
