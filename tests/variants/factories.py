"""Templates for tests: one small and whole, and changes to it."""

import functools

from variants.issue import Issuer, Wish
from variants.reading.template import read_template
from variants.template import Template
from variants.variant import Variant

SECRET = b"a secret of thirty-two bytes ..."

#: Everything that a template must have, and a little of each thing that it may.
SMALL = """schema = "candor.template/1"
id = "rectangles"
languages = ["en", "ru"]
minutes = 20

[title]
en = "A rectangle of {{ width }} by {{ height }}"
ru = "Прямоугольник {{ width }} на {{ height }}"

[statement]
en = "{{ who|join }} draws a rectangle of {{ width }} by {{ height }} cm, in {{ colour }}. Its margin: {{ margin }} cm."
ru = "{{ who|join }}: прямоугольник {{ width }} на {{ height }} см, цвет: {{ colour }}. Поля: {{ margin }} см."

[parameters.who]
kind = "names"

[parameters.width]
kind = "integer"
from = 100
to = 9999

[parameters.height]
kind = "integer"
from = 100
to = 9999

[parameters.margin]
kind = "decimal"
from = 0.25
to = 2.75
step = 0.25

[parameters.colour]
kind = "choice"
of = [{ en = "red", ru = "красный" }, { en = "blue", ru = "синий" }]

[derived]
area = "width * height"

[[constraints]]
that = "width != height"
because = "a square is too easy"

[[properties]]
that = "answers.area > 0.0 && width != height"
because = "it is a rectangle with an area"

[[answers]]
id = "area"
question = { en = "The area", ru = "Площадь" }
value = "area"
solver = "((width + height) * (width + height) - (width - height) * (width - height)) / 4"
tolerance = 0.5
unit = "cm**2"
[[answers.examples]]
given = "{{ answers.area|number(0) }} cm^2"
judged = "right"
[[answers.examples]]
given = "{{ (answers.area + 1)|number(0) }} cm²"
judged = "wrong"
[[answers.examples]]
given = "{{ width }} cm"
judged = "invalid"

[note]
text = "{{ width }}x{{ height }}"

[difficulty]
value = "width > height ? 0.5 : 0.6"
from = 0.5
to = 0.6

[[steps]]
id = "draw"
instruction = { en = "Draw it", ru = "Нарисуйте" }
expect_text = ["{{ width }} × {{ height }}"]

[[steps]]
id = "tell"
instruction = { en = "Say its colour", ru = "Назовите цвет" }
expect_speech = { en = ["it is {{ colour }}"], ru = ["цвет {{ colour }}"] }
after = ["draw"]

[brief]
optional = ["speech"]
[brief.identity]
expected_people = 1
max_absence_s = 5.0
[brief.text]
forbidden = ["ChatGPT"]

[accommodations]
large_text = true
no_phrase = true
more_time = 1.5
"""


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """The small template with texts replaced, each of which must be there once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times {old!r}"
        text = text.replace(old, new)
    return text


def template(*changes: tuple[str, str]) -> Template:
    return read_template(changed(*changes))


@functools.cache
def small_issuer() -> Issuer:
    return Issuer(template(), SECRET)


def issuer(*changes: tuple[str, str]) -> Issuer:
    return Issuer(template(*changes), SECRET) if changes else small_issuer()


def variant(person: str = "ann", *, number: int = 0, language: str = "en") -> Variant:
    return small_issuer().issue(Wish(person=person, number=number, language=language))
