"""A display, a browser of each engine, and a site that no test before has left anything for."""

from collections.abc import Iterator

import pytest
from browser.conftest import site as built
from selenium.webdriver.remote.webdriver import WebDriver
from support import engines
from support.browser_site import Site

__all__ = ["built"]


@pytest.fixture(scope="package", autouse=True)
def display() -> Iterator[None]:
    """A display for the browsers."""
    with engines.display():
        yield


@pytest.fixture(scope="module", params=engines.ENGINES)
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WebDriver]:
    """A browser of each engine for all tests of a file: to start one takes seconds."""
    with engines.driven(request.param, tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def page(browser: WebDriver) -> Iterator[engines.Page]:
    """A page in a browser of each engine."""
    yield engines.Page(browser)
    first, *others = browser.window_handles
    for other in others:
        browser.switch_to.window(other)
        browser.close()
    browser.switch_to.window(first)
    browser.get("about:blank")


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """The site at an address of its own, for which no browser has kept anything."""
    served = Site(built.folder)
    yield served
    served.close()
