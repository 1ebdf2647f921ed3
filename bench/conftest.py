"""What all measures share: how much is measured, and the limits that are printed in the end."""

import os

import pytest
from limits import Limits
from sizes import TINY, Sizes

os.environ["WORKBOOK_CACHE"] = ""  # what is measured is made, but for a folder that a measure names
os.environ["NO_MKDOCS_2_WARNING"] = "1"

_LIMITS = pytest.StashKey[Limits]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to measure next to nothing."""
    parser.addoption(
        "--tiny", action="store_true", help="see that all measures run; their figures say nothing"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no figures."""
    config.stash[_LIMITS] = Limits()


@pytest.fixture(scope="session")
def sizes(pytestconfig: pytest.Config) -> Sizes:
    """How much is measured in this run."""
    return TINY if pytestconfig.getoption("--tiny") else Sizes()


@pytest.fixture(scope="session")
def limits(pytestconfig: pytest.Config) -> Limits:
    """Where each measure notes its figures."""
    return pytestconfig.stash[_LIMITS]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A missed limit is no mistake of a measure, but the command fails."""
    if session.exitstatus == pytest.ExitCode.OK and session.config.stash[_LIMITS].missed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)  # behind the times of pytest-benchmark
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of all figures."""
    found = terminalreporter.config.stash[_LIMITS]
    if found.figures:
        terminalreporter.section("limits")
        for line in found.table():
            terminalreporter.write_line(line)
