"""The command ``workbook translate``, which writes files for translators of the content."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named


@click.command("translate", epilog=examples("workbook translate es", "workbook translate"))
@click.argument("language", required=False)
@configuration_if_named
def command(language: str | None, config_file: Path | None) -> None:
    """Write the files for translating your programs into LANGUAGE.

    Each file of your content gets a file in content/translations/LANGUAGE/, which programs such as
    Poedit and Weblate can open. Run this again after changes: translations stay, texts that have
    changed are marked, and new ones are added. Without LANGUAGE, the files of all further languages
    are freshened.
    """
    from workbook_builder.content.languages import languages

    content = content_folder(config_file)
    first, *further = languages(content)
    if language is None and not further:
        raise click.UsageError("name a language, such as `workbook translate es`.")
    if language and name_checks.language(language) == first:
        raise click.UsageError(f"your programs are written in `{first}`; name another language.")
    for each in [language] if language else further:
        _write(content, each, in_use=each in further)


def _write(content: Path, language: str, *, in_use: bool) -> None:
    from workbook_builder.starter.content_catalogs import untranslated_pages, write_catalogs

    texts = missing = changed = words = 0
    for each in write_catalogs(content, language):
        texts += each.texts
        missing += each.missing
        changed += each.changed
        words += each.words
        if each.missing or each.changed:
            more = f", {each.changed} to check" if each.changed else ""
            click.echo(f"{short_path(each.path)}: {each.missing} of {each.texts} missing{more}")
    for page in untranslated_pages(content, language):
        click.echo(f"{short_path(page)}: not there")
    name = name_checks.language_name(language)
    if missing or changed:
        check = f", and {changed} to check" if changed else ""
        click.echo(
            f"{name}: {counted(missing, 'text')} of {texts:,} to translate{check}"
            f" ({words:,} words)."
        )
    else:
        click.echo(f"{name}: all {texts:,} texts are translated.")
    if not in_use:
        click.echo(f"Clients can choose it when `languages` in workbook.yml has `{language}`.")
