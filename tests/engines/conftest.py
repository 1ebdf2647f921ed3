"""One site, one display, and a browser of each engine, for all tests in this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.conftest import site
from support import engines

__all__ = ["site"]


@pytest.fixture(scope="package", autouse=True)
def display() -> Iterator[None]:
    """A display for the browsers."""
    with engines.display():
        yield


@pytest.fixture(params=engines.ENGINES)
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[engines.Page]:
    """A page in a new browser of each engine."""
    with engines.driven(request.param, tmp_path) as driver:
        yield engines.Page(driver)
