from integrity.courses.domain.traits import traits_of
from variants.issue import Issuer
from variants.reading.template import read_template

TEMPLATE = """schema = "candor.template/1"
id = "kinds"
languages = ["en", "ru"]
title = { en = "Kinds", ru = "Виды" }
statement = { en = "Show.", ru = "Покажите." }
note = "{{ mass }}"
[parameters.mass]
kind = "decimal"
from = 2.5
to = 2.5
step = 0.5
[parameters.fruit]
kind = "choice"
of = [{ name = { en = "apples", ru = "яблоки" }, typical = 150 }]
[parameters.day]
kind = "choice"
of = [{ en = "Monday", ru = "понедельник" }]
[parameters.some]
kind = "sample"
of = [7]
count = 1
[parameters.grid]
kind = "table"
rows = 2
[parameters.grid.columns.grams]
kind = "integer"
from = 1
to = 1
[[steps]]
id = "show"
instruction = { en = "Show", ru = "Покажите" }
"""


def test_values_are_the_same_in_every_language_and_texts_are_in_each() -> None:
    template = read_template(TEMPLATE)
    drawn = Issuer(template, b"for tests alone").drawn("sam")
    assert traits_of(template, drawn) == {
        "values": {"mass": 2.5, "fruit": "apples · 150", "day": "Monday"},
        "written": {
            "mass": ["2,5", "2.5"],
            "fruit.name": ["apples", "яблоки"],
            "fruit.typical": ["150"],
            "day": ["Monday", "понедельник"],
            "some": ["7"],
        },
    }
