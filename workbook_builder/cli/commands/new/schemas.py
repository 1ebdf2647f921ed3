"""The command ``workbook new schemas``."""

import click

from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.practice_folder import ExplainedCommand, need_practice


@click.command("schemas", cls=ExplainedCommand, epilog=examples("workbook new schemas"))
def command() -> None:
    """Renew what editors know.

    Editors check and complete your files with the schemas in .workbook/, which hold nothing of
    yours. Renew them after an update, and when you have installed a new field type.
    """
    from workbook_builder.starter import scaffold
    from workbook_builder.storage.output_tree import write_tree

    root = need_practice()
    files = scaffold.editor()
    write_tree(files, root)
    click.echo(f"{counted(len(files), 'schema')} in {short_path(root / '.workbook')}.")
