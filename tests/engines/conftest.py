"""One site and one display for all tests in this folder."""

from collections.abc import Iterator

import pytest
from browser.conftest import site
from support import engines

__all__ = ["site"]


@pytest.fixture(scope="package", autouse=True)
def display() -> Iterator[None]:
    """A display for the browsers."""
    with engines.display():
        yield
