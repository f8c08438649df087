"""Briefs that need a video-language model go to the workers that have one, the others to the others."""

import pytest
from pytest_django import Settings

from integrity.inspections.domain.doorbell import MODEL_QUEUE, QUEUE
from integrity.inspections.models import RunState
from tests.integrity import fake_inspection
from tests.integrity.houses import House
from tests.integrity.rows import a_run, a_run_that_names_its_text

pytestmark = pytest.mark.slow


def with_model(house: House, settings: Settings) -> None:
    settings.CANDOR_VLM = house.environment["CANDOR_VLM"] = "openai"


def routed(house: House) -> None:
    """One worker a queue; each run is taken by the worker of its kind."""
    plain, looking = house.start_worker(QUEUE), house.start_worker(MODEL_QUEUE)
    for ask, worker in ((a_run_that_names_its_text, plain), (a_run, looking)):
        begun = len(fake_inspection.starts(house.cache))
        run = ask("work 2")
        inspection = house.wait_for_starts(begun + 1)[-1]
        assert house.worker_of(inspection) is worker
        assert house.wait_for(run, RunState.DONE).attempts == 1


def test_each_kind_of_brief_has_its_worker(house: House, settings: Settings) -> None:
    with_model(house, settings)
    routed(house)


def test_the_same_with_servers(served_house: House, settings: Settings) -> None:
    with_model(served_house, settings)
    routed(served_house)


def test_without_a_model_any_worker_does(house: House) -> None:
    run = a_run()
    house.start_worker(QUEUE)
    assert house.wait_for(run, RunState.DONE).attempts == 1
