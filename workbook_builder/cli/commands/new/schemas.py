"""The command ``workbook new schemas``, which updates the schemas for editors."""

from pathlib import Path

import click

from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice


@click.command("schemas", epilog=examples("workbook new schemas"))
@configuration_if_named
def command(config_file: Path | None) -> None:
    """Update the schemas that editors use.

    Editors check and complete your files with the schemas in .workbook/. Update them after each
    update of Workbook Builder, and after you install a field type. Do not edit them yourself.
    """
    from workbook_builder.starter import scaffold
    from workbook_builder.storage.output_tree import write_tree

    root = need_practice(config_file)
    files = scaffold.editor()
    write_tree(files, root)
    click.echo(f"Wrote {counted(len(files), 'schema')} to {short_path(root / '.workbook')}.")
