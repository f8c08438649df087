"""Python's collector of unreachable objects, so that no page waits while it looks at what never goes."""

import gc
from importlib import import_module

from django.conf import settings

#: New objects before it looks at the youngest: a long report alone makes fifty thousand, all alive until it is sent.
_YOUNGEST = 20_000


def set_aside_what_is_loaded() -> None:
    """Modules, addresses and settings live as long as the process: a look at all of them took as long as a page."""
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST)
