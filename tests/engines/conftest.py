"""One site, and a browser of each engine, for all tests in this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import engines
from support.browser_site import Site
from support.command_line import run
from support.places import DATA, PRACTICE


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small practice with a sheet that has every field type, built for its address."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("engines") / "practice"))
    shutil.copytree(DATA / "browser_sheets", practice / "content/worksheets", dirs_exist_ok=True)
    served = Site(practice / "site")
    settings = practice / "mkdocs.yml"
    text = settings.read_text().replace("https://example.org/workbook/", served.url)
    settings.write_text(text)
    result = run("build", "-f", str(settings), "--strict")
    assert result.exit_code == 0, result.output
    yield served
    served.close()


@pytest.fixture(scope="package")
def screen() -> Iterator[None]:
    """A display for browsers that need one."""
    with engines.display():
        yield


@pytest.fixture(params=engines.ENGINES)
def page(request: pytest.FixtureRequest, screen: None, tmp_path: Path) -> Iterator[engines.Page]:
    """A page in a new browser of each engine."""
    with engines.driven(request.param, tmp_path) as driver:
        yield engines.Page(driver)
