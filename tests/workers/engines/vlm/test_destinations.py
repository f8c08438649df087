"""Pictures of a recording go nowhere but where they may."""

import socket

import pytest

from workers.engines.vlm.destinations import ListedHost, destination_of, read_hosts
from workers.errors import EngineUnavailable

LISTED = ListedHost(host="models.example.eu", processor="Example GmbH", region="EU", agreement="DPA 7")


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What each name stands for; asked once, it is forgotten."""
    known: dict[str, list[str]] = {}

    def look_up(host, port, **_):
        if host not in known:
            raise socket.gaierror("unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known.pop(host)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize("address", ["127.0.0.1", "10.2.3.4", "192.168.1.9", "172.20.0.3", "::1", "fd00::7"])
def test_this_machine_and_its_network_may_be_asked(names, address):
    names["models"] = [address]
    found = destination_of("http://models:8000/v1/", ())
    assert (found.address, found.port, found.path, found.shown) == (address, 8000, "/v1", "models:8000")


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "169.254.169.254", "0.0.0.0", "2606:2800::1"]
)
def test_any_other_address_may_not(names, address):
    names["models"] = [address]
    with pytest.raises(EngineUnavailable) as refused:
        destination_of("http://models/v1", ())
    assert str(refused.value) == (
        "Pictures may not be sent to models: it is neither this machine nor in its network; "
        "name it in a list of hosts with CANDOR_VLM_HOSTS (docs/engines.md)."
    )


def test_a_name_that_stands_for_a_near_and_a_far_machine_may_not_be_asked(names):
    names["models"] = ["127.0.0.1", "8.8.8.8"]
    with pytest.raises(EngineUnavailable, match="may not be sent"):
        destination_of("http://models/v1", ())


def test_a_listed_host_is_shown_with_who_runs_it_where_and_why(names):
    names["models.example.eu"] = ["93.184.216.34"]
    found = destination_of("https://Models.example.eu/v1", (LISTED,))
    assert (found.address, found.port) == ("93.184.216.34", 443)
    assert found.shown == "models.example.eu:443 (Example GmbH, EU; DPA 7)"


def test_a_listed_host_is_asked_by_https_only(names):
    names["models.example.eu"] = ["93.184.216.34"]
    with pytest.raises(EngineUnavailable, match="by https only"):
        destination_of("http://models.example.eu/v1", (LISTED,))


@pytest.mark.parametrize("url", ["", "models:8000", "ftp://models/v1", "http:///v1", "file:///etc/passwd"])
def test_what_is_no_address_is_refused_in_a_sentence(url):
    with pytest.raises(EngineUnavailable, match="CANDOR_VLM_URL must be an address"):
        destination_of(url, ())


def test_an_unknown_name_is_refused_in_a_sentence(names):
    with pytest.raises(EngineUnavailable) as refused:
        destination_of("http://nowhere/v1", ())
    assert str(refused.value) == "There is no machine with the name nowhere."


def test_a_list_of_hosts_is_read_from_a_file(tmp_path):
    path = tmp_path / "hosts.toml"
    path.write_text(
        '[[host]]\nhost = "models.example.eu"\nprocessor = "Example GmbH"\nregion = "EU"\nagreement = "DPA 7"\n'
    )
    assert read_hosts(path) == (LISTED,)
    assert read_hosts(None) == ()


@pytest.mark.parametrize("text", ['[[host]]\nhost = "a"\n', "host = 7\n", "[[host", 'host = ["a"]\n'])
def test_a_list_that_leaves_something_out_is_refused(tmp_path, text):
    path = tmp_path / "hosts.toml"
    path.write_text(text)
    with pytest.raises(EngineUnavailable, match="cannot be read; each"):
        read_hosts(path)


def test_a_list_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        read_hosts(tmp_path / "none.toml")
