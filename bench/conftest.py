"""What all benchmarks share: their sizes, and the table of figures and limits at the end."""

import os

import pytest
from limits import Limits
from sizes import TINY, Sizes

os.environ["WORKBOOK_CACHE"] = ""  # no cache, unless a benchmark names a folder
os.environ["NO_MKDOCS_2_WARNING"] = "1"

_LIMITS = pytest.StashKey[Limits]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for a quick run."""
    parser.addoption(
        "--tiny",
        action="store_true",
        help="run all benchmarks on tiny data, to check that they work; the figures mean nothing",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start without figures."""
    config.stash[_LIMITS] = Limits()


@pytest.fixture(scope="session")
def sizes(pytestconfig: pytest.Config) -> Sizes:
    """The sizes of this run."""
    return TINY if pytestconfig.getoption("--tiny") else Sizes()


@pytest.fixture(scope="session")
def limits(pytestconfig: pytest.Config) -> Limits:
    """The collection that each benchmark adds its figures to."""
    return pytestconfig.stash[_LIMITS]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the command fail if a limit is missed, although no benchmark fails."""
    if session.exitstatus == pytest.ExitCode.OK and session.config.stash[_LIMITS].missed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)  # after the output of pytest-benchmark
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of all figures."""
    limits = terminalreporter.config.stash[_LIMITS]
    if limits.figures:
        terminalreporter.section("limits")
        for line in limits.table():
            terminalreporter.write_line(line)
