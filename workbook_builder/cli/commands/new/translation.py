"""The command ``workbook new translation``, which adds a file for a translator."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice


@click.command("translation", epilog=examples("workbook new translation fi"))
@click.argument("language")
@configuration_if_named
def command(language: str, config_file: Path | None) -> None:
    """Add a file for translating the interface.

    Every text without a translation is added to templates/locale/LANGUAGE.po. Translations that
    are already in the file are kept.
    """
    from workbook_builder.starter.translation_file import translation_file, translation_path
    from workbook_builder.storage.file_replacement import replace_file

    if name_checks.language(language).partition("-")[0] == "en":
        raise click.UsageError("the interface is already in English.")
    own = need_practice(config_file) / "templates"
    path = translation_path(language, own)
    found = translation_file(language, own)
    if found.new:
        replace_file(path, found.text)
    if found.empty:
        click.echo(
            f"{counted(found.empty, 'text')} to translate in {short_path(path)}. `workbook check`"
            " counts only those that your pages and sheets show."
        )
    else:
        click.echo(f"Every text of the interface has a translation into `{language}`.")
