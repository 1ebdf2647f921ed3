"""The command ``workbook new field``, which adds a field type."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import examples, short_path
from workbook_builder.cli.practice_folder import (
    configuration_if_named,
    find_practice,
    write_files,
)


@click.command("field", epilog=examples("workbook new field mood"))
@click.argument("name")
@configuration_if_named
def command(name: str, config_file: Path | None) -> None:
    """Create a package with a field type of your own.

    NAME is what you will write after `type:`. The package contains the model, the templates for
    web and paper, and a test. Install it to use it.
    """
    from workbook_builder.model import fields
    from workbook_builder.starter import scaffold

    if not name_checks.id_name(name)[0].isalpha():
        raise click.UsageError(f"`{name}` cannot be the name of a field type; begin with a letter.")
    if name in fields.types():
        raise click.UsageError(f"there is already a field type `{name}`.")
    root = config_file.parent if config_file else find_practice() or Path.cwd()
    write_files(scaffold.field(name), root)
    folder = short_path(root / f"workbook-field-{name}")
    click.echo(f"Next: python -m pip install -e {folder}")
