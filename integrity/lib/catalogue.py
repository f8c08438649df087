"""Compiles translations without gettext's tools: `python -m integrity.lib.catalogue`.

Reads what the project's `.po` files use (msgid, msgid_plural, msgstr, comments) and writes the
`.mo` files beside them, which are committed: a fresh machine needs nothing.
"""

import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "locale"

_MAGIC = 0x950412DE
_HEADER = struct.Struct("<7I")
_ENTRY = struct.Struct("<2I")


class CatalogueInvalid(Exception):
    """A line that this reader does not know."""


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """The `.mo` files written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        target.write_bytes(compile_catalogue(source.read_text(encoding="utf-8")))
        written.append(target)
    return written


def compile_catalogue(text: str) -> bytes:
    """A `.po` as a GNU `.mo`, the same bytes for the same entries. Raises CatalogueInvalid."""
    entries = sorted(read_catalogue(text).items())
    keys = [key.encode() for key, _ in entries]
    values = [value.encode() for _, value in entries]
    keys_at = _HEADER.size
    values_at = keys_at + _ENTRY.size * len(keys)
    text_at = values_at + _ENTRY.size * len(values)
    header = _HEADER.pack(_MAGIC, 0, len(entries), keys_at, values_at, 0, text_at)
    index, body = b"", b""
    for one in [*keys, *values]:
        index += _ENTRY.pack(len(one), text_at + len(body))
        body += one + b"\0"
    return header + index + body


def read_catalogue(text: str) -> dict[str, str]:
    """Each msgid with its msgstr, plural forms joined by NUL as in a `.mo`; untranslated entries are left out."""
    entries: dict[str, str] = {}
    for fields in _entries(text):
        forms = [value for key, value in fields if key.startswith("msgstr")]
        names = [value for key, value in fields if key in {"msgid", "msgid_plural"}]
        if all(forms):
            entries["\0".join(names)] = "\0".join(forms)
    return entries


def _entries(text: str) -> Iterator[list[tuple[str, str]]]:
    """Each entry as its keywords with their strings, continuation lines joined."""
    fields: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        keyword, value = _line(line, number)
        if keyword == "msgid" and fields:
            yield fields
            fields = []
        if keyword:
            fields.append((keyword, value))
        else:
            name, so_far = fields.pop()
            fields.append((name, so_far + value))
    if fields:
        yield fields


def _line(line: str, number: int) -> tuple[str, str]:
    keyword, _, quoted = ("", "", line) if line.startswith('"') else line.partition(" ")
    known = keyword in {"", "msgid", "msgid_plural", "msgstr"} or keyword.startswith("msgstr[")
    if not known or not quoted.startswith('"'):
        raise CatalogueInvalid(f"line {number} is not understood: {line}")
    return keyword, str(ast.literal_eval(quoted))


if __name__ == "__main__":
    for path in compile_all():
        sys.stdout.write(f"{path}\n")
