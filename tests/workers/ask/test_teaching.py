"""Instructions that a model wrote become a brief that can be read back."""

from hypothesis import given
from hypothesis import strategies as st

from workers.ask.reply import Part
from workers.ask.teaching import brief_of
from workers.brief import parse_brief
from workers.spans import Span

WHOLE = Span(start_s=0.0, end_s=60.0)


def part(*instructions: str) -> Part:
    rows = [{"time_s": 1.0, "instruction": told, "what": "seen"} for told in instructions]
    return Part(of=WHOLE, values={"moments": rows})


def test_each_instruction_is_a_step_in_order_and_none_is_said_twice() -> None:
    brief = parse_brief(brief_of([part("Open the editor", "Run it"), part("Run it", "Hand it in", " ")]))
    assert brief.instructions is not None
    assert brief.instructions.ordered
    assert [(step.id, step.instruction) for step in brief.steps] == [
        ("step-1", "Open the editor"),
        ("step-2", "Run it"),
        ("step-3", "Hand it in"),
    ]


def test_a_brief_without_instructions_asks_for_none() -> None:
    parts = [part(), Part(of=WHOLE, values=None, abstained="The model's answer was cut off.")]
    assert parse_brief(brief_of(parts)).instructions is None


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_whatever_a_model_writes_is_valid(told: list[str]) -> None:
    steps = parse_brief(brief_of([part(*told)])).steps
    assert [step.instruction for step in steps] == list(dict.fromkeys(text.strip() for text in told))
