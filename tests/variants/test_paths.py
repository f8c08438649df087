"""What a text shows is told to the part, also inside a loop."""

import pytest

from variants.texts import Text

_NAMES = ("width", "page", "stops", "loop_free")


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("nothing", set()),
        ("{{ width }} {{ width + 1 }} {{ page.path|upper }}", {"width", "page.path"}),
        ("{{ stops[0].name }}", {"stops[0].name"}),
        ("{% for stop in stops %}{{ loop.index }} {{ stop.name }}: {{ stop.minutes }}{% endfor %}", {"stops[].name", "stops[].minutes"}),
        ("{% for stop in page.stops %}{{ stop.name }}{% else %}{{ width }}{% endfor %}", {"page.stops[].name", "width"}),
        ("{% if width > 3 %}{{ page.path }}{% endif %}", {"width", "page.path"}),
    ],
)  # fmt: skip
def test_a_text_shows_these_parts(source: str, paths: set[str]) -> None:
    assert Text.read(source, language="en", names=_NAMES).paths == paths
