"""The decoding child's own pass made in this process: for tests that decode very many tiny recordings."""

import os
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from workers.errors import RecordingUnreadable
from workers.media.answers import parse_header
from workers.media.limits import Limits
from workers.media.messages import LENGTHS, Header, Refusal, write_message
from workers.media.pictures import Wants
from workers.media.reading import Reading


class DecoderHere:
    """Stands in for `workers.media.decoding.DecoderProcess`, without its confinement and its 0.3 s."""

    def __init__(self, config: Mapping[str, Any], *, work: Path, limits: Limits) -> None:
        self._config = config
        self._limits = limits
        self.pid = os.getpid()

    def messages(self) -> Iterator[tuple[Header, bytes]]:
        said = BytesIO()
        write_message(said, self._last(said))
        said.seek(0)
        while lengths := said.read(LENGTHS.size):
            head_bytes, body_bytes = LENGTHS.unpack(lengths)
            yield parse_header(said.read(head_bytes)), said.read(body_bytes)

    def end(self, *, grace_s: float = 0.0) -> None:
        """There is no child to end."""

    def _last(self, pipe: BytesIO) -> Header:
        wants, config = Wants(**self._config["wants"]), self._config
        try:
            return Reading(config["recording"], config["sound"], pipe, wants=wants, limits=self._limits).run(
                ()
            )
        except RecordingUnreadable as error:
            return Refusal(why=str(error))
