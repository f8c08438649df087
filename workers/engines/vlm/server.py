"""One server with OpenAI's chat interface: a request, retried where that can help, and its answer."""

import json
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Retry, Timeout
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError

from workers.engines.vlm.destinations import Destination
from workers.errors import EngineFailed

CONNECT_S = 5.0
#: A model on a processor may take minutes over the first pictures.
READ_S = 300.0
TRIES = 3
BACKOFF_S = 0.5
#: A server that asks for more patience than this is not waited for.
LONGEST_WAIT_S = 20.0
MOST_BYTES = 1 << 20
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_SAID_CHARS = 200


class Refused(EngineFailed):
    """The server answered, and will say the same again. `status`: its HTTP status."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"The server of the video-language model refused the question ({status}: {said}).")
        self.status = status


class Server:
    """Connects to the address that was judged, never to another; follows no redirection."""

    def __init__(self, destination: Destination, *, key: str | None, read_s: float = READ_S) -> None:
        self._destination = destination
        self._headers = {"Host": f"{destination.host}:{destination.port}", "Content-Type": "application/json"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        retries = Retry(
            total=TRIES - 1,
            redirect=False,
            status_forcelist=_TRY_AGAIN,
            allowed_methods=None,
            backoff_factor=BACKOFF_S,
            retry_after_max=round(LONGEST_WAIT_S),
            raise_on_status=False,
        )
        self._pool = _pool(destination, timeout=Timeout(connect=CONNECT_S, read=read_s), retries=retries)

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        """The reply to one chat request. Raises EngineFailed with a sentence, Refused where asking again is vain."""
        try:
            response = self._pool.urlopen(
                "POST",
                f"{self._destination.path}/chat/completions",
                body=json.dumps(body).encode(),
                headers=self._headers,
                redirect=False,
                preload_content=False,
            )
            data = response.read(MOST_BYTES + 1)
            response.release_conn()
        except (HTTPError, OSError) as error:
            raise EngineFailed(f"The server of the video-language model {_why(error)}.") from error
        if response.status != 200:
            raise _refusal(response.status, data)
        return _as_object(data)


def _pool(destination: Destination, *, timeout: Timeout, retries: Retry) -> HTTPConnectionPool:
    if destination.scheme == "http":
        return HTTPConnectionPool(destination.address, destination.port, timeout=timeout, retries=retries)
    return HTTPSConnectionPool(
        destination.address,
        destination.port,
        timeout=timeout,
        retries=retries,
        server_hostname=destination.host,
        assert_hostname=destination.host,
    )


def _why(error: Exception) -> str:
    reason = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(reason, ReadTimeoutError):
        return "did not answer in time"
    if "Connection refused" in str(reason) or "NewConnectionError" in type(reason).__name__:
        return "cannot be reached"
    return "broke off while it answered"


def _refusal(status: int, data: bytes) -> EngineFailed:
    said = " ".join(data[:_SAID_CHARS].decode("utf-8", "replace").split())
    if status in _TRY_AGAIN:
        return EngineFailed(f"The server of the video-language model is not able to answer ({status}).")
    return Refused(status, said)


def _as_object(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise EngineFailed("The server of the video-language model answered with more than an answer can be.")
    try:
        reply = json.loads(data)
    except ValueError as error:
        raise EngineFailed(
            "The server of the video-language model answered with something else than JSON."
        ) from error
    if not isinstance(reply, dict):
        raise EngineFailed(
            "The server of the video-language model answered with something else than a reply."
        )
    return reply
