"""How far an inspection has come, as it is told to whoever waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`stage` is what is being done now; `fraction` is the part of the whole inspection done, 0 to 1."""

    stage: str
    fraction: float
