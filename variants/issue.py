"""A person's variant in their language: texts filled in, code and phrase, and the brief that it is checked by."""

from collections.abc import Collection
from dataclasses import dataclass

from variants.challenges import Challenges
from variants.draw import draw, shown_in
from variants.errors import RosterInvalid
from variants.filling import Filling
from variants.seeds import normal, seed_of
from variants.template import Accommodation, Template
from variants.variant import Drawn, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whose variant, and how. `number`: which of the course's variants it is, from 0, of all templates; null for one
    that is in no list.
    """

    person: str
    number: int | None = None
    attempt: int = 1
    language: str | None = None
    accommodations: Collection[Accommodation] = ()


class Issuer:
    """All variants of one template in one course: a pure function of its version, the secret and the wish."""

    def __init__(self, template: Template, secret: bytes) -> None:
        self.template = template
        self._secret = secret
        self.challenges = Challenges(secret)

    def issue(self, wish: Wish) -> Variant:
        """Raises TemplateInvalid where no variant can be made, RosterInvalid where there is none for the wish."""
        self._refuse(wish)
        return self.written(self.drawn(wish.person, wish.attempt), wish)

    def drawn(self, person: str, attempt: int = 1) -> Drawn:
        """What the seed gives, before it is written in a language. Raises as `issue` does."""
        self._refuse_attempt(attempt)
        seed = seed_of(self._secret, template=self.template.id, person=normal(person), attempt=attempt)
        return draw(self.template, seed)

    def written(self, drawn: Drawn, wish: Wish) -> Variant:
        """The same in the language of the wish, with the wish's code and phrase."""
        template = self.template
        language = wish.language or template.language
        filling = Filling(template, language, shown_in(template, drawn, language))
        number = self._number(wish)
        code = self.challenges.code(number) if template.challenge.code else None
        phrase = self._phrase(wish, number, language)
        statement, answers, steps = filling.statement(), filling.answers(drawn), filling.steps()
        title, accommodations = filling.title(), tuple(sorted(wish.accommodations))
        return Variant(
            template=template.id,
            version=template.sha256,
            language=language,
            attempt=wish.attempt,
            title=title,
            statement=statement,
            parameters={name: filling.values[name] for name in drawn.parameters},
            answers=answers,
            steps=steps,
            note=drawn.note,
            difficulty=drawn.difficulty,
            code=code,
            phrase=phrase,
            minutes=_minutes(template, accommodations),
            accommodations=accommodations,
            brief=filling.brief(
                title=title, statement=statement, answers=answers, steps=steps, code=code, phrase=phrase
            ),
        )

    def _number(self, wish: Wish) -> int:
        if wish.number is not None:
            return wish.number
        return self.challenges.number_by_name(self.template.id, wish.person, str(wish.attempt))

    def _phrase(self, wish: Wish, number: int, language: str) -> str | None:
        if not self.template.challenge.phrase or Accommodation.NO_PHRASE in wish.accommodations:
            return None
        return self.challenges.phrase(number, language)

    def _refuse_attempt(self, attempt: int) -> None:
        most = self.template.challenge.attempts
        if not 1 <= attempt <= most:
            raise RosterInvalid(f"There are attempts 1 to {most}, and no attempt {attempt}.")

    def _refuse(self, wish: Wish) -> None:
        if not normal(wish.person):
            raise RosterInvalid("The person's id is empty.")
        if wish.language is not None and wish.language not in self.template.languages:
            known = ", ".join(self.template.languages)
            raise RosterInvalid(f"The template has no language {wish.language!r}; it has {known}.")
        for accommodation in wish.accommodations:
            if accommodation not in self.template.accommodations:
                raise RosterInvalid(f"The template has no way for {accommodation.value!r}.")


def _minutes(template: Template, accommodations: Collection[Accommodation]) -> int | None:
    if template.minutes is None:
        return None
    factor = (
        template.accommodations[Accommodation.MORE_TIME] if Accommodation.MORE_TIME in accommodations else 1.0
    )
    # Up to the next whole minute.
    return -int(-template.minutes * factor // 1)
