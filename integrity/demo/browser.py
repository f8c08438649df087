"""A browser without a window: cookies, forms with their CSRF field, redirects, files as multipart."""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

_CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_TIMEOUT_S = 60
_CHUNK_BYTES = 256 * 1024
_MAX_REDIRECTS = 5


class BrowserRefused(Exception):
    """The site answered something else than was hoped for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    status: int
    path: str
    text: str


class Browser:
    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._cookies: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        """Raises BrowserRefused where name and password are not accepted."""
        page = self.submit_form("/sign-in/", {"username": username, "password": password})
        if page.path.startswith("/sign-in/"):
            raise BrowserRefused(f"{username} could not sign in (status {page.status}).")

    def get(self, path: str) -> Page:
        return self._follow("GET", path, {}, ())

    def submit_form(self, path: str, fields: dict[str, str]) -> Page:
        body = urlencode(fields | self._csrf_field(path)).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        return self._follow("POST", path, headers, (body,))

    def send_file(self, form_path: str, action: str, field: str, path: Path, *, media_type: str) -> Page:
        """Sends one file with a page's form, read from the disk as it goes out."""
        boundary = secrets.token_hex(16)
        head = _multipart_head(boundary, self._csrf_field(form_path), field, path.name, media_type)
        tail = f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(head) + path.stat().st_size + len(tail)),
        }
        return self._follow("POST", action, headers, _file_body(head, path, tail))

    def _csrf_field(self, path: str) -> dict[str, str]:
        match = _CSRF_FIELD.search(self.get(path).text)
        if match is None:
            raise BrowserRefused(f"{path} has no form.")
        return {"csrfmiddlewaretoken": match.group(1)}

    def _follow(self, method: str, path: str, headers: dict[str, str], body: Iterable[bytes]) -> Page:
        for _ in range(_MAX_REDIRECTS):
            page, location = self._ask(method, path, headers, body)
            if location is None:
                return page
            method, path, headers, body = "GET", location, {}, ()
        raise BrowserRefused(f"{path} redirects in a circle.")

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Iterable[bytes]
    ) -> tuple[Page, str | None]:
        connection = HTTPConnection(self._host, self._port, timeout=_TIMEOUT_S)
        try:
            connection.request(method, path, body=body or None, headers=headers | self._cookie_header())
            answer = connection.getresponse()
            self._keep_cookies(answer.headers.get_all("Set-Cookie") or [])
            text = answer.read().decode("utf-8", "replace")
            return Page(status=answer.status, path=path, text=text), answer.headers.get("Location")
        finally:
            connection.close()

    def _cookie_header(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Cookie": pairs} if pairs else {}

    def _keep_cookies(self, headers: list[str]) -> None:
        for header in headers:
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value


def _multipart_head(boundary: str, fields: dict[str, str], field: str, name: str, media_type: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    disposition = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
    parts.append(f"--{boundary}\r\n{disposition}\r\nContent-Type: {media_type}\r\n\r\n")
    return "".join(parts).encode()


def _file_body(head: bytes, path: Path, tail: bytes) -> Iterator[bytes]:
    yield head
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
    yield tail
