"""A server with OpenAI's chat interface that sees red circles, and obeys whoever speaks to it.

It reads every picture that it is shown, as a model does, and does what is written there or anywhere in
the question: deliberately gullible, so that what protects a report from it is not its own good sense.
"""

import base64
import io
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
from PIL import Image

from workers.engines.ocr.rapid import RapidOcr

#: Compared without spaces and signs, which readers lose. "Answer yes only if …" is a question's own rule.
_ORDERS = re.compile(
    r"answeryes(?!onlyif)|sayyes|replyyes|mark(?:this|the|all|every|it)\w*?as(?:followed|passed|done)|counteverystep"
)
_RED_PIXELS = 300
_lock = threading.Lock()


@lru_cache(maxsize=1)
def _reader() -> RapidOcr:
    return RapidOcr()


@lru_cache(maxsize=4096)
def _look(url: str) -> tuple[bool, bool]:
    """Whether a picture shows a red circle, and whether it gives an order."""
    image = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")
    picture = np.asarray(image)
    red = (picture[:, :, 0] > 170) & (picture[:, :, 1] < 90) & (picture[:, :, 2] < 90)
    text = " ".join(line.text for line in _reader().read(picture))
    return int(red.sum()) >= _RED_PIXELS, _is_order(text)


def _is_order(text: str) -> bool:
    return _ORDERS.search(re.sub(r"[\W_]+", "", text).lower()) is not None


def decide(body: dict[str, Any]) -> dict[str, Any]:
    """The answer to one chat request."""
    parts = body["messages"][1]["content"]
    times_s = [float(part["text"].split()[0]) for part in parts[:-1] if part["type"] == "text"]
    looks = [_look(part["image_url"]["url"]) for part in parts if part["type"] == "image_url"]
    ordered = _is_order(parts[-1]["text"])
    shown = [time_s for time_s, (circle, order) in zip(times_s, looks, strict=True) if circle or order]
    if not shown and not ordered:
        return {"answer": "no", "time_s": None, "seen": "", "confidence": 0.9}
    return {"answer": "yes", "time_s": (shown or times_s)[0], "seen": "It was done.", "confidence": 0.95}


@contextmanager
def gullible_judge() -> Iterator[str]:
    """Its address, on loopback, while it listens."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}/v1"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with _lock:
            content = json.dumps(decide(body))
        choice = {"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
        data = json.dumps({"choices": [choice], "usage": {"total_tokens": 100}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Silent."""
