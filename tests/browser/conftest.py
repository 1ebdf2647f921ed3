"""One site and one browser for all tests in this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from support.browser import launched, visit
from support.browser_site import Site, built
from support.places import DATA, PRACTICE

# Worksheets that only these tests need are added at the end of the last phase.
MORE = """
      - use: areas
      - use: areas
        id: areas-again
        title: My areas again
      - use: moved
      - use: kinds
      - use: my-nights
      - use: my-choice
      - use: weekly
      - use: listening
"""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice with some more sheets, built for the address where it is served."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("browser") / "practice"))
    shutil.copytree(DATA / "browser_sheets", practice / "content/worksheets", dirs_exist_ok=True)
    program = practice / "content/tracks/wellness/better-sleep.yml"
    program.write_text(program.read_text(encoding="utf-8").rstrip() + MORE, encoding="utf-8")
    with built(practice) as served:
        yield served


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with launched() as browser:
        yield browser


@pytest.fixture
def client(chromium: Browser) -> Iterator[BrowserContext]:
    """A new browser profile; fails if a script on its pages raises an error."""
    with visit(chromium) as context:
        yield context
