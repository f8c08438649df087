"""How tests are shared out when several processes run them."""

import pytest

from workers.engines.waiting import let_threads_sleep

let_threads_sleep()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of one file stay together, for they share what is dear to make; so do those that share brokers."""
    for item in items:
        shares_brokers = "served_house" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("brokers" if shares_brokers else str(item.path)))
