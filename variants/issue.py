"""A person's variant in their language: texts filled in, code and phrase, and the brief that it is checked by."""

from collections.abc import Collection
from dataclasses import dataclass

from variants.challenges import Challenges, Holder
from variants.draw import draw, shown_in
from variants.errors import RosterInvalid
from variants.filling import Filling
from variants.seeds import normal, seed_of
from variants.template import Accommodation, Template
from variants.variant import Drawn, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whose variant, and how. `place`: in the course's roster, from 0; null for somebody in none."""

    person: str
    place: int | None = None
    attempt: int = 1
    language: str | None = None
    accommodations: Collection[Accommodation] = ()


class Issuer:
    """All variants of one template in one course: a pure function of its version, the secret and the wish."""

    def __init__(self, template: Template, secret: bytes) -> None:
        self.template = template
        self._secret = secret
        self.challenges = Challenges(secret, template=template.id, attempts=template.challenge.attempts)

    def issue(self, wish: Wish) -> Variant:
        """Raises TemplateInvalid where no variant can be made, RosterInvalid where there is none for the wish."""
        self._refuse(wish)
        return self.written(self.drawn(wish.person, wish.attempt), wish)

    def drawn(self, person: str, attempt: int = 1) -> Drawn:
        """What the seed gives, before it is written in a language."""
        seed = seed_of(self._secret, template=self.template.id, person=normal(person), attempt=attempt)
        return draw(self.template, seed)

    def written(self, drawn: Drawn, wish: Wish) -> Variant:
        """The same in the language of the wish, with the wish's code and phrase."""
        template = self.template
        language = wish.language or template.language
        filling = Filling(template, language, shown_in(template, drawn, language))
        holder = self.holder(wish)
        code = self.challenges.code(holder) if template.challenge.code else None
        phrase = self._phrase(wish, holder, language)
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

    def holder(self, wish: Wish) -> Holder:
        place = self.challenges.place_by_name(wish.person) if wish.place is None else wish.place
        return Holder(place=place, attempt=wish.attempt)

    def _phrase(self, wish: Wish, holder: Holder, language: str) -> str | None:
        if not self.template.challenge.phrase or Accommodation.NO_PHRASE in wish.accommodations:
            return None
        return self.challenges.phrase(holder, language)

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
