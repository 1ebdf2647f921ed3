"""Where commands put files: the practice around the current folder, and what is said of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook_builder.cli.console import counted, explained, short_path

if TYPE_CHECKING:  # commands import what they need, so that --help answers at once
    from workbook_builder.storage.new_files import NewFiles
    from workbook_builder.storage.output_tree import Tree


class ExplainedCommand(click.Command):
    """A command that explains what is wrong instead of failing, such as a broken field type."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with explained():
            return super().invoke(ctx)


def write_files(made: "NewFiles", folder: Path) -> "Tree":
    """Put files into a folder, and say so."""
    from workbook_builder.storage.new_files import FilesExistError, write_new_files

    try:
        tree = write_new_files(made, folder)
    except FilesExistError as error:
        names = ", ".join(map(short_path, error.paths))
        raise click.UsageError(f"{names}: there already. Nothing was written.") from error
    except OSError as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    click.echo(f"Wrote {counted(len(tree), 'file')}:")
    for path in sorted(tree):
        click.echo(f"  {short_path(folder / path)}")
    return tree


def find_practice() -> Path | None:
    """The nearest folder with a practice, from the current one upwards."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            return folder
    return None


def need_practice() -> Path:
    """The same, where a command needs one."""
    root = find_practice()
    if root is None:
        message = "there is no practice here: no folder content/ beside a mkdocs.yml, here or above"
        raise click.UsageError(f"{message}. Go to yours, or make one: workbook new my-practice")
    return root
