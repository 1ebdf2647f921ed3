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

    if name_checks.language(language).partition("-")[0] == "en":
        raise click.UsageError("the interface is already in English.")
    own = need_practice(config_file) / "templates"
    path = translation_path(language, own)
    found = translation_file(language, own)
    if found.new:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".po.new")
        new.write_text(found.text, encoding="utf-8")
        new.replace(path)
    if found.empty:
        click.echo(f"{counted(found.empty, 'text')} to translate in {short_path(path)}.")
    else:
        click.echo(f"Every text of the interface has a translation into `{language}`.")
