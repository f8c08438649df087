"""A page asks the database as often for a thousand rows as for ten, and not often."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.integrity.portal.crowds import crowd
from tests.integrity.portal.scene import Scene, a_scene
from tests.integrity.portal.shown import NO_PAGE, PAGES, Page, address
from tests.integrity.portal.test_access import may
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db

AT_MOST = 15
FEW, MANY = 10, 1_000
#: What is no list, and why.
NOT_COUNTED = {"portal:erase-person": "goes through everything that somebody has, table by table, in batches"}


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def test_a_page_of_a_thousand_rows_costs_as_many_queries_as_that_of_ten(scene: Scene) -> None:
    crowd(scene, FEW)
    few = queries_of_pages(scene)
    assert {page: asked for page, asked in few.items() if asked > AT_MOST} == {}
    crowd(scene, MANY - FEW)
    many = queries_of_pages(scene)
    grown = {page: (few[page], many[page]) for page in few if few[page] != many[page]}
    assert grown == {}


def queries_of_pages(scene: Scene) -> dict[str, int]:
    pages = {str(page): (page.who, page.address(scene)) for page in PAGES if is_counted(page)}
    parts = {name: (reader_of(name), address(name, scene["here"])) for name in NO_PAGE}
    return {name: queries_of(*asked) for name, asked in (pages | parts).items()}


def is_counted(page: Page) -> bool:
    return not page.post and page.route not in NOT_COUNTED


def reader_of(name: str) -> str:
    return min(may(name, "get") - {"nobody"})


def queries_of(who: str, address: str) -> int:
    client = Client(raise_request_exception=False)
    if who != "nobody":
        client.force_login(a_user(who))
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        response.close()
    assert response.status_code < 500, f"{address} as {who}"
    return len(asked)
