"""A server with OpenAI's chat interface on loopback that says and does what a test tells it to."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

YES = {"answer": "yes", "time_s": 12.0, "seen": "An editor with a function.", "confidence": 0.9}
NO = {"answer": "no", "time_s": None, "seen": "", "confidence": 0.8}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """`body`: bytes as they are, or a value to be sent as JSON. `promises`: more bytes than come."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    promises: int = 0
    waits_s: float = 0.0


def says(content: Any, *, tokens: int = 100, kept: int | None = None, finish: str = "stop") -> Reply:
    """A whole reply with this content; what is no text is written as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish}
    usage: dict[str, Any] = {"total_tokens": tokens}
    if kept is not None:
        usage["prompt_tokens_details"] = {"cached_tokens": kept}
    return Reply(body={"choices": [choice], "usage": usage})


@dataclass
class ChatServer:
    """`replies` are given in order, the last one again and again. `asked`: the bodies of all requests."""

    replies: Sequence[Reply]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def next_reply(self) -> Reply:
        return self.replies[min(len(self.asked), len(self.replies)) - 1]

    @property
    def questions(self) -> list[str]:
        return [body["messages"][1]["content"][-1]["text"] for body in self.asked]


@contextmanager
def chat_server(*replies: Reply) -> Iterator[ChatServer]:
    server = ChatServer(replies)
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        http.shutdown()
        http.server_close()
        thread.join()


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append({"path": self.path, **json.loads(body)})
            server.headers.append(dict(self.headers))
            reply = server.next_reply()
            server.stopped.wait(reply.waits_s)
            data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.promises or len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Silent."""

    return Handler
