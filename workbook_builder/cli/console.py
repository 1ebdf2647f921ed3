"""What the commands share: loading the configuration, progress bars, and error output."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.problems.problem import Problem, WorkbookError

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from mkdocs.config.defaults import MkDocsConfig

    from workbook_builder.model.workbook import Workbook
    from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin

configuration = click.option(
    "-f",
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The configuration file of the site.",
)


def examples(*lines: str) -> str:
    """Format the examples at the end of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def configured(config_file: Path, *, strict: bool = False) -> "tuple[MkDocsConfig, WorkbookPlugin]":
    """Load the configuration of MkDocs, and find our plugin in it."""
    from mkdocs.config import load_config

    from workbook_builder.publish.mkdocs_plugin import find_plugin

    _show_warnings()
    config = load_config(str(config_file), strict=strict or None)
    return config, find_plugin(config, config_file)


@contextmanager
def explained() -> Iterator[None]:
    """Print problems and exit with code 1, instead of printing a traceback."""
    from mkdocs.exceptions import Abort, MkDocsException

    from workbook_builder.rendering.template_errors import explaining

    try:
        with explaining():
            yield
    except WorkbookError as error:
        click.echo(f"{error}\n\n{all_counted(error.problems)}", err=True)
        sys.exit(1)
    except (Abort, MkDocsException) as error:
        cause = _cause(error)
        if isinstance(cause, WorkbookError):
            click.echo(f"{cause}\n\n{all_counted(cause.problems)}", err=True)
        else:
            click.echo(f"workbook: {cause}", err=True)
        sys.exit(1)


@contextmanager
def progress(label: str, length: int) -> "Iterator[Callable[[], None]]":
    """Show a progress bar that advances by one with each call, from any thread."""
    lock = threading.Lock()
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:

        def step() -> None:
            with lock:
                bar.update(1)

        yield step


def counted(count: int, word: str) -> str:
    """A number with its noun, in the plural if needed."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def all_counted(problems: Sequence[Problem]) -> str:
    """A line with the number of problems, and how to learn more about the first one."""
    files = len({each.file for each in problems})
    code = problems[0].rule
    return (
        f"{counted(len(problems), 'problem')} in {counted(files, 'file')}."
        f" `workbook explain {code}` says more about {code}."
    )


def contents(workbook: "Workbook") -> str:
    """The number of programs and worksheets in a workbook."""
    programs = [program for _, program in workbook.programs()]
    sheets = sum(len(program.worksheets) for program in programs)
    return f"{counted(len(programs), 'program')} with {counted(sheets, 'worksheet')}"


def short_path(path: Path) -> str:
    """A path relative to the current folder if it is inside, otherwise absolute."""
    path = path.resolve()
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _cause(error: BaseException) -> BaseException:
    """The original error in a chain of errors from MkDocs, which wraps them several times."""
    from mkdocs.exceptions import MkDocsException

    chain: list[BaseException] = []
    inner: BaseException | None = error
    while inner:
        chain.append(inner)
        inner = inner.__cause__ or inner.__context__
    kind = WorkbookError if any(isinstance(e, WorkbookError) for e in chain) else MkDocsException
    return [each for each in chain if isinstance(each, kind)][-1]


def _show_warnings() -> None:
    """Print the warnings of MkDocs and its plugins, one per line.

    Errors that MkDocs logs before it raises them are dropped, because `explained` prints them.
    """
    logging.getLogger("mkdocs.commands.build").addFilter(lambda each: each.levelno < logging.ERROR)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.handlers = [handler]
