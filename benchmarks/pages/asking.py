"""Asking for the pages of a large site: how long each takes, and how many queries."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.pages.people import Asking
from integrity.lib.collecting import set_aside_what_is_loaded

#: A page is asked so often before the clock runs.
_WARM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`times_s` and the processor's part of them, each the shortest first."""

    name: str
    times_s: tuple[float, ...]
    processor_s: tuple[float, ...]
    queries: int
    length_bytes: int

    def __str__(self) -> str:
        worked = f"{_at(0.5, self.processor_s):.0f} ms | {_at(0.95, self.processor_s):.0f} ms"
        figures = f"{_at(0.5, self.times_s):.0f} ms | {_at(0.95, self.times_s):.0f} ms | {worked}"
        return f"| {self.name} | {figures} | {self.queries} | {self.length_bytes / 1024:.0f} KiB |"


def ask_all(asking: Asking, times: int) -> Iterator[Asked]:
    """The pages of both, each `times` times, in this process, which is set up as the site's is."""
    set_aside_what_is_loaded()
    for name, address in asking.pages:
        yield _ask(asking.client, name, address, times)
    yield _ask(asking.instructor, "the submissions of a class", asking.class_page, times)


def _ask(client: Client, name: str, address: str, times: int) -> Asked:
    for _ in range(_WARM):
        client.get(address)
    with CaptureQueriesContext(connection) as queries:
        length = len(client.get(address).content)
    number = len(queries)
    taken = [_seconds(client, address) for _ in range(times)]
    clock_s, processor_s = (tuple(sorted(part)) for part in zip(*taken, strict=True))
    return Asked(name=name, times_s=clock_s, processor_s=processor_s, queries=number, length_bytes=length)


def _at(part: float, times_s: tuple[float, ...]) -> float:
    """Milliseconds below which this part of the times lies."""
    return 1000 * times_s[int(len(times_s) * part)]


def _seconds(client: Client, address: str) -> tuple[float, float]:
    """By the clock, and of this process."""
    start, worked = time.perf_counter(), time.process_time()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return time.perf_counter() - start, time.process_time() - worked
