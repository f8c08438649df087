from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from integrity.lib.environment import (
    env_bool,
    env_database,
    env_list,
    env_number,
    env_secret,
)


@pytest.mark.parametrize(("text", "value"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("CANDOR_X", text)
    assert env_bool("CANDOR_X", default=not value) is value


def test_what_is_not_set_has_its_default() -> None:
    assert env_bool("CANDOR_NOT_SET", default=True) is True
    assert env_number("CANDOR_NOT_SET", 1.5) == 1.5
    assert env_list("CANDOR_NOT_SET", ["a"]) == ["a"]


def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="CANDOR_X must be 1 or 0; it is 'perhaps'"):
        env_bool("CANDOR_X", default=True)
    with pytest.raises(ImproperlyConfigured, match="CANDOR_X must be a number; it is 'perhaps'"):
        env_number("CANDOR_X", 1)
    with pytest.raises(ImproperlyConfigured, match="CANDOR_X must start with postgresql://"):
        env_database("CANDOR_X", home=Path("/home"))


def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_X", "a.example, b.example,")
    assert env_list("CANDOR_X", []) == ["a.example", "b.example"]


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANDOR_X", "in the variable")
    assert env_secret("CANDOR_X") == "in the variable"
    (tmp_path / "x").write_text("in the file\n")
    monkeypatch.setenv("CANDOR_X_FILE", str(tmp_path / "x"))
    assert env_secret("CANDOR_X") == "in the file"


def test_there_is_no_default_secret() -> None:
    assert env_secret("CANDOR_NOT_SET") == ""


def test_postgresql_is_read_from_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_X", "postgresql://ines:p%40ss@db.example:5433/candor")
    assert env_database("CANDOR_X", home=Path("/home")) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "candor",
        "USER": "ines",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }


def test_sqlite_takes_its_write_lock_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = env_database("CANDOR_NOT_SET", home=Path("/home/candor"))
    assert embedded["NAME"] == Path("/home/candor/candor.sqlite3")
    assert embedded["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("CANDOR_X", "sqlite:////srv/candor.sqlite3")
    assert env_database("CANDOR_X", home=Path("/home"))["NAME"] == Path("//srv/candor.sqlite3")
