"""One ruler of random weights for all tests that only read it."""

import pytest
import torch

from workers.train.ruler import new_ruler


@pytest.fixture(scope="package")
def ruler():
    torch.manual_seed(1)
    return new_ruler(1)
