"""What the commands share: progress bars, and the wording of their output."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.failures import problems_of
from workbook_builder.problems.problem import Problem

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.model.workbook import Workbook


def examples(*lines: str) -> str:
    """Format the examples at the end of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


@contextmanager
def explained() -> Iterator[None]:
    """Print problems and exit with code 1, instead of printing a traceback."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        from workbook_builder.publish.mkdocs_errors import MKDOCS_ERRORS, original_error

        is_from_mkdocs = isinstance(error, MKDOCS_ERRORS)  # these are errors of click, too
        if isinstance(error, click.ClickException) and not is_from_mkdocs:
            raise
        if problems := problems_of(error):
            shown = "\n\n".join(map(str, problems))
            click.echo(f"{shown}\n\n{all_counted(problems)}", err=True)
            sys.exit(1)
        if not is_from_mkdocs:
            raise
        click.echo(f"workbook: {original_error(error)}", err=True)
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
    parts = [f"{counted(len(programs), 'program')} with {counted(sheets, 'worksheet')}"]
    if toolbox := workbook.toolbox:
        single = counted(len(toolbox.worksheets), "worksheet")
        parts = [*(parts if programs else []), f"a toolbox with {single}"]
    return " and ".join(parts)


def visible(text: str) -> str:
    """A text from a client on one line, in which nothing is a command to the terminal."""
    from workbook_builder.problems.problem import without_controls

    return without_controls(text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(visible, text.split("\n")))


def short_path(path: Path) -> str:
    """A path relative to the current folder if it is inside, otherwise absolute."""
    path = path.resolve()
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
