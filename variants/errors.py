"""What can be wrong with a template, a roster or a secret: one sentence that a person can act on."""


class VariantError(Exception):
    """Base of every expected failure of this package; its message is shown to people as it is."""


class TemplateInvalid(VariantError):
    """The template breaks its schema, or cannot make a variant; the message names the key and its line."""


class RosterInvalid(VariantError):
    """The roster or its secret cannot be used, or does not know the person."""
