"""Why something that somebody asked for is not done."""


class Refused(Exception):
    """The code says why; whoever shows it says it in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
