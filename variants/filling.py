"""The texts of a template with one variant's values in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from variants.draw import checked_answer, checked_tolerance, value_of, values_in
from variants.errors import TemplateInvalid
from variants.lines import Path
from variants.template import AskedAnswer, Template, TemplateStep, Wording
from variants.texts import Text, TextWrong
from variants.variant import Answer, Drawn, Step

_BRIEF_SCHEMA = "candor.brief/1"


class Filling:
    """One variant's texts in one language. Everything here raises TemplateInvalid with the key and its line."""

    def __init__(self, template: Template, language: str, values: Mapping[str, Any]) -> None:
        self._template = template
        self._language = language
        self.values = values

    def title(self) -> str:
        filled = " ".join(self._in_language(self._template.title, ("title",)).split())
        if not filled:
            raise TemplateInvalid(f"{self._template.lines.where(('title',))} is empty once it is filled in.")
        return filled

    def statement(self) -> str:
        return self._in_language(self._template.statement, ("statement",)).strip()

    def answers(self, drawn: Drawn) -> tuple[Answer, ...]:
        return tuple(self._answer(answer, drawn) for answer in self._template.answers)

    def _answer(self, asked: AskedAnswer, drawn: Drawn) -> Answer:
        question = self._in_language(asked.question, (*asked.path, "question"))
        # A word is right in the language in which it is asked for; a number in all.
        words = {} if asked.numeric else values_in(self._template, drawn, self._language)
        right = (
            drawn.answers[asked.id]
            if asked.numeric
            else checked_answer(self._template, asked, words, asked.value, "value")
        )
        also = (value_of(self._template, one, words, (*asked.path, "also")) for one in asked.also)
        return Answer(
            id=asked.id,
            question=" ".join(question.split()),
            value=right,
            tolerance=checked_tolerance(self._template, asked, drawn.values),
            unit=asked.unit,
            also=tuple(str(one) for one in also),
        )

    def steps(self) -> tuple[Step, ...]:
        return tuple(self._step(step) for step in self._template.steps)

    def _step(self, step: TemplateStep) -> Step:
        return Step(
            id=step.id,
            instruction=" ".join(self._in_language(step.instruction, (*step.path, "instruction")).split()),
            expect_text=self._all(step.expect_text, (*step.path, "expect_text")),
            expect_speech=self._all(step.expect_speech, (*step.path, "expect_speech")),
            after=step.after,
        )

    def example(self, text: Text, path: Path) -> str:
        return self._filled(text, path)

    def brief(
        self,
        *,
        title: str,
        statement: str,
        answers: Sequence[Answer],
        steps: Sequence[Step],
        code: str | None,
        phrase: str | None,
    ) -> dict[str, Any]:
        """The keys of `candor.brief/1`. What the page asks is a part of its statement: text of the task page."""
        parts = self._template.brief
        asked = "\n".join((statement, *(answer.question for answer in answers)))
        brief: dict[str, Any] = {"schema": _BRIEF_SCHEMA, "title": title, "language": self._language}
        brief |= {"profile": parts.profile, "statement": asked}
        brief |= _without_empty({"optional": list(parts.optional)})
        brief |= _without_empty({"variant": _without_empty({"code": code, "phrase": phrase})})
        if parts.identity is not None:
            brief["identity"] = dict(parts.identity)
        for key, wording in (("text", parts.text), ("speech", parts.speech)):
            if wording is not None:
                brief[key] = self._wording(wording, ("brief", key))
        if steps:
            written = [_step_data(step) for step in steps]
            brief["instructions"] = {"ordered": self._template.ordered, "steps": written}
        return brief

    def _wording(self, wording: Wording, path: Path) -> dict[str, list[str]]:
        return {
            "required": list(self._all(wording.required, (*path, "required"))),
            "forbidden": list(self._all(wording.forbidden, (*path, "forbidden"))),
        }

    def _all(self, texts: Mapping[str, tuple[Text, ...]], path: Path) -> tuple[str, ...]:
        filled = tuple(" ".join(self._filled(text, path).split()) for text in texts[self._language])
        if not all(filled):
            raise TemplateInvalid(
                f"{self._template.lines.where(path)} has a text that is empty once it is filled in."
            )
        return filled

    def _in_language(self, texts: Mapping[str, Text], path: Path) -> str:
        return self._filled(texts[self._language], (*path, self._language))

    def _filled(self, text: Text, path: Path) -> str:
        try:
            return text.fill(self.values)
        except TextWrong as error:
            where = self._template.lines.where(path, error.offset)
            raise TemplateInvalid(f"{where} {error}.") from error


def _step_data(step: Step) -> dict[str, Any]:
    lists = {"expect_text": step.expect_text, "expect_speech": step.expect_speech, "after": step.after}
    return {"id": step.id, "instruction": step.instruction} | _without_empty(
        {key: list(texts) for key, texts in lists.items()}
    )


def _without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value}
