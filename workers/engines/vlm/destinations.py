"""Where pictures of a recording may be sent: this machine and its network, or a host that was listed."""

import contextlib
import ipaddress
import json
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated

from workers.errors import EngineUnavailable

_PORTS = {"http": 80, "https": 443}
_HOW = "name it in a list of hosts with CANDOR_VLM_HOSTS (docs/engines.md)"


@validated(config=ConfigDict(extra="forbid", strict=True), frozen=True, slots=True, kw_only=True)
class ListedHost:
    """A host outside that may be sent pictures: who runs it, where, and under which agreement."""

    host: str
    processor: str
    region: str
    agreement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """`address`: the one that was looked at, and the only one that is connected to. `shown`: for people."""

    scheme: str
    host: str
    port: int
    path: str
    address: str
    shown: str


_HOSTS = TypeAdapter(tuple[ListedHost, ...])


def read_hosts(path: Path | None) -> tuple[ListedHost, ...]:
    """The list of hosts (TOML, one `[[host]]` each); empty where no file is named. Raises EngineUnavailable."""
    if path is None:
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _HOSTS.validate_json(json.dumps(data.get("host", [])))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        raise EngineUnavailable(
            f"The list of hosts {path} cannot be read; each [[host]] needs host, processor, region and agreement."
        ) from error


def destination_of(url: str, hosts: tuple[ListedHost, ...]) -> Destination:
    """The destination behind an address. Raises EngineUnavailable for one that may not be sent pictures.

    A name is looked up once: what is connected to is the address that was judged.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise EngineUnavailable(
            f"CANDOR_VLM_URL must be an address such as http://127.0.0.1:8000/v1; it says {url!r}."
        )
    port = parts.port or _PORTS[parts.scheme]
    addresses = _addresses(parts.hostname, port)
    listed = next((one for one in hosts if one.host.casefold() == parts.hostname.casefold()), None)
    if listed is None and not all(map(_is_near, addresses)):
        raise EngineUnavailable(
            f"Pictures may not be sent to {parts.hostname}: it is neither this machine nor in its network; {_HOW}."
        )
    if listed is not None and parts.scheme != "https":
        raise EngineUnavailable(f"Pictures may be sent to {parts.hostname} by https only.")
    shown = f"{parts.hostname}:{port}"
    return Destination(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        path=parts.path.rstrip("/"),
        address=addresses[0],
        shown=f"{shown} ({listed.processor}, {listed.region}; {listed.agreement})" if listed else shown,
    )


def _addresses(host: str, port: int) -> list[str]:
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise EngineUnavailable(f"There is no machine with the name {host}.") from error
    return [str(entry[4][0]) for entry in found]


def _is_near(address: str) -> bool:
    """Loopback or private; not link-local, where cloud machines keep their secrets."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_loopback or (found.is_private and not found.is_link_local and not found.is_unspecified)
