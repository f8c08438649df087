"""The template that a new one starts from: small, passing its check, and meant to be changed."""

EXAMPLE_TEMPLATE = '''\
schema = "candor.template/1"
id = "tank"
languages = ["en", "ru"]
minutes = 20

[title]
en = "How long a tank takes to fill"
ru = "За сколько наполнится бак"

[statement]
en = """
A tank for {{ volume }} litres of {{ liquid }} is filled at {{ flow }} litres a minute.
At the start it holds {{ start }} litres.

Work out how long it takes to fill, in a program or a spreadsheet, and say how you got there."""
ru = """
Бак на {{ volume }} л ({{ liquid }}) наполняется со скоростью {{ flow }} л в минуту.
В начале в нём {{ start }} л.

Посчитайте в программе или в таблице, за сколько он наполнится, и расскажите, как вы это получили."""

[parameters.liquid]
kind = "choice"
of = [{ en = "water", ru = "вода" }, { en = "oil", ru = "масло" }, { en = "juice", ru = "сок" }]

[parameters.volume]
kind = "decimal"
from = 400.0
to = 900.0
step = 0.1

[parameters.flow]
kind = "decimal"
from = 2.50
to = 9.50
step = 0.01

[parameters.start]
kind = "decimal"
from = 20.0
to = 90.0
step = 0.1

[[answers]]
id = "minutes_to_fill"
question = { en = "The time until the tank is full", ru = "Время до полного бака" }
value = "(volume - start) / flow"
tolerance = 0.5
unit = "min"

[[answers.examples]]
given = "{{ answers.minutes_to_fill|number(1) }} min"
judged = "right"

[[answers.examples]]
given = "1 min"
judged = "wrong"

[[answers.examples]]
given = "{{ answers.minutes_to_fill|number(1) }}"
judged = "invalid"

[note]
text = "{{ liquid }} {{ volume }} {{ flow }} {{ start }}"

[[steps]]
id = "work"
instruction = { en = "Work the time out", ru = "Посчитайте время" }

[accommodations]
large_text = true
no_phrase = true
more_time = 1.5
'''
