import pytest

from integrity.lib.vendoring import FILES, FONTS, VENDOR, NotPinned, Vendored, pinned


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_committed_is_what_was_looked_at(file: Vendored) -> None:
    assert pinned(file, file.path.read_bytes())


def test_every_vendored_file_is_pinned() -> None:
    there = {path for folder in (VENDOR, FONTS) for path in folder.iterdir()}
    assert there == {file.path for file in FILES}


def test_another_file_is_refused() -> None:
    with pytest.raises(NotPinned, match=r"dist/htmx\.min\.js of htmx\.org"):
        pinned(FILES[0], b"something else")
