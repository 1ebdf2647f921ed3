"""Finds the practice that a command works in, and writes new files to it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook_builder.cli.console import counted, short_path

CONFIGURATION = "mkdocs.yml"

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.storage.new_files import NewFiles
    from workbook_builder.storage.output_tree import Tree


def write_files(files: "NewFiles", folder: Path) -> "Tree":
    """Add files to a folder, and print their names. Returns the files that were written."""
    from workbook_builder.storage.new_files import FilesExistError, write_new_files

    try:
        tree = write_new_files(files, folder)
    except FilesExistError as error:
        names = ", ".join(map(short_path, error.paths))
        raise click.UsageError(f"already there: {names}. Nothing was written.") from error
    click.echo(f"Wrote {counted(len(tree), 'file')}:")
    for path in sorted(tree):
        click.echo(f"  {short_path(folder / path)}")
    return tree


def find_practice() -> Path | None:
    """The practice that contains the current folder, or None if it is not in one."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if _is_practice(each)), None)


def _is_practice(folder: Path) -> bool:
    """Whether a folder is that of a practice, whose content may have another place."""
    file = folder / CONFIGURATION
    if not file.is_file():
        return False
    return (folder / "content").is_dir() or b"workbook" in file.read_bytes()


def need_practice(config_file: Path | None = None) -> Path:
    """The folder of the practice that a command works in.

    Args:
        config_file: The configuration that the option ``-f`` names. If None, the practice is the
            one that contains the current folder.

    Raises:
        click.UsageError: The current folder is not in a practice.
    """
    root = config_file.absolute().parent if config_file else find_practice()
    if root is None:
        message = "there is no mkdocs.yml with a folder content/ here, or in any folder above"
        hint = (
            "Go to your practice with `cd`, name its mkdocs.yml with -f,"
            " or create one: workbook new my-practice"
        )
        raise click.UsageError(f"{message}. {hint}")
    return root


def _found(_: click.Context, __: click.Parameter, value: Path | None) -> Path:
    """The configuration that the option names, or that of the practice around this folder."""
    here = Path(CONFIGURATION)
    if value or (find_practice() is None and here.is_file()):
        return value or here  # without our plugin, which the command explains
    file = need_practice() / CONFIGURATION
    return here if file.parent == Path.cwd() else file


_OPTION: Any = {
    "type": click.Path(exists=True, dir_okay=False, path_type=Path),
    "help": "The mkdocs.yml of the practice; by default, of the one that you are in.",
}
# `configuration` is for commands that need a practice whatever their arguments are.
configuration = click.option("-f", "--config", "config_file", callback=_found, **_OPTION)
configuration_if_named = click.option("-f", "--config", "config_file", **_OPTION)
