"""The command ``workbook export``, which writes the pages for other site engines."""

from contextlib import ExitStack
from pathlib import Path

import click

from workbook_builder.cli.console import (
    examples,
    progress,
    short_path,
)
from workbook_builder.cli.practice_folder import configuration
from workbook_builder.problems.problem import WorkbookError


@click.command(
    "export", epilog=examples("workbook export plain", "workbook export ../site-for-zensical")
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@configuration
def command(folder: Path, config_file: Path) -> None:
    """Write pages, PDFs, theme, and a plain mkdocs.yml to FOLDER, for another site engine.

    FOLDER must be new or empty, or contain an earlier export.
    """
    from workbook_builder.practice.language_folders import in_all_languages, of_language
    from workbook_builder.practice.practice import Practice
    from workbook_builder.print.press import Press
    from workbook_builder.publish.client_data import not_apart
    from workbook_builder.publish.custom_theme import custom_folder
    from workbook_builder.publish.export import MARK, exported
    from workbook_builder.publish.mkdocs_site import load_site
    from workbook_builder.publish.offline_lists import offline_lists
    from workbook_builder.storage.folder_replacement import replacing_folder
    from workbook_builder.storage.output_tree import write_tree

    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise click.UsageError(f"{folder} contains other files; choose a new or empty folder.")
    if problems := list(not_apart(config_file, {"export": folder})):
        raise WorkbookError(problems)
    with ExitStack() as stack:
        config, plugin = load_site(config_file)
        practice = plugin.open(config)
        practices = (practice, *practice.in_further_languages())
        printed = in_all_languages(practices, Practice.sheets)
        bar = stack.enter_context(progress("Exporting", len(printed)))
        press = stack.enter_context(Press(bar, fingerprint=practice.fingerprint))
        press.begin(printed)
        pdfs = press.finish()
        with replacing_folder(folder) as new:
            for each in practices:
                own = plugin.own_pages(config, each)
                place = new / each.workbook.folder
                write_tree(exported(each, own, config.site_url, custom_folder(config)), place)
                write_tree(of_language(pdfs, each), place / "docs")
                lists = offline_lists(each, place / "docs", build=each.assets().build)
                write_tree(lists, place / "docs")
            count = sum(1 for path in new.rglob("*") if path.is_file())
    click.echo(f"{count} files in {short_path(folder)}. Next: run `mkdocs build` in that folder.")
    for each in practices[1:]:
        further = short_path(folder / each.workbook.folder)
        target = short_path(folder / "site" / each.workbook.folder)
        click.echo(f"Then run it in {further}, and move {further}/site to {target}.")
