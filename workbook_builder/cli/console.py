"""What the commands share: the configuration of the site, progress, and problems explained."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.problems.problem import Problem, WorkbookError

if TYPE_CHECKING:  # commands import what they need, so that --help answers at once
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
    help="The configuration of the site.",
)


def examples(*lines: str) -> str:
    """The end of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def configured(config_file: Path, *, strict: bool = False) -> "tuple[MkDocsConfig, WorkbookPlugin]":
    """The configuration of MkDocs, and our plugin in it."""
    from mkdocs.config import load_config

    from workbook_builder.publish.mkdocs_plugin import find_plugin

    _show_warnings()
    config = load_config(str(config_file), strict=strict or None)
    return config, find_plugin(config, config_file)


@contextmanager
def explained() -> Iterator[None]:
    """Print what is wrong and exit with 1, instead of a traceback."""
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
    """A bar that moves by one at each call, from any thread."""
    lock = threading.Lock()
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:

        def step() -> None:
            with lock:
                bar.update(1)

        yield step


def counted(count: int, word: str) -> str:
    """A number of things in words."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def all_counted(problems: Sequence[Problem]) -> str:
    """How many problems there are, and where to read more about them."""
    files = len({each.file for each in problems})
    code = problems[0].rule
    return (
        f"{counted(len(problems), 'problem')} in {counted(files, 'file')}."
        f" `workbook explain {code}` says more about {code}."
    )


def contents(workbook: "Workbook") -> str:
    """What a workbook holds, in numbers."""
    programs = [program for _, program in workbook.programs()]
    sheets = sum(len(program.worksheets) for program in programs)
    return f"{counted(len(programs), 'program')} with {counted(sheets, 'worksheet')}"


def short_path(path: Path) -> str:
    """A path as short as it can be said from here."""
    path = path.resolve()
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _cause(error: BaseException) -> BaseException:
    """What made MkDocs give up: it raises one error after another on its way out."""
    from mkdocs.exceptions import MkDocsException

    chain: list[BaseException] = []
    inner: BaseException | None = error
    while inner:
        chain.append(inner)
        inner = inner.__cause__ or inner.__context__
    kind = WorkbookError if any(isinstance(e, WorkbookError) for e in chain) else MkDocsException
    return [each for each in chain if isinstance(each, kind)][-1]


def _show_warnings() -> None:
    """Let the warnings of MkDocs and its plugins reach the reader, each in a line.

    What MkDocs has to say of an error that it raises is left to ``explained``.
    """
    logging.getLogger("mkdocs.commands.build").addFilter(lambda each: each.levelno < logging.ERROR)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.handlers = [handler]
