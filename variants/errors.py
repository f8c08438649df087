"""What can be wrong with a template, a roster or a secret: one sentence that a person can act on."""


class VariantError(Exception):
    """Base of every expected failure of this package; its message is shown to people as it is."""


class TemplateInvalid(VariantError):
    """The template breaks its schema, or cannot make a variant; the message names the key and its line."""


class RosterInvalid(VariantError):
    """The roster or its secret cannot be used, or does not know the person."""


#: As much of a value as a sentence can hold.
_MOST_SHOWN = 60


def short(value: object) -> str:
    """What is wrong, in a sentence: its beginning where it is long."""
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
