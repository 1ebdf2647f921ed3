"""The command that copies from the library: ``workbook add``."""

import click

from workbook_builder.cli import name_checks
from workbook_builder.cli.console import counted, examples
from workbook_builder.cli.practice_folder import ExplainedCommand, need_practice, write_files


@click.command(
    "add",
    cls=ExplainedCommand,
    epilog=examples("workbook add", "workbook add wellness/stress-management"),
)
@click.argument("name", metavar="[TRACK/PROGRAM]", required=False)
def command(name: str | None) -> None:
    """Copy a program of the library into your practice; without a name, list the library.

    The shared worksheets and pictures that it uses come along, and its track. Those that you have
    already stay as they are; the program itself must be new.
    """
    from workbook_builder.starter import library, scaffold

    known = library.programs()
    if name is None:
        width = max(map(len, known))
        for each, file in known.items():
            head = library.head(file)
            click.echo(f"{each:<{width}}  {head['title']} ({counted(head['weeks'], 'week')})")
        return
    made = scaffold.copied(name_checks.library_program(name))
    root = need_practice()
    name_checks.new_program(root, name.partition("/")[2])
    written = write_files(made, root)
    for path in made.common:
        if path not in written and path.startswith("content/"):
            click.echo(f"  {path} is yours already, and stays as it is")
