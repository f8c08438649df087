"""Texts that a container carries besides picture and sound: title, comment, description, in any spelling."""

from av.container.input import InputContainer

from workers.media.messages import MOST_TEXTS

TEXT_CHARS = 300
#: Written by programs, not by people.
_BY_PROGRAMS = frozenset(
    {
        "compatible_brands",
        "creation_time",
        "duration",
        "encoder",
        "handler_name",
        "language",
        "major_brand",
        "minor_version",
        "vendor_id",
    }
)


def container_texts(opened: InputContainer) -> tuple[str, ...]:
    """Each text once, cut to 300 characters, at most 16 of them: those of the file, then of its streams."""
    tagged = [opened.metadata, *(stream.metadata for stream in opened.streams)]
    texts = [
        text[:TEXT_CHARS]
        for tags in tagged
        for name, text in tags.items()
        if name.lower().partition("-")[0] not in _BY_PROGRAMS and text.strip()
    ]
    return tuple(dict.fromkeys(texts))[:MOST_TEXTS]
