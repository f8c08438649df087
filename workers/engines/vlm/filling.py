"""A form filled in by a model in this process, field by field: what is closed is weighed, texts are written."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workers.engines.vlm.forms import (
    CHARS_A_TOKEN,
    WHOLE_SIDE,
    Field,
    Form,
    Moment,
    OneOf,
    Rows,
    Thousandths,
    Words,
)
from workers.engines.vlm.moments import Moments, NotFilled

if TYPE_CHECKING:
    from workers.engines.vlm.weighing import Weigher

_DIGIT_TOKENS = 4


class Filler:
    """Fills in one form about the pictures of these moments; `said` is what stands in it so far."""

    def __init__(self, weigher: "Weigher", moments: Moments) -> None:
        self._weigher = weigher
        self._moments: Mapping[str, float | None] = {**moments.named, "null": None}
        self._said = ""

    def fill(self, form: Form) -> dict[str, Any]:
        """The fields. Raises NotFilled where the model writes no number for a place."""
        filled: dict[str, Any] = {}
        for name, field in form.items():
            self._said += f'{", " if filled else "{"}"{name}": '
            filled[name] = self._value(field)
        self._said += "}"
        return filled

    def _value(self, field: Field) -> Any:
        match field:
            case Words(most=most):
                return self._words(most)
            case OneOf(options=options):
                return self._likeliest({f'"{option}"': option for option in options})
            case Moment():
                return self._likeliest(self._moments)
            case Thousandths():
                return self._thousandths()
            case Rows():
                return self._rows(field)

    def _likeliest(self, options: Mapping[str, Any]) -> Any:
        weights = self._weigher.weigh(self._said, list(options))
        chosen = list(options)[int(weights.argmax())]
        self._said += chosen
        return options[chosen]

    def _words(self, most: int) -> str:
        written = self._weigher.write(f'{self._said}"', until='"', most=max(1, most // CHARS_A_TOKEN))
        text = plain(written).strip()[:most]
        self._said += json.dumps(text, ensure_ascii=False)
        return text

    def _thousandths(self) -> int | None:
        written = self._weigher.write(self._said, until=",", most=_DIGIT_TOKENS).strip(" }")
        if written == "null":
            self._said += written
            return None
        if not written.isdecimal() or int(written) > WHOLE_SIDE:
            raise NotFilled("The model named no place in the picture.")
        self._said += written
        return int(written)

    def _rows(self, field: Rows) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        self._said += "["
        while len(rows) < field.most:
            comma = ", " if rows else ""
            if not self._likeliest({f'{comma}{{"': True, "]": False}):
                return rows
            # The row writes its own opening.
            self._said = self._said.removesuffix('{"')
            rows.append(self.fill(field.fields))
        self._said += "]"
        return rows


def plain(written: str) -> str:
    """A text without JSON's escapes; as it was written where they are none."""
    try:
        return str(json.loads(f'"{written}"', strict=False))
    except ValueError:
        return written
