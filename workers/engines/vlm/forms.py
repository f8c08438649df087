"""Forms that a model fills in: flat, each field of one kind, so that no answer can be read in two ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workers.engines.vlm.moments import Moments, NotFilled

#: Places in a picture are given in thousandths of its width and height, as models are taught to.
WHOLE_SIDE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of so many characters at most."""

    says: str
    most: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    says: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The time of a picture that was shown, or null."""

    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thousandths:
    """A place along one side of the picture, 0 to 1000, or null."""

    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """So many rows at most, each with these fields."""

    says: str
    fields: Mapping[str, "Words | OneOf | Moment"]
    most: int = 20


Field = Words | OneOf | Moment | Thousandths | Rows
Form = Mapping[str, Field]


def described(form: Form, moments: Moments) -> str:
    """The form in words, for a prompt."""
    return "; ".join(f"{name} ({_said(field, moments)})" for name, field in form.items())


def _said(field: Field, moments: Moments) -> str:
    match field:
        case OneOf(options=options):
            return f"{field.says}: {', '.join(options)}"
        case Moment():
            return f"{field.says}: {moments.says}, or null"
        case Thousandths():
            return f"{field.says}: 0 to {WHOLE_SIDE}, or null"
        case Rows(fields=fields):
            return f"{field.says}: a list of objects with {described(fields, moments)}"
        case Words():
            return field.says


#: Letters a token has at the least, in a text that says something; what a field takes besides its text.
CHARS_A_TOKEN = 3
_AROUND_TOKENS = 12


def longest(form: Form) -> int:
    """How many tokens the form takes at most once it is filled in."""
    return sum(_AROUND_TOKENS + _longest(field) for field in form.values())


def _longest(field: Field) -> int:
    match field:
        case Words(most=most):
            return most // CHARS_A_TOKEN
        case Rows(fields=fields, most=most):
            return most * longest(fields)
        case _:
            return _AROUND_TOKENS


def schema_of(form: Form, moments: Moments) -> dict[str, Any]:
    """The form as a JSON schema."""
    return {
        "type": "object",
        "properties": {name: _schema(field, moments) for name, field in form.items()},
        "required": list(form),
        "additionalProperties": False,
    }


def _schema(field: Field, moments: Moments) -> dict[str, Any]:
    match field:
        case Words(most=most):
            return {"type": "string", "maxLength": most}
        case OneOf(options=options):
            return {"type": "string", "enum": list(options)}
        case Moment():
            return {"type": [moments.kind, "null"]}
        case Thousandths():
            return {"type": ["integer", "null"], "minimum": 0, "maximum": WHOLE_SIDE}
        case Rows(fields=fields, most=most):
            return {"type": "array", "items": schema_of(fields, moments), "maxItems": most}


def checked(data: object, form: Form, moments: Moments) -> dict[str, Any]:
    """The fields as they were filled in; a moment becomes that of the picture that is meant. Raises NotFilled."""
    if not isinstance(data, dict) or set(data) != set(form):
        raise NotFilled("The model's answer is not in the form that was asked for.")
    return {name: _checked(data[name], name, field, moments) for name, field in form.items()}


def _checked(value: object, name: str, field: Field, moments: Moments) -> Any:
    match field:
        case Words(most=most) if isinstance(value, str):
            return value.strip()[:most]
        case OneOf(options=options) if value in options:
            return value
        case Moment():
            return None if value is None else moments.read(value)
        case Thousandths() if value is None:
            return None
        case Thousandths() if _is_number(value) and 0 <= float(str(value)) <= WHOLE_SIDE:
            return round(float(str(value)))
        case Rows(fields=fields, most=most) if isinstance(value, list):
            return [checked(row, fields, moments) for row in value[:most]]
        case _:
            raise NotFilled(f"The model's answer has no {name} in the form that was asked for.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
