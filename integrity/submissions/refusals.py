"""Why something that was sent is not taken."""


class UploadRefused(Exception):
    """The code says why; the page says it in words (portal/refusals.py)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
