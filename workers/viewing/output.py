"""The file that is written. Its head names every track, so nothing goes in before the picture's size is known."""

from collections.abc import Iterable
from typing import Any

from av.container.output import OutputContainer
from av.packet import Packet


class Output:
    def __init__(self, container: OutputContainer) -> None:
        self.container = container
        self._held: list[Packet[Any]] | None = []

    def mux(self, packets: "Iterable[Packet[Any]]") -> None:
        for packet in packets:
            if self._held is None:
                self.container.mux(packet)
            else:
                self._held.append(packet)

    def release(self) -> None:
        """Every track is there now. May be called twice."""
        held, self._held = self._held or [], None
        self.mux(held)
