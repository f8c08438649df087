"""What was written about a recording is read from its file and its file's folder, and from nowhere else."""

import os
from pathlib import Path

import pytest

from workers.engines.settings import vlm_showing
from workers.engines.vlm.about import About, TextAlong, read_about
from workers.engines.vlm.showing import Drawn, Showing, SoundAlong
from workers.errors import EngineUnavailable

FILE = """
description = "A lesson about soup"
tags = ["soup", "kitchen"]
course = "Cooking 1"
terms = ["how to stir"]
material = ["soup.md", "more/bread.md"]
"""


@pytest.fixture
def about(tmp_path: Path) -> Path:
    """A file in a folder of its own, with its material."""
    folder = tmp_path / "course"
    (folder / "more").mkdir(parents=True)
    (folder / "soup.md").write_text("# Soup\n\nStir it.\n\nSalt it.", encoding="utf-8")
    (folder / "more" / "bread.md").write_text("\ufeffBake it.", encoding="utf-8")
    path = folder / "about.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOUND", "TEXT", "ABOUT", "FRAMES", "TIMES", "PICK", "FEED"):
        monkeypatch.delenv(f"CANDOR_VLM_{name}", raising=False)


def why_not(path: Path, *wanted: TextAlong) -> str:
    with pytest.raises(EngineUnavailable) as refused:
        read_about(path, wanted)
    return str(refused.value)


def test_everything_that_is_wanted_is_read(about: Path) -> None:
    wanted = [text for text in TextAlong if text is not TextAlong.TITLE]
    assert read_about(about, wanted) == About(
        description="A lesson about soup",
        tags=("soup", "kitchen"),
        course="Cooking 1",
        terms=("how to stir",),
        passages=("# Soup Stir it.", "Salt it.", "Bake it."),
    )


def test_what_is_not_wanted_is_not_there_and_its_files_need_not_be(about: Path) -> None:
    (about.parent / "soup.md").unlink()
    assert read_about(about, [TextAlong.TAGS]) == About(tags=("soup", "kitchen"))


def test_by_default_nothing_goes_along_and_no_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_ABOUT", "/nowhere/about.toml")
    assert vlm_showing() == Showing()
    assert (Showing().sound, Showing().texts, Showing().about) == (SoundAlong.NONE, (), About())
    monkeypatch.setenv("CANDOR_VLM_TEXT", "title")
    assert vlm_showing() == Showing(texts=(TextAlong.TITLE,))


def test_the_settings_say_what_goes_along_in_whatever_order(
    about: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANDOR_VLM_SOUND", "transcript")
    monkeypatch.setenv("CANDOR_VLM_TEXT", "course, title,tags,")
    monkeypatch.setenv("CANDOR_VLM_ABOUT", str(about))
    assert vlm_showing() == Showing(
        sound=SoundAlong.TRANSCRIPT,
        texts=(TextAlong.TITLE, TextAlong.TAGS, TextAlong.COURSE),
        about=About(tags=("soup", "kitchen"), course="Cooking 1"),
    )
    monkeypatch.setenv("CANDOR_VLM_TEXT", "")
    monkeypatch.setenv("CANDOR_VLM_DRAWN", "marks, times")
    assert vlm_showing().drawn == (Drawn.TIMES, Drawn.MARKS)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SOUND", "music", "CANDOR_VLM_SOUND must be one of none, transcript, heard; it says 'music'."),
        (
            "TEXT",
            "title,tag",
            "CANDOR_VLM_TEXT must list some of title, description, tags, course, terms, material; it says 'tag'.",
        ),
        (
            "TEXT",
            "tags,title,terms",
            "CANDOR_VLM_TEXT asks for tags, terms: name the file that says so with CANDOR_VLM_ABOUT.",
        ),
    ],
)
def test_a_setting_that_makes_no_sense_is_said(monkeypatch, name, value, sentence) -> None:
    monkeypatch.setenv(f"CANDOR_VLM_{name}", value)
    with pytest.raises(EngineUnavailable) as refused:
        vlm_showing()
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('tag = ["a"]', "The key 'tag' in {} is not known; the keys are {}."),
        ("tags = 'soup'", "The key 'tags' in {} must be a list."),
        ("tags = [7]", "The key 'tags' in {} must be a text in quotes."),
        ("course = 1979-05-27", "The key 'course' in {} must be a text in quotes."),
        (f"course = '{'x' * 201}'", "The key 'course' in {} is too long."),
        (f"terms = {['x'] * 51}", "The key 'terms' in {} has too many entries."),
        ("tags = [", "The file {} is not valid TOML."),
        (f"tags = {'[' * 5000}", "The file {} is not valid TOML."),
        (f"tags = {'9' * 5000}", "The file {} is not valid TOML."),
    ],
)
def test_a_file_with_something_else_in_it_is_refused(about: Path, text: str, sentence: str) -> None:
    about.write_text(text, encoding="utf-8")
    named = f"{about} (CANDOR_VLM_ABOUT)"
    keys = "description, tags, course, terms, material"
    assert why_not(about, TextAlong.TAGS) == sentence.format(named, keys)


def test_what_is_asked_for_has_to_be_in_the_file(about: Path) -> None:
    about.write_text("tags = []", encoding="utf-8")
    assert why_not(about, TextAlong.TAGS) == f"CANDOR_VLM_TEXT asks for tags, and {about} states none."


def test_a_file_that_is_none_is_refused(about: Path) -> None:
    named = f"The file {about} (CANDOR_VLM_ABOUT)"
    about.write_bytes(b'course = "\xff"')
    assert why_not(about, TextAlong.COURSE) == f"{named} is not UTF-8 text."
    about.write_bytes(b"#" * 1_000_001)
    assert why_not(about, TextAlong.COURSE) == f"{named} is larger than 1 MB."
    about.unlink()
    assert why_not(about, TextAlong.COURSE) == f"{named} cannot be read: No such file or directory."
    os.mkfifo(about)
    assert why_not(about, TextAlong.COURSE) == f"{named} cannot be read: No such file or directory."


@pytest.mark.parametrize("name", ["../secret.md", "more/../../secret.md", "link.md", "{home}/secret.md"])
def test_material_lies_in_the_folder_of_its_file_and_nowhere_else(about: Path, name: str) -> None:
    secret = about.parent.parent / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (about.parent / "link.md").symlink_to(secret)
    name = name.format(home=about.parent.parent)
    about.write_text(f'material = ["soup.md", "{name}"]', encoding="utf-8")
    assert why_not(about, TextAlong.MATERIAL) == (
        f"The material {name!r} lies outside the folder of the file that names it."
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone.md", "cannot be read: No such file or directory."),
        ("more", "cannot be read: No such file or directory."),
        ("x" * 300, "cannot be read: File name too long."),
        ("latin.md", "is not UTF-8 text."),
        ("large.md", "is larger than 1 MB."),
    ],
)
def test_material_that_cannot_be_read_is_named(about: Path, name: str, why: str) -> None:
    (about.parent / "latin.md").write_bytes(b"caf\xe9")
    (about.parent / "large.md").write_bytes(b"a " * 500_001)
    about.write_text(f'material = ["{name}"]', encoding="utf-8")
    assert why_not(about, TextAlong.MATERIAL) == f"The material {name!r} {why}"


def test_material_of_a_name_that_no_file_has_is_missing(about: Path) -> None:
    about.write_text('material = ["a\\u0000b"]', encoding="utf-8")
    assert why_not(about, TextAlong.MATERIAL).endswith("cannot be read: No such file or directory.")


def test_material_of_one_megabyte_is_read(about: Path) -> None:
    (about.parent / "soup.md").write_bytes(b"ab " * 333_333 + b"a")
    about.write_text('material = ["soup.md"]', encoding="utf-8")
    assert sum(map(len, read_about(about, [TextAlong.MATERIAL]).passages)) > 990_000
