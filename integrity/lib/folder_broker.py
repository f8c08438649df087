"""The embedded broker: kombu's broker in a folder, for a folder that may be emptied or removed at any time."""

from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem

URL = "candor-folder://"


class Channel(filesystem.Channel):
    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002  # never waited for
        """The next message. Without a folder for what was delivered, kombu would put a file in its place."""
        for folder in (self.data_folder_in, self.processed_folder):
            Path(folder).mkdir(parents=True, exist_ok=True)
        try:
            return super()._get(queue)  # type: ignore[no-untyped-call]  # kombu has few types
        except FileNotFoundError as error:
            raise Empty from error


class Transport(filesystem.Transport):
    Channel = Channel


TRANSPORT_ALIASES[URL.removesuffix("://")] = f"{__name__}:Transport"
