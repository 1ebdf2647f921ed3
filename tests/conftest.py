"""Fixtures for all tests: practices, previews, a form, and golden files."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.command_line import output_of
from support.one_form import SHEET, form
from support.places import PRACTICE
from support.previewed import Trial

# What one test has typeset, others need not. The folder is empty at first, and gone at the end,
# unless another one is named, as the workers' is.
if "WORKBOOK_CACHE" not in os.environ:
    made = tempfile.TemporaryDirectory(prefix="workbook-tests-")
    os.environ["WORKBOOK_CACHE"] = made.name
    atexit.register(made.cleanup)
os.environ["WORKBOOK_KEYS"] = f"{os.devnull}/keys"  # so that no test writes a key by accident

# Processes that a shell starts in the background ignore Ctrl-C, and so do their child processes.
signal.signal(signal.SIGINT, signal.default_int_handler)


# How long an example takes depends only on the machine.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-goldens", action="store_true", help="rewrite golden files; review them afterwards"
    )


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything anew, in a test of how it is made."""
    monkeypatch.setenv("WORKBOOK_CACHE", "")


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A copy of the small practice: a folder with `content/` in it."""
    return Path(shutil.copytree(PRACTICE, tmp_path / "practice"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, as the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mine(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new practice, as the working directory."""
    output_of("new", "my-practice", "--yes")
    monkeypatch.chdir(here / "my-practice")
    return here / "my-practice"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or write the file if `--write-goldens` is given."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--write-goldens"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def fresh_trial(practice: Path, tmp_path: Path) -> Iterator[Trial]:
    """A preview that has not loaded its practice yet."""
    trial = Trial(practice, tmp_path / "made")
    yield trial
    trial.preview.close()


@pytest.fixture
def trial(fresh_trial: Trial) -> Trial:
    """A preview that shows the small practice."""
    fresh_trial.preview.update()
    assert not fresh_trial.troubles()
    return fresh_trial


@pytest.fixture(scope="module")
def shared_trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A preview that all tests of a module share; each must restore what it changes."""
    folder = tmp_path_factory.mktemp("shared_trial")
    trial = Trial(Path(shutil.copytree(PRACTICE, folder / "practice")), folder / "made")
    trial.preview.update()
    yield trial
    trial.preview.close()


@pytest.fixture(scope="session")
def sheet() -> bytes:
    """An empty form with every kind of field."""
    return form(SHEET)
