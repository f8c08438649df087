"""What an instructor's own demonstration says about the brief, and what to mend in it, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workers.brief import Brief, Step
from workers.render.context import ReportContext
from workers.render.examined import StepView
from workers.render.findings import FindingView
from workers.report import CheckStatus, StepOutcome

_OPEN = (CheckStatus.INCONCLUSIVE, CheckStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """`says`: what came of the demonstration; `mend`: what would change that. `anchor`: where the page shows it."""

    says: str
    mend: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    steps: tuple[StepView, ...]
    advice: tuple[Advice, ...]


def tried(brief: Brief, report: ReportContext) -> Tried:
    """Steps that were not seen first, then what else a student who records the same would be told."""
    asked = {step.id: step for step in brief.steps}
    missed = [one for one in report.steps if one.outcome is not StepOutcome.FOLLOWED]
    steps = [_about_step(view, asked[view.id]) for view in missed if view.id in asked]
    findings = [_about_finding(view) for view in report.findings if view.code != "instructions.step_missing"]
    return Tried(
        steps=report.steps, advice=(*steps, *findings, *_about_checks(report, explained=bool(steps)))
    )


def _about_step(view: StepView, step: Step) -> Advice:
    says = {
        StepOutcome.NOT_FOLLOWED: _("Step %(number)d was not seen in your own demonstration."),
        StepOutcome.UNCLEAR: _("Step %(number)d stayed unclear in your own demonstration."),
        StepOutcome.NOT_CHECKED: _("Step %(number)d was not looked at in your own demonstration."),
    }[view.outcome] % {"number": view.number}
    return Advice(says=f"{says} {view.message}".strip(), mend=_mend_step(step), anchor=view.anchor)


def _mend_step(step: Step) -> str:
    if not step.names_ground:
        return _(
            "The step names nothing by which it is known. Name a text on the screen (expect_text) or words that are "
            "said (expect_speech) whenever it is done."
        )
    sentences = []
    if step.expect_text:
        sentences.append(
            _(
                "It is known by %(texts)s on the screen, all of it. Compare that with what your screen shows, letter "
                "by letter; name a text that surely appears, or keep it in view longer and larger."
            )
            % {"texts": _quoted(step.expect_text)}
        )
    if step.expect_speech:
        sentences.append(
            _(
                "It is known by the words %(words)s, all of them. Name short, plain words that everybody says at "
                "this step, and leave out names and symbols."
            )
            % {"words": _quoted(step.expect_speech)}
        )
    return " ".join(sentences)


def _about_finding(view: FindingView) -> Advice:
    mend = _mend_findings().get(view.code) or _(
        "If your demonstration is as it should be, the brief asks for something else than you do: leave this out of "
        "it (skip), or tell students what to avoid."
    )
    return Advice(says=view.message, mend=mend, anchor=view.anchor)


def _mend_findings() -> dict[str, str]:
    return {
        "text.code_missing": _(
            "Keep the code on the screen larger and longer, and tell students where to put it."
        ),
        "text.required_missing": _(
            "Compare the text in the brief with what your screen shows, letter by letter, or take it out of the brief."
        ),
        "text.forbidden_shown": _(
            "Your own demonstration shows what the brief forbids: take it out of the brief, or say in the task that "
            "it must not be on the screen."
        ),
        "speech.phrase_missing": _("Say the phrase slowly and by itself, and tell students to do so."),
        "speech.required_missing": _(
            "Name short, plain words that everybody says, or take them out of the brief."
        ),
        "speech.forbidden_said": _(
            "You say yourself what the brief forbids: take it out of the brief, or say in the task that it must not "
            "be said."
        ),
        "instructions.out_of_order": _(
            "You did the steps in another order yourself: change their order in the brief, say with “after” which "
            "ones depend on each other, or take “ordered” out."
        ),
    }


def _about_checks(report: ReportContext, *, explained: bool) -> Iterator[Advice]:
    """`explained`: of the steps it is said above why they are open."""
    steps_check = report.words("check.instructions")
    for view in report.checks:
        if view.status in _OPEN and not view.optional and not (explained and view.name == steps_check):
            says = _("The check “%(check)s” was not completed: %(why)s") % {
                "check": view.name,
                "why": view.message,
            }
            mend = _(
                "Reports of students who record like this would be incomplete. Mend the cause, or make the check "
                "optional in the brief."
            )
            yield Advice(says=says, mend=mend)


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)
