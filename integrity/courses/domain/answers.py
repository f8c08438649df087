"""Answers that students type: each kept as it was typed, judged, and never told whether it is right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from integrity.courses.models import AnswerGiven, IssuedVariant
from variants.judging import Judged, judge
from variants.variant import Answer

MAX_ANSWER_CHARS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Of one question: what was typed last, and what counts, which is the last that could be judged."""

    last: AnswerGiven | None = None
    counts: AnswerGiven | None = None

    @property
    def is_right(self) -> bool:
        return self.counts is not None and self.counts.judged == Judged.RIGHT


class VariantReplaced(Exception):
    """The variant that is answered is not the person's any more."""


@transaction.atomic
def give_answers(variant: IssuedVariant, texts: Mapping[str, str]) -> None:
    """Keeps each text that is not what was typed last; questions that are not named stay as they are.

    Raises VariantReplaced.
    """
    locked = IssuedVariant.objects.select_for_update().get(pk=variant.pk)
    if locked.superseded_at is not None:
        raise VariantReplaced
    before = answered(locked)
    for data in locked.answers:
        text = _typed(texts.get(data["id"]))
        last = before[data["id"]].last
        if text is not None and (last is None or last.given != text):
            _keep(locked, answer_of(data), text)


def _typed(text: str | None) -> str | None:
    """No database keeps a NUL, and nobody types a page as an answer."""
    return None if text is None else text.replace("\0", "").strip()[:MAX_ANSWER_CHARS]


def _keep(variant: IssuedVariant, answer: Answer, text: str) -> None:
    judgement = judge(answer, text)
    AnswerGiven.objects.create(
        variant=variant, answer=answer.id, given=text, judged=judgement.judged, why=judgement.why or ""
    )


def answer_of(data: Mapping[str, Any]) -> Answer:
    """A stored answer. A database may give a whole number back for a float."""
    value = data["value"]
    return Answer(
        id=data["id"],
        question=data["question"],
        value=value if isinstance(value, str) else float(value),
        tolerance=data["tolerance"],
        unit=data["unit"],
        also=tuple(data["also"]),
    )


def answered(variant: IssuedVariant) -> dict[str, Answered]:
    """Of every question of a variant, by its id."""
    given = list(variant.given.all())
    return {
        data["id"]: _answered(one for one in given if one.answer == data["id"]) for data in variant.answers
    }


def _answered(given: Iterable[AnswerGiven]) -> Answered:
    last = counts = None
    for one in given:
        last = one
        counts = one if one.judged != Judged.INVALID else counts
    return Answered(last=last, counts=counts)
