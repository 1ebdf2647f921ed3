"""Finds the practice that a command works in, and writes new files to it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.console import counted, short_path

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
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            return folder
    return None


def need_practice() -> Path:
    """The practice that contains the current folder.

    Raises:
        click.UsageError: The current folder is not in a practice.
    """
    root = find_practice()
    if root is None:
        message = "there is no mkdocs.yml with a folder content/ here, or in any folder above"
        hint = "Go to your practice, or create one: workbook new my-practice"
        raise click.UsageError(f"{message}. {hint}")
    return root
