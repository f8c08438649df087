"""A wrong brief is refused with one sentence that names the key and says why."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workers.command import BARE, Said
from workers.brief import Reference, load_brief, parse_brief
from workers.errors import BriefInvalid

Candor = Callable[..., Said]
NUMBER = "The brief's key 'identity.max_absence_s' must be a number."


def refusal(text: str) -> str:
    with pytest.raises(BriefInvalid) as caught:
        parse_brief(text)
    return str(caught.value)


def refusal_of_file(path: Path) -> str:
    with pytest.raises(BriefInvalid) as caught:
        load_brief(path)
    return str(caught.value)


def naming(reference: str, folder: Path) -> Path:
    path = folder / "brief.toml"
    path.write_text(f'{BARE}[identity]\nreferences = ["{reference}"]\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", 'The brief must say schema = "candor.brief/1"; it does not.'),
        ("schema = 1", 'The brief must say schema = "candor.brief/1"; it says 1.'),
        ("title = ", "The brief is not valid TOML: Invalid value (at end of document)."),
        ("a = " + "[" * 50_000, "The brief is not valid TOML: it is nested too deeply."),
        ("a" + ".a" * 30_000 + " = 1", "The brief is not valid TOML: it is nested too deeply."),
        ("a = " + "1" * 5000, "The brief is not valid TOML: a number in it is too long."),
    ],
    ids=["empty", "another schema", "broken", "nested", "long key", "long number"],
)
def test_what_is_no_brief(text: str, sentence: str) -> None:
    assert refusal(text) == sentence


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ('titel = "x"', "The brief has an unknown key 'titel'; the nearest known key is 'title'."),
        (
            "[identity]\nmax_absense_s = 3",
            "The brief has an unknown key 'identity.max_absense_s'; the nearest known key is 'max_absence_s'.",
        ),
        (
            'optional = ["speach"]',
            "The brief's key 'optional' names 'speach', which is not known; the nearest known is 'speech'.",
        ),
        (
            'skip = ["injection.show"]',
            "The brief's key 'skip' names 'injection.show', which is not known; the nearest known is 'injection.shown'.",
        ),
    ],
    ids=["key", "key in a table", "check", "code"],
)
def test_a_slip_of_the_pen_is_told_with_the_nearest_name(keys: str, sentence: str) -> None:
    assert refusal(f"{BARE}{keys}\n") == sentence


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("title = 3", "The brief's key 'title' must be a text in quotes."),
        ("title = 2026-01-01", "The brief's key 'title' must be a text in quotes."),
        ('text = "a"', "The brief's key 'text' must be a table."),
        ("[[text]]", "The brief's key 'text' must be a table."),
        ('[identity]\nmax_absence_s = "5"', NUMBER),
        ("[identity]\nmax_absence_s = nan", NUMBER),
        ("[identity]\nmax_absence_s = inf", NUMBER),
        (
            "[identity]\nexpected_people = 1.5",
            "The brief's key 'identity.expected_people' must be a whole number.",
        ),
        ('[identity]\nreferences = "a.jpg"', "The brief's key 'identity.references' must be a list."),
        ("[instructions]", "The brief's key 'instructions.steps' is missing."),
        (
            "[instructions]\nsteps = []\nordered = 1",
            "The brief's key 'instructions.ordered' must be true or false.",
        ),
        ('profile = "x"', "The brief's key 'profile' must be 'education' or 'moderation'."),
        ('[text]\nforbidden = [" "]', "The brief's key 'text.forbidden' has an empty text."),
    ],
)
def test_a_value_of_a_wrong_kind(keys: str, sentence: str) -> None:
    assert refusal(f"{BARE}{keys}\n") == sentence


def test_checks_that_the_contract_knows_already_may_be_left_out() -> None:
    names = '["identity", "text.foreign_code", "duplicates.same_recording", "policy.violence"]'
    assert len(parse_brief(f"{BARE}skip = {names}\n").skip) == 4


def test_a_mark_before_the_first_character_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text("\ufeff" + BARE, encoding="utf-8")
    assert load_brief(path).brief.title == ""


def test_a_file_that_cannot_be_a_brief(tmp_path: Path) -> None:
    pipe, large, latin = tmp_path / "pipe", tmp_path / "large", tmp_path / "latin"
    os.mkfifo(pipe)
    large.write_bytes(b"#" * 1_000_001)
    latin.write_bytes(BARE.encode() + 'title = "é"'.encode("latin-1"))
    assert refusal_of_file(tmp_path / "none") == (
        f"The brief {tmp_path / 'none'} cannot be read: No such file or directory."
    )
    assert refusal_of_file(tmp_path) == f"The brief {tmp_path} cannot be read: Is a directory."
    assert refusal_of_file(pipe) == f"The brief {pipe} is not a file."
    assert refusal_of_file(Path("/dev/zero")) == "The brief /dev/zero is not a file."
    assert refusal_of_file(large) == f"The brief {large} is larger than 1 MB."
    assert refusal_of_file(latin) == f"The brief {latin} is not UTF-8 text."


def test_a_reference_is_a_file_in_the_brief_s_own_folder_and_nowhere_else(tmp_path: Path) -> None:
    folder, outside = tmp_path / "inside", tmp_path / "outside.jpg"
    folder.mkdir()
    outside.write_bytes(b"a face")
    (folder / "link.jpg").symlink_to(outside)
    (folder / "alice.jpg").write_bytes(b"a face")
    for reference in ("../outside.jpg", str(outside), "link.jpg"):
        assert refusal_of_file(naming(reference, folder)) == (
            f"The reference {reference!r} points outside the brief's own folder."
        )
    for reference in ("bob.jpg", "."):
        assert refusal_of_file(naming(reference, folder)) == (
            f"The reference picture {reference!r} is missing from the brief's folder."
        )
    assert refusal_of_file(naming("a\\u0000b", folder)) == "The reference 'a\\x00b' is no file's name."
    alice = Reference(path=folder / "alice.jpg", sha256=hashlib.sha256(b"a face").hexdigest())
    assert load_brief(naming("alice.jpg", folder)).references == (alice,)


def test_the_command_line_says_it_with_status_2_before_it_looks_at_the_recording(
    candor: Candor, tmp_path: Path
) -> None:
    brief = naming("bob.jpg", tmp_path)
    said = candor("inspect", tmp_path / "none.mp4", "--brief", brief, "--out", tmp_path / "out")
    sentence = "candor: The reference picture 'bob.jpg' is missing from the brief's folder."
    assert (said.status, said.out, said.complaint) == (2, "", sentence)
    assert not (tmp_path / "out").exists()
