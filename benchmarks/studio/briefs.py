"""The brief of a scenario, as a teacher would have written it."""

import json

from benchmarks.studio.scenario import Scenario
from benchmarks.studio.tasks import Stage


def brief_toml(scenario: Scenario, *, language: str = "en") -> str:
    """The TOML text of `candor.brief/1`. What is spoken is English whatever the task's language."""
    asked, task = scenario.asked, scenario.task
    parts = [
        'schema = "candor.brief/1"',
        f"title = {_quoted(task.title)}",
        f"language = {_quoted(language)}",
        'profile = "education"',
        f"statement = {_quoted(task.statement)}",
        "",
        "[variant]",
        f"code = {_quoted(asked.code)}",
        f"phrase = {_quoted(asked.phrase)}",
        "",
        "[text]",
        f"forbidden = {_listed(asked.forbidden)}",
        "",
        *_identity(scenario),
        "[instructions]",
        "ordered = true",
    ]
    for stage in task.stages:
        parts += ["", *_step(stage)]
    return "\n".join(parts) + "\n"


def _identity(scenario: Scenario) -> list[str]:
    if scenario.camera is None:
        return []
    lines = ["[identity]", "expected_people = 1"]
    if scenario.asked.reference is not None:
        lines.append(f"references = {_listed((reference_name(scenario.asked.reference),))}")
    return [*lines, f"max_absence_s = {scenario.asked.max_absence_s}", ""]


def reference_name(person: str) -> str:
    return f"{person}.jpg"


def _step(stage: Stage) -> list[str]:
    return [
        "[[instructions.steps]]",
        f"id = {_quoted(stage.id)}",
        f"instruction = {_quoted(stage.instruction)}",
        f"expect_text = {_listed(stage.expect)}",
    ]


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _listed(texts: tuple[str, ...]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
