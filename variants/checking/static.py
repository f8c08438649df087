"""What can be said of a template without making a variant."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from variants.checking.problem import CheckName, Problem
from variants.lines import Path
from variants.template import (
    Accommodation,
    AskedAnswer,
    ChoiceParameter,
    Localized,
    SampleParameter,
    Template,
)
from variants.texts import Text

_JUDGED_NUMBER = ("right", "wrong", "invalid")
_JUDGED_TEXT = ("right", "wrong")


def static_problems(template: Template) -> list[Problem]:
    return [
        *_missing_examples(template),
        *_unlike_languages(template),
        *_missing_twin(template),
        *_shown_answers(template),
        *_notes_that_miss(template),
        *_unused(template),
    ]


def _missing_examples(template: Template) -> Iterator[Problem]:
    for answer in template.answers:
        judged = [example.judged for example in answer.examples]
        for wanted in _JUDGED_NUMBER if answer.numeric else _JUDGED_TEXT:
            if wanted not in judged:
                says = f"has no example that is {wanted}"
                yield Problem.at(template, answer.path, CheckName.EXAMPLES, says)


def _unlike_languages(template: Template) -> Iterator[Problem]:
    """Every language must show the same: what one leaves out, its readers do not know."""
    for path, by_language in _by_language(template):
        shown = {language: _shown(template, texts) for language, texts in by_language.items()}
        everything = frozenset[str]().union(*shown.values())
        for language, paths in shown.items():
            for name in sorted(everything - paths):
                says = f"does not show {name!r}, which another language shows"
                yield Problem.at(template, (*path, language), CheckName.LANGUAGES, says)


def _by_language(template: Template) -> Iterator[tuple[Path, Mapping[str, Sequence[Text]]]]:
    """Every text with its languages, and every list of grounds."""
    single: list[tuple[Path, Mapping[str, Text]]] = [
        (("title",), template.title),
        (("statement",), template.statement),
    ]
    single += [((*answer.path, "question"), answer.question) for answer in template.answers]
    single += [((*step.path, "instruction"), step.instruction) for step in template.steps]
    for path, texts in single:
        yield path, {language: [text] for language, text in texts.items()}
    for step in template.steps:
        yield (*step.path, "expect_text"), step.expect_text
        yield (*step.path, "expect_speech"), step.expect_speech


def _shown(template: Template, texts: Sequence[Text]) -> frozenset[str]:
    return frozenset(_as_words(template, path) for text in texts for path in text.paths)


def _as_words(template: Template, path: str) -> str:
    """Of a record's words a language may need another form than its neighbour: they count as one."""
    name, _, part = path.replace("[]", "").partition(".")
    kind = template.parameters.get(name)
    record = kind.values[0] if isinstance(kind, ChoiceParameter | SampleParameter) else None
    has_words = isinstance(record, dict) and isinstance(record.get(part), Localized)
    return f"{path.removesuffix(part)}(words)" if has_words else path


def _missing_twin(template: Template) -> Iterator[Problem]:
    wanted = [Accommodation.LARGE_TEXT]
    wanted += [Accommodation.NO_PHRASE] if template.challenge.phrase else []
    wanted += [Accommodation.MORE_TIME] if template.minutes is not None else []
    for accommodation in wanted:
        if accommodation not in template.accommodations:
            says = f"has no {accommodation.value!r}: the same task in this way, of equal demand"
            yield Problem.at(template, ("accommodations",), CheckName.TWIN, says)


def _shown_answers(template: Template) -> Iterator[Problem]:
    """A derived value that is an answer may stand in no text that a student reads."""
    for answer in template.answers:
        source = answer.value.source.strip()
        for path, text in _read_by_students(template):
            for name in text.names & template.derived.keys():
                if source in {name, template.derived[name].source.strip()}:
                    yield Problem.at(
                        template, path, CheckName.TEXTS, f"shows {name!r}, which is the answer {answer.id!r}"
                    )


def _read_by_students(template: Template) -> Iterator[tuple[Path, Text]]:
    for language in template.languages:
        yield ("title", language), template.title[language]
        yield ("statement", language), template.statement[language]
        for answer in template.answers:
            yield (*answer.path, "question", language), answer.question[language]
        for step in template.steps:
            yield (*step.path, "instruction", language), step.instruction[language]


def _notes_that_miss(template: Template) -> Iterator[Problem]:
    """Two variants with one note would be called the same, and have different answers."""
    told = _behind(template, template.note.text.names)
    for answer in template.answers:
        for name in sorted(_parameters_behind(template, answer.value.names) - told):
            says = f"does not tell {name!r}, on which the answer {answer.id!r} depends"
            yield Problem.at(template, ("note",), CheckName.NOTES, says)


def _named_by(answer: AskedAnswer) -> Iterator[str]:
    """Whatever an answer, or what it is held against, depends on."""
    for expression in (answer.value, answer.tolerance, answer.solver, *answer.also):
        yield from expression.names if expression is not None else ()
    for example in answer.examples:
        yield from example.given.names


def _behind(template: Template, names: Collection[str]) -> frozenset[str]:
    """These names and all that they are derived from."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += template.derived[name].names if name in template.derived else ()
    return frozenset(found)


def _parameters_behind(template: Template, names: Collection[str]) -> frozenset[str]:
    return _behind(template, names) & template.parameters.keys()


def _unused(template: Template) -> Iterator[Problem]:
    """What nothing shows, asks or compares is a slip of the pen."""
    used = _behind(template, [name for _, text in _read_by_students(template) for name in text.names])
    used |= _behind(template, [name for answer in template.answers for name in _named_by(answer)])
    used |= _behind(
        template,
        [name for step in template.steps for text in _grounds(template, step.path) for name in text.names],
    )
    for name in template.parameters:
        if name not in used:
            says = "is shown in no text, and no answer or step depends on it"
            yield Problem.at(template, ("parameters", name), CheckName.UNUSED, says)
    for name in template.derived:
        if name not in used | _compared(template) | _behind(template, template.note.text.names):
            yield Problem.at(template, ("derived", name), CheckName.UNUSED, "is used nowhere")


def _compared(template: Template) -> frozenset[str]:
    conditions = (*template.constraints, *template.properties)
    named = [name for condition in conditions for name in condition.that.names]
    if template.difficulty is not None:
        named += template.difficulty.value.names
    return _behind(template, named)


def _grounds(template: Template, path: Path) -> Iterator[Text]:
    (step,) = (step for step in template.steps if step.path == path)
    for grounds in (step.expect_text, step.expect_speech):
        for texts in grounds.values():
            yield from texts
