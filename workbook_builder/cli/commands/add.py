"""The command ``workbook add``, which copies programs from the library."""

from pathlib import Path

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import counted, examples
from workbook_builder.cli.content_check import content_folder
from workbook_builder.cli.practice_folder import configuration_if_named, need_practice, write_files


@click.command(
    "add",
    epilog=examples("workbook add", "workbook add wellness/stress-management"),
)
@click.argument("name", metavar="[TRACK/PROGRAM]", required=False)
@configuration_if_named
def command(name: str | None, config_file: Path | None) -> None:
    """Copy a program from the library into your practice, or list the library.

    Without TRACK/PROGRAM it lists all programs. A program is copied together with its track, and
    with the shared worksheets and pictures that it uses, and with its translations into further
    languages of your practice, if there are any. Files that you already have are not
    changed. The program itself must be new.
    """
    from workbook_builder.content.languages import languages
    from workbook_builder.starter import library, scaffold

    known = library.programs()
    if name is None:
        width = max(map(len, known))
        for each, file in known.items():
            head = library.head(file)
            click.echo(f"{each:<{width}}  {head['title']} ({counted(head['weeks'], 'week')})")
        return
    root = need_practice(config_file)
    further = languages(content_folder(config_file))[1:]
    files = scaffold.copied(name_checks.library_program(name), further)
    name_checks.new_program(root, name.partition("/")[2])
    written = write_files(files, root)
    for path in files.common:
        if path not in written and path.startswith("content/"):
            click.echo(f"  {path} exists already and was not changed")
