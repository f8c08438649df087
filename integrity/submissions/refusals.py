"""Why something that was sent is not taken."""

from integrity.lib.refused import Refused


class UploadRefused(Refused):
    """The code says why; the page says it in words (portal/refusals.py)."""
