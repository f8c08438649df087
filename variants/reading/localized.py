"""Texts that are there in every language of a template."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from variants.expressions import Expression, ExpressionWrong
from variants.reading.table import Table
from variants.template import Localized
from variants.texts import Text, TextWrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What texts and expressions of a template may name, and in which languages its texts are."""

    languages: tuple[str, ...]
    names: Collection[str]

    def texts(self, table: Table, key: str) -> dict[str, Text] | None:
        """A text in each language: a table of them, or one text where there is one language."""
        if not self._by_language(table, key):
            source = table.text(key)
            return (
                None
                if source is None
                else {self._only(table, key): self._text(table, key, source, self.languages[0])}
            )
        inner = self._languages_of(table, key)
        return {
            language: self._text(inner, language, inner.required(language, inner.text(language)), language)
            for language in self.languages
        }

    def lists(self, table: Table, key: str) -> dict[str, tuple[Text, ...]]:
        """A list of texts in each language; one list may stand for all of them."""
        if not self._by_language(table, key):
            sources = table.texts(key)
            return {
                language: tuple(self._text(table, key, source, language) for source in sources)
                for language in self.languages
            }
        inner = self._languages_of(table, key)
        made = {}
        for language in self.languages:
            if language not in inner:
                inner.refuse(language, "is missing")
            made[language] = tuple(
                self._text(inner, language, source, language) for source in inner.texts(language)
            )
        return made

    def text(self, table: Table, key: str) -> Text | None:
        """A text that is the same in every language, written as the first."""
        source = table.text(key)
        return None if source is None else self._text(table, key, source, self.languages[0])

    def expression(self, table: Table, key: str) -> Expression | None:
        """An expression; a number may stand for one."""
        source = _as_source(table.get(key, object, "an expression"))
        if source is None and key in table:
            table.refuse(key, "must be an expression in quotes, or a number")
        if source is None:
            return None
        try:
            return Expression.read(source, self.names)
        except ExpressionWrong as error:
            table.refuse(key, str(error))

    def localized(self, table: Table, key: str, value: Any) -> Any:
        """A value of a list to draw from: tables that hold just the languages are texts in them."""
        if isinstance(value, dict):
            if set(value) == set(self.languages) and all(isinstance(text, str) for text in value.values()):
                return Localized(texts=value)
            if set(value) & {"en", "ru"}:
                table.refuse(key, f"has a text that is not in all of {', '.join(self.languages)}, or in more")
            return {name: self.localized(table, key, part) for name, part in value.items()}
        return value

    def _by_language(self, table: Table, key: str) -> bool:
        return isinstance(table.get(key, object, ""), dict)

    def _languages_of(self, table: Table, key: str) -> Table:
        inner = table.table(key)
        assert inner is not None
        for language in inner.names():
            if language not in self.languages:
                inner.refuse(language, f"is not among the languages ({', '.join(self.languages)})")
        return inner

    def _only(self, table: Table, key: str) -> str:
        if len(self.languages) > 1:
            table.refuse(key, f"must be a table with a text for each of {', '.join(self.languages)}")
        return self.languages[0]

    def _text(self, table: Table, key: str, source: str, language: str) -> Text:
        try:
            return Text.read(source, language=language, names=self.names)
        except TextWrong as error:
            table.refuse_in_text(key, str(error), error.offset)


def _as_source(value: object) -> str | None:
    if isinstance(value, str):
        return value
    return None if value is None or isinstance(value, bool | list | dict) else str(value)


def no_texts(languages: tuple[str, ...]) -> Mapping[str, tuple[Text, ...]]:
    return dict.fromkeys(languages, ())
