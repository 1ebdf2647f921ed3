"""The command ``workbook new worksheet``, which adds a shared worksheet."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import examples
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice, write_files


@click.command("worksheet", epilog=examples("workbook new worksheet evening-walk"))
@click.argument("name")
@configuration_if_named
def command(name: str, config_file: Path | None) -> None:
    """Add a shared worksheet.

    NAME is the name of its file. Programs include it in a phase with `use: NAME`.
    """
    from workbook_builder.content.languages import languages
    from workbook_builder.starter import scaffold

    root = need_practice(config_file)
    name_checks.worksheet(name)
    language = languages(content_folder(config_file))[0]
    write_files(scaffold.worksheet(name, language), root)
    click.echo(f"Next: add the line `- use: {name}` to the worksheets of a phase.")
