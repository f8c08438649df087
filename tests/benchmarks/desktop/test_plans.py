import pytest

from benchmarks.desktop.pages import EDITOR, FORBIDDEN, FORBIDDEN_TEXT, TASK, pages
from benchmarks.desktop.plans import DURATION_S, FORBIDDEN_FOR_S, Deed, plan
from benchmarks.desktop.record import brief_toml
from benchmarks.desktop.work import WORKS
from workers.brief import parse_brief

SEEDS = range(100_000, 100_012)


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_is_done_before_the_recording_ends(seed):
    acts = plan(seed).acts
    assert [act.at_s for act in acts] == sorted(act.at_s for act in acts)
    assert acts[-1].at_s + FORBIDDEN_FOR_S + 2.0 < DURATION_S
    assert [act.deed for act in acts].count(Deed.SHOW_FORBIDDEN) == 1


def test_every_work_has_every_look():
    tried = {(one.work.title, one.look) for one in map(plan, SEEDS)}
    assert len(tried) == len(SEEDS)
    assert {one.runs for one in map(plan, SEEDS)} == {True, False}


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.title)
def test_what_shows_a_step_stands_only_where_it_is_done(work):
    task = " ".join((work.title, work.statement, *work.reading))
    assert work.expect_typed in "\n".join(work.typed)
    assert work.expect_output in " ".join(" ".join(work.output).split())
    assert work.expect_typed not in task
    assert work.expect_output not in task


def test_the_brief_asks_for_what_the_pages_show():
    planned = plan(SEEDS[0])
    brief, shown = parse_brief(brief_toml(planned)), pages(planned)
    assert brief.variant.code in shown[TASK]
    assert brief.text.forbidden[0] == FORBIDDEN_TEXT
    assert FORBIDDEN_TEXT in shown[FORBIDDEN]
    assert FORBIDDEN_TEXT not in shown[EDITOR]
