"""Threads of torch that wait for each other sleep, so that inspections may run side by side."""

import os


def let_threads_sleep() -> None:
    """To be called before torch is imported. By default its threads spin: two processes of two threads on two
    cores then take many times as long as one after the other (docs/measurements.md). What the surroundings
    say stands.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
